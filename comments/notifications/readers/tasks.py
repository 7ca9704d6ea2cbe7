import logging
from datetime import datetime, timedelta
from time import monotonic
from typing import Any

from django.core.mail import get_connection
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django_tasks import task

from ...models import Letter, Reader, Subscription, last_morning
from ...queued import queued
from .announcements import spread
from .delivery import Next, ServerIsDown, deliver
from .leading import Lead
from .letters import Bundle
from .questions import Question

#: The time between two runs, and the longest one when the mail server is down.
_EVERY, _LONGEST = timedelta(minutes=1), timedelta(hours=1)
#: Readers who are sent something in one run, and the seconds after which it ends in any case:
#: there may be one worker for everything.
_AT_ONCE, _SECONDS = 200, 60

log = logging.getLogger(__name__)


@task()
def mail_readers(tries: int = 0) -> int:
    """Send readers what is due, and return how many mails that were.

    Sees to it that another run comes within a minute as long as anybody wants mail, and when
    the mail server is down after a time that grows with ``tries``. Safe to run twice, also at
    the same time, and to interrupt. Its older results are of no use.
    """
    _runs().successful().delete()
    if not _is_wanted():
        return 0
    # In case this run dies, or the server is down.
    _run_at(timezone.now() + min(_EVERY * 2 ** min(tries, 10), _LONGEST), tries + 1)
    spread()
    sent, server, until = 0, get_connection(), monotonic() + _SECONDS
    due = _due(timezone.now())
    try:
        for reader, next_one in due:
            sent += deliver(server, reader, next_one)
            if monotonic() > until:
                break
    except ServerIsDown as down:
        log.warning("No mail to readers: %s", down)
        if sent:  # it takes some: servers end a line after so many mails
            _run_at(timezone.now() + _EVERY, 0)
        return sent
    finally:
        _close(server)
    is_more = sent > 0 and (len(due) >= _AT_ONCE or monotonic() > until)
    _run_at(timezone.now() + (timedelta(0) if is_more else _EVERY), 0)
    return sent


@transaction.atomic
def mail_soon() -> None:
    """Let a run come at once, unless the mail server is down: then it comes in its time.

    Called in the transaction that gives it something to do. The row of the run stays locked
    until the end of that, and the worker passes over a row that is locked.
    """
    now = timezone.now()
    next_ones = _ready().filter(run_after__lte=now + _EVERY)
    if list(next_ones.select_for_update().values_list("pk", flat=True)):
        next_ones.update(run_after=now)
    elif not _ready().exists():
        mail_readers.using(run_after=now).enqueue()


def keep_mail_coming_to_readers() -> None:
    """At a start of the site, or after a worker that died: let a run come if one is wanted."""
    if _is_wanted():
        mail_soon()


def _is_wanted() -> bool:
    wanted = Subscription.objects.confirmed()
    waiting = Reader.objects.filter(Q(to_ask=True) | Q(to_lead_since__isnull=False))
    return wanted.exists() or waiting.exists()


def _runs() -> Any:
    return queued(mail_readers)


def _ready() -> Any:
    return _runs().filter(status="READY")


@transaction.atomic
def _run_at(moment: datetime, tries: int) -> None:
    """Let the next run come then, or at once where that was asked for meanwhile."""
    _ready().filter(run_after__gt=timezone.now()).delete()
    if not _ready().exists():
        mail_readers.using(run_after=moment).enqueue(tries)


def _due(now: datetime) -> list[tuple[Reader, Next]]:
    """Whom a mail may be due to; whoever was tried last comes last, as his may break the line."""
    free = Reader.objects.free(now).order_by(F("not_before").asc(nulls_first=True), "pk")
    letters = Letter.objects.filter(done_at=None)
    of_the_day = letters.filter(made_at__lt=last_morning(now))
    told = free.filter(
        Q(how=Reader.How.AT_ONCE) | Q(pk__in=of_the_day.values("reader")),
        pk__in=letters.values("reader"),
    )
    led = free.filter(to_lead_since__isnull=False)
    due: list[tuple[Reader, Next]] = [
        *((reader, Lead.next) for reader in led[:_AT_ONCE]),
        *((reader, Question.next) for reader in free.to_be_asked(now)[:_AT_ONCE]),
        *((reader, Bundle.next) for reader in told[:_AT_ONCE]),
    ]
    return sorted(due, key=lambda one: one[0].not_before or one[0].made_at)


def _close(server: Any) -> None:
    """All that was to be said is said; how the line ends changes nothing."""
    try:
        server.close()
    except OSError as error:
        log.info("The mail server ended with %s", type(error).__name__)
