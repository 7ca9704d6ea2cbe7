from collections.abc import Mapping
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from .forgetting import erase_traces, resume_unfinished
from .models import Comment, CommentEntry, Look, Status, Tally
from .notifications.moderators.tasks import mail_moderators
from .notifications.readers.tasks import keep_mail_coming_to_readers, mail_readers
from .queued import queued
from .retention import forget
from .sanitize import render
from .second_thoughts.withdrawal_mail import mail_withdrawal

_AT_ONCE = 500
#: The time between two rounds of chores.
_EVERY = timedelta(hours=1)
#: How long failures are kept for the operator to look at.
_KEPT_FAILURES = timedelta(days=7)


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
    resume_unfinished()
    return forget()


@transaction.atomic
def keep_chores_coming() -> None:
    """Queue the next time, unless it is queued already."""
    if not queued(moderation_chores).filter(status="READY").exists():
        moderation_chores.using(run_after=timezone.now() + _EVERY).enqueue()
