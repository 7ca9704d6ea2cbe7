import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from smtplib import SMTPRecipientsRefused
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from .forgetting import erase_traces, resume_unfinished
from .mail_links import may_decide
from .models import Comment, CommentEntry, Look, MailPreference, Status, Tally, Withdrawal
from .queued import queued
from .reader_tasks import keep_mail_coming_to_readers, mail_readers
from .retention import forget
from .sanitize import render
from .waiting_mail import tell, untold_comments
from .withdrawal_mail import mail_withdrawal

_AT_ONCE = 500
#: The time between two rounds of chores.
_EVERY = timedelta(hours=1)
#: The longest time between two tries of a mail server that is down.
_LONGEST = timedelta(hours=1)
#: A digest is sent so long after the full hour that it tells of.
_AFTER_THE_HOUR = timedelta(seconds=30)
#: How long failures are kept for the operator to look at.
_KEPT_FAILURES = timedelta(days=7)
#: The shortest time between two runs.
_SOON = timedelta(seconds=20)

log = logging.getLogger(__name__)


@task()
def rerender_outdated() -> int:
    """Render anew what an older renderer made, and return how many comments that were.

    Pages show the old HTML until then. Safe to run twice and to interrupt.
    """
    done = last = 0
    by_id = Comment.objects.with_outdated_html().order_by("pk")
    while outdated := list(by_id.filter(pk__gt=last).only("pk", "article", "source")[:_AT_ONCE]):
        rendered = {comment.pk: (comment.source, render(comment.source)) for comment in outdated}
        done += _take_over(rendered, {comment.article_id for comment in outdated})
        last = outdated[-1].pk
    return done


@transaction.atomic
def _take_over(rendered: Mapping[int, tuple[str, str]], articles: set[int]) -> int:
    """Store the HTML of what is still written as it was when it was rendered."""
    now = timezone.now()
    tallies = list(Tally.objects.select_for_update().filter(pk__in=articles).order_by("pk"))
    there = Comment.objects.with_outdated_html().filter(pk__in=rendered)
    stored = there.prefetch_related("reasons").select_for_update(of=("self",))
    same = [comment for comment in stored if comment.source == rendered[comment.pk][0]]
    for comment in same:
        comment.write(*rendered[comment.pk])
        if comment.status == Status.APPROVED:  # what is removed is not younger for it
            comment.changed_at = now
    Comment.objects.bulk_update(same, ["html", "html_version", "changed_at"])
    CommentEntry.keep(*same)
    Tally.objects.filter(pk__in=articles).update(changed_at=now)
    for tally in tallies:
        tally.purge()
    return len(same)


@task()
def moderation_chores() -> dict[str, int]:
    """Forget what is old, now and every hour from now on; return how many rows of each kind.

    What failed more than a week ago is of no use to anybody either. Erasures that stopped
    go on.
    """
    keep_chores_coming()
    keep_mail_coming_to_readers()
    over = timezone.now() - _KEPT_FAILURES
    for ours in (moderation_chores, mail_moderators, mail_readers, mail_withdrawal, erase_traces):
        queued(ours).failed().filter(finished_at__lt=over).delete()
    for over_with in (moderation_chores, erase_traces):
        queued(over_with).successful().delete()
    Look.forget_old()
    Withdrawal.forget_old()
    resume_unfinished()
    return forget()


@transaction.atomic
def keep_chores_coming() -> None:
    """Queue the next time, unless it is queued already."""
    if not queued(moderation_chores).filter(status="READY").exists():
        moderation_chores.using(run_after=timezone.now() + _EVERY).enqueue()


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
    queued = _runs().filter(status="READY", run_after__lte=moment)
    return bool(queued.select_for_update().values_list("pk")[:1])


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
    return [preference.not_before(soon)] if untold_comments(preference, soon).exists() else []
