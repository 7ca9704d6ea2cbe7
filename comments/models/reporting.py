"""Asking the moderators to look at a comment again, and having looked."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from .decision import AlreadyDecided
from .report import Report
from .status import Status
from .tally import Tally

if TYPE_CHECKING:
    from .comment import Comment


@transaction.atomic
def report(comment: "Comment", by: Any, cause: str, note: str = "") -> bool:
    """Note that somebody wants a published comment looked at; once for each person.

    Returns False, and keeps nothing, where a report of his is open already.
    Raises AlreadyDecided for one that is not published any more.
    """
    tally = Tally.locked_for(comment.article_id)
    last = comment.last_decision()
    if last.to_status != Status.APPROVED:
        raise AlreadyDecided(last)
    made = Report.objects.get_or_create(
        comment=comment, by=by, settled_at=None, defaults={"cause": cause, "note": note}
    )[1]
    if made:
        _count_reports(comment, tally)
    return made


@transaction.atomic
def settle_reports(
    comment: "Comment", by: Any, at: datetime | None = None, *, up_to: int | None = None
) -> list[int]:
    """Close the open reports: he has looked, now or ``at`` a time. Returns their ids.

    ``up_to`` is the id of the last one that he has seen; without it he has seen all.
    """
    tally = Tally.locked_for(comment.article_id)
    still = Report.objects.filter(comment=comment, settled_at=None)
    if up_to is not None:
        still = still.filter(pk__lte=up_to)
    settled = list(still.values_list("pk", flat=True))
    still.update(settled_at=at or timezone.now(), settled_by=by)
    _count_reports(comment, tally)
    return settled


@transaction.atomic
def reopen_reports(comment: "Comment", settled_at: datetime) -> int:
    """Open the reports again that were settled at once at that time. Returns how many.

    One whose author has reported the comment anew meanwhile stays settled.
    """
    tally = Tally.locked_for(comment.article_id)
    reports = Report.objects.filter(comment=comment)
    anew = reports.filter(settled_at=None).values_list("by", flat=True)
    reopened = (
        reports.filter(settled_at=settled_at)
        .exclude(by__in=list(anew))
        .update(settled_at=None, settled_by=None)
    )
    _count_reports(comment, tally)
    return reopened


def _count_reports(comment: "Comment", tally: Tally) -> None:
    was = type(comment).objects.values_list("reported", flat=True).get(pk=comment.pk)
    comment.reported = Report.objects.filter(comment=comment, settled_at=None).count()
    type(comment).objects.filter(pk=comment.pk).update(reported=comment.reported)
    tally.add(reported=bool(comment.reported) - bool(was))
