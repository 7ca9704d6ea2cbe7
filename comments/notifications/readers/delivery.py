"""Handing a reader's mail over to the mail server, once."""

import logging
from datetime import datetime, timedelta
from pathlib import Path
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPResponseException
from traceback import extract_tb
from typing import Any, Protocol

from django.core.mail import EmailMultiAlternatives
from django.utils import timezone

from ...models import Reader

#: After so long a mail is given up that its recipient's server does not take (RFC 5321, 4.5.4.1).
GIVEN_UP_AFTER = timedelta(days=5)
#: Between two tries of a mail that was refused, at least and at most.
_SHORTEST, _LONGEST = timedelta(minutes=1), timedelta(hours=12)
#: What a server says that is about to shut down, whatever it was asked.
_SHUTTING_DOWN = 421

log = logging.getLogger(__name__)


class ServerIsDown(Exception):
    """Nothing goes to anybody for now. ``is_clear``: it is known that this mail did not go."""

    def __init__(self, error: Exception, *, is_clear: bool) -> None:
        super().__init__(type(error).__name__)
        self.is_clear = is_clear


class Refused(Exception):
    """This mail is not taken; others may be."""


class Parcel(Protocol):
    """Something to be sent to a reader."""

    def mail(self) -> EmailMultiAlternatives: ...
    def done(self, now: datetime) -> dict[str, Any]: ...
    def put_back(self) -> None: ...
    def give_up(self) -> None: ...


class Next(Protocol):
    def __call__(self, reader: Reader, now: datetime) -> Parcel | None: ...


def deliver(server: Any, reader: Reader, next_one: Next) -> bool:
    """Send the reader his next parcel; False when there is none, or another run is at it.

    One that is refused is tried again after a pause that grows, and stops nobody else's.
    Raises ServerIsDown. Where it isn't known whether the server took a mail, since the line
    broke while it was to say so, the same mail with the same Message-ID is sent again: RFC 5321
    (4.5.3.2.6 and 6.1) has no way to find out, and rather twice than never. It waits as one
    that was refused: it may be this mail that breaks the line.
    """
    now = timezone.now()
    if not reader.claim(now):
        return False
    noted: dict[str, Any] = {}
    parcel = None
    try:
        parcel = next_one(reader, now)
        if parcel is None:
            return False
        _hand_over(server, parcel.mail())
    except ServerIsDown as down:
        if parcel and down.is_clear:
            parcel.put_back()
        elif parcel:
            noted = _put_off(reader, parcel, now)
        raise
    except Exception as error:
        # Not what it says: a server may repeat the address, or what the mail said.
        said = str(error) if isinstance(error, Refused) else _place(error)
        log.warning("No mail to reader %d: %s", reader.pk, said)
        noted = _put_off(reader, parcel, now) if parcel else {"not_before": now + _LONGEST}
        if parcel:
            parcel.put_back()
        return False
    else:
        noted = parcel.done(timezone.now()) | {"refused_since": None}
        return True
    finally:
        reader.release(now, **noted)


def _put_off(reader: Reader, parcel: Parcel, now: datetime) -> dict[str, datetime | None]:
    """What to note of a reader whose mail was not taken: the next try comes after as long as it
    has been refused so far. After days of that it is given up, and what comes next begins anew.
    """
    tried = reader.not_before
    is_in_a_row = tried is not None and now - tried < timedelta(days=1)
    since = (reader.refused_since if is_in_a_row else None) or now
    if now - since > GIVEN_UP_AFTER:
        parcel.give_up()
        return {"refused_since": None, "not_before": now + _SHORTEST}
    return {"refused_since": since, "not_before": now + min(max(now - since, _SHORTEST), _LONGEST)}


def _place(error: Exception) -> str:
    """A fault of ours: its kind and where it is, and nothing of what it says."""
    frames = extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "site-packages" not in frame.filename]
    frame = (ours or frames)[-1]
    return f"{type(error).__name__} at {Path(frame.filename).name}:{frame.lineno}"


def _hand_over(server: Any, mail: EmailMultiAlternatives) -> None:
    """Raises Refused or ServerIsDown, which say nothing of what the server said."""
    try:
        server.open()
    except OSError as error:
        raise ServerIsDown(error, is_clear=True) from None
    try:
        server.send_messages([mail])
    except (SMTPRecipientsRefused, SMTPDataError) as error:
        codes = {error.smtp_code} if isinstance(error, SMTPDataError) else _codes(error)
        if _SHUTTING_DOWN in codes:
            raise ServerIsDown(error, is_clear=True) from None
        raise Refused(f"refused with {min(codes)}") from None
    except OSError as error:
        is_answer = isinstance(error, SMTPResponseException)
        raise ServerIsDown(error, is_clear=is_answer) from None


def _codes(error: SMTPRecipientsRefused) -> set[int]:
    refused: dict[str, tuple[int, bytes]] = error.recipients
    return {code for code, _said in refused.values()}
