"""Asking the moderators to look at a comment again, and having looked."""

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from .report import Report
from .tally import Tally

if TYPE_CHECKING:
    from .comment import Comment


@transaction.atomic
def report(comment: "Comment", by: Any, cause: str, note: str = "") -> None:
    """Note that somebody wants a published comment looked at; once for each person."""
    tally = Tally.locked_for(comment.article_id)
    made = Report.objects.get_or_create(
        comment=comment, by=by, settled_at=None, defaults={"cause": cause, "note": note}
    )[1]
    if made:
        _count_reports(comment, tally)


@transaction.atomic
def settle_reports(comment: "Comment", by: Any) -> int:
    """Close the open reports: he has looked. Returns how many that were."""
    tally = Tally.locked_for(comment.article_id)
    settled = Report.objects.filter(comment=comment, settled_at=None).update(
        settled_at=timezone.now(), settled_by=by
    )
    _count_reports(comment, tally)
    return settled


def _count_reports(comment: "Comment", tally: Tally) -> None:
    was = type(comment).objects.values_list("reported", flat=True).get(pk=comment.pk)
    comment.reported = Report.objects.filter(comment=comment, settled_at=None).count()
    type(comment).objects.filter(pk=comment.pk).update(reported=comment.reported)
    tally.add(reported=bool(comment.reported) - bool(was))
