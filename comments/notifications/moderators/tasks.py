"""Mail to moderators when comments wait: what sets it going, and each run."""

import logging
from datetime import datetime, timedelta
from smtplib import SMTPRecipientsRefused
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from ...models import PAUSE, Comment, Discussion, MailPreference, Status
from ...queued import queued
from .links import may_decide
from .mail import tell, untold_decisions

#: What comes within this time of the first comment goes into the same mail.
_GATHERING = timedelta(seconds=20)
#: The shortest time between two runs.
_SOON = timedelta(seconds=20)
#: The longest time between two tries of a mail server that is down.
_LONGEST = timedelta(hours=1)
#: A digest is sent so long after the full hour that it tells of.
_AFTER_THE_HOUR = timedelta(seconds=30)

log = logging.getLogger(__name__)


def something_waits(comment: Comment, site: Discussion) -> None:
    """Let the worker mail those who want it at once, if this comment is held.

    Called last in the transaction that stores the comment: the mail goes if the comment
    stays. Costs nothing when nobody wants mail at once, and a look at the queue when a run
    is on its way.
    """
    if comment.status != Status.HELD or not site.mail_at_once:
        return
    now = timezone.now()
    if not runs_until(now + PAUSE):
        mail_moderators.using(run_after=now + _GATHERING).enqueue()


@task()
def mail_moderators(tries: int = 0) -> int:
    """Mail those whose time has come what waits, and return how many mails were sent.

    Sees to it that another run comes: at the next full hour, for digests; sooner for those
    who were told a moment ago, and when the mail server was down, after a time that grows
    with ``tries``. An address that is refused stops nobody else's mail, and is tried again
    with the next run. Safe to run twice and to interrupt. Its older results are of no use.
    """
    now = timezone.now()
    keep_mail_coming(now)
    _runs().successful().delete()
    sent, again, is_down = 0, [], False
    for preference in _wanted():
        try:
            sent += tell(preference, now)
            again += _next_at_once(preference, now)
        except Exception as error:
            # Not what it says: a server may repeat what the mail said.
            log.warning("No mail to moderator %d: %s", preference.pk, type(error).__name__)
            if not isinstance(error, SMTPRecipientsRefused | ValueError):
                is_down = True
                again.append(now + min(timedelta(minutes=2**tries), _LONGEST))
    if again:
        _run_at(min(again), tries + 1 if is_down else 0)
    return sent


@transaction.atomic
def keep_mail_coming(now: datetime) -> None:
    """Queue a run for the next full hour, unless there is one till then or nobody wants mail."""
    if MailPreference.objects.exclude(how=MailPreference.How.NEVER).exists():
        this_hour = now.replace(minute=0, second=0, microsecond=0) + _AFTER_THE_HOUR
        _run_at(this_hour if this_hour > now else this_hour + timedelta(hours=1))


def runs_until(moment: datetime) -> bool:
    """Whether a run is queued until then that will see what the caller is about to commit.

    Its row stays locked until that commit, and the worker passes over a row that is locked.
    """
    ready = _runs().filter(status="READY", run_after__lte=moment)
    return bool(ready.select_for_update().values_list("pk")[:1])


def _runs() -> Any:
    return queued(mail_moderators)


@transaction.atomic
def _run_at(moment: datetime, tries: int = 0) -> None:
    if not runs_until(moment):
        mail_moderators.using(run_after=moment).enqueue(tries)


def _wanted() -> list[MailPreference]:
    """The wishes of those who moderate now and have an address that mail can go to."""
    asked = MailPreference.objects.exclude(how=MailPreference.How.NEVER).exclude(user__email="")
    return [wish for wish in asked.select_related("user") if may_decide(wish.user)]


def _next_at_once(preference: MailPreference, now: datetime) -> list[datetime]:
    """When the next mail to him is due, if he wants it at once and something has come since."""
    preference.refresh_from_db(fields=["how", "told_up_to", "told_at"])
    soon = now + _SOON
    if preference.how != MailPreference.How.AT_ONCE:
        return []
    return [preference.not_before(soon)] if untold_decisions(preference, soon).exists() else []
