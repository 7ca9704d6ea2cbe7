"""Asking for the link to one's own page."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from ..mailable import can_be_mailed
from ..models import Discussion, Reader
from ..notifications.readers.tasks import mail_soon
from .data import is_anything_held

#: For so long no second link is mailed to an address, whoever asks for it.
_PAUSE = timedelta(hours=1)
#: To one that nobody has confirmed: it may be a stranger's, who asked for nothing.
_PAUSE_UNCONFIRMED = timedelta(hours=6)


@transaction.atomic
def send_link(email: str, language: str) -> None:
    """Let the link be mailed if anything is held about the address and none was just mailed.

    What takes the time of a known address is done for an unknown one, too.
    """
    Discussion.write_as_it_is()
    if not (can_be_mailed(email) and is_anything_held(email)):
        return
    reader = Reader.locked_for(email, language)
    now = timezone.now()
    pause = _PAUSE if reader.confirmed_at else _PAUSE_UNCONFIRMED
    is_due = reader.led_at is None or reader.led_at <= now - pause
    if is_due and reader.to_lead_since is None:
        Reader.objects.filter(pk=reader.pk).update(to_lead_since=now)
        mail_soon()
