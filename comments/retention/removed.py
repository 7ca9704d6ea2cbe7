"""Emptying by the clock what was removed long ago (WordPress's ``EMPTY_TRASH_DAYS``)."""

import logging
from datetime import datetime

from django.db import DatabaseError

from ..models import AlreadyDecided, Comment, Status
from .portions import Stopped

log = logging.getLogger(__name__)

#: Comments that are looked for at once; each is emptied in a transaction of its own.
_AT_ONCE = 200
#: From so many on it is not the comments that are broken.
_MOST_FAILURES = 100


def purge_spam(before: datetime) -> int:
    return _purge(Status.SPAM, before)


def purge_trash(before: datetime) -> int:
    return _purge(Status.TRASH, before)


def _purge(status: Status, before: datetime) -> int:
    """Empty what has not been touched since then, and return how many it was.

    A comment that was touched, as by an undo, is not old. One that can't be emptied is logged,
    and stops no other; raises Stopped when there are too many of them.
    """
    # Written before it was touched: the first condition is what the index is asked.
    old = Comment.objects.filter(status=status, created_at__lt=before, changed_at__lt=before)
    done, failed = 0, list[int]()
    while comments := list(old.exclude(pk__in=failed).order_by("created_at", "pk")[:_AT_ONCE]):
        for comment in comments:
            try:
                comment.purge()
            except (AlreadyDecided, ValueError):
                continue  # it is not old any more
            except DatabaseError as error:
                log.exception("Comment %d was not emptied.", comment.pk)
                failed.append(comment.pk)
                if len(failed) > _MOST_FAILURES:
                    raise Stopped(done) from error
            else:
                done += 1
    return done
