"""Emptying by the clock what was removed long ago (WordPress's ``EMPTY_TRASH_DAYS``)."""

import logging
from datetime import timedelta

from django.db import DatabaseError
from django.utils import timezone

from ..models import AlreadyDecided, Comment, Discussion, Status

log = logging.getLogger(__name__)

#: Comments that are looked for at once; each is emptied in a transaction of its own.
_AT_ONCE = 200
#: From so many on it is not the comments that are broken.
_MOST_FAILURES = 100


def purge_removed() -> dict[str, int]:
    """Empty what has been spam or trash for longer than is set, and return how many by status.

    Safe to interrupt and to run twice, also at the same time. A comment that was touched
    since, as by an undo, is not old. One that can't be emptied is logged, and stops no other;
    raises DatabaseError when there are too many of them.
    """
    site = Discussion.current()
    days = {Status.SPAM: site.empty_spam_days, Status.TRASH: site.empty_trash_days}
    return {str(status): _purge(status, number) for status, number in days.items() if number}


def _purge(status: Status, days: int) -> int:
    before = timezone.now() - timedelta(days=days)
    # Written before it was touched: the first condition is what the index is asked.
    old = Comment.objects.filter(status=status, created_at__lt=before, changed_at__lt=before)
    done, failed = 0, list[int]()
    while comments := list(old.exclude(pk__in=failed).order_by("created_at", "pk")[:_AT_ONCE]):
        for comment in comments:
            try:
                comment.purge()
            except (AlreadyDecided, ValueError):
                continue  # it is not old any more
            except DatabaseError:
                log.exception("Comment %d was not emptied.", comment.pk)
                failed.append(comment.pk)
                if len(failed) > _MOST_FAILURES:
                    raise
            else:
                done += 1
    return done
