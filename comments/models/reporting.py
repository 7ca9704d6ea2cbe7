"""Asking the moderators to look at a comment again, and having looked."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Count, Q, Sum
from django.utils import timezone

from .decision import AlreadyDecided, Decision, Via
from .discussion import Discussion
from .report import Report
from .standing import check_pace, weight_of
from .status import Status
from .tally import Tally

if TYPE_CHECKING:
    from .comment import Comment

#: By what a reader's report is divided where a moderator has judged the comment to be fine.
_JUDGED_FINE = 3

#: What the column holds; more networks than that may be in league.
_MOST_COUNTED = 32_767


@transaction.atomic
def report(comment: "Comment", by: Any, cause: str, note: str = "") -> bool:
    """Note that somebody of the newsroom wants a published comment looked at; once for each.

    Returns False, and keeps nothing, where a report of his is open already.
    Raises AlreadyDecided for one that is not published any more.
    """
    tally = _locked_while_published(comment)
    made = Report.objects.get_or_create(
        comment=comment, by=by, settled_at=None, defaults={"cause": cause, "note": note}
    )[1]
    if made:
        _count_reports(comment, tally)
    return made


@transaction.atomic
def report_from(
    comment: "Comment", network: str, cause: str, note: str = ""
) -> tuple[Report, bool]:
    """Note that a reader in this network wants a published comment looked at; once for each.

    Returns the open report and whether it is new: an earlier one from there stays as it is.
    Raises AlreadyDecided for a comment that is not published any more, TooManyReports where
    so many came from there in the last hour.
    """
    tally = _locked_while_published(comment)
    reports = Report.objects.filter(comment=comment, by=None, network=network, settled_at=None)
    if earlier := reports.first():
        return earlier, False
    now = timezone.now()
    check_pace(network, now)
    weight = weight_of(network, now) / (_JUDGED_FINE if _is_judged_fine(comment) else 1)
    made = Report.objects.create(
        comment=comment, network=network, cause=cause, note=note, weight=weight
    )
    _count_reports(comment, tally)
    return made, True


@transaction.atomic
def settle_reports(
    comment: "Comment",
    by: Any,
    at: datetime | None = None,
    *,
    up_to: int | None = None,
    upheld: bool | None = False,
) -> list[int]:
    """Close the open reports: he has looked, now or ``at`` a time. Returns their ids.

    ``up_to`` is the id of the last one that he has seen; without it he has seen all.
    ``upheld`` says whether they were right, which is False where the comment is kept; None
    where nobody has judged that.
    """
    tally = Tally.locked_for(comment.article_id)
    still = Report.objects.filter(comment=comment, settled_at=None)
    if up_to is not None:
        still = still.filter(pk__lte=up_to)
    settled = list(still.values_list("pk", flat=True))
    still.update(settled_at=at or timezone.now(), settled_by=by, upheld=upheld)
    _count_reports(comment, tally)
    return settled


@transaction.atomic
def reopen_reports(comment: "Comment", settled_at: datetime) -> int:
    """Open the reports again that were settled at once at that time. Returns how many.

    Where the same person, or somebody in the same network, has reported the comment anew
    meanwhile, the older one stays settled; so does one of which the network is forgotten.
    """
    tally = Tally.locked_for(comment.article_id)
    reports = Report.objects.filter(comment=comment)
    anew = reports.filter(settled_at=None).values_list("by", "network")
    people = [by for by, _network in anew if by]
    networks = [network for by, network in anew if not by]
    reopened = (
        reports.filter(settled_at=settled_at)
        .exclude(by__in=people)
        .exclude(by=None, network__in=["", *networks])
        .update(settled_at=None, settled_by=None, upheld=None)
    )
    _count_reports(comment, tally)
    return reopened


def _locked_while_published(comment: "Comment") -> Tally:
    tally = Tally.locked_for(comment.article_id)
    last = comment.last_decision()
    if last.to_status != Status.APPROVED:
        raise AlreadyDecided(last)
    return tally


def _is_judged_fine(comment: "Comment") -> bool:
    """Whether a moderator has approved the comment, or kept it when it was reported.

    What its author has changed since nobody has judged.
    """
    approved = Decision.objects.filter(
        comment=comment, to_status=Status.APPROVED, by__isnull=False
    ).exclude(via=Via.UNDO)
    kept = Report.objects.filter(comment=comment, upheld=False)
    if comment.revised_at:
        approved = approved.filter(made_at__gt=comment.revised_at)
        kept = kept.filter(settled_at__gt=comment.revised_at)
    return approved.exists() or kept.exists()


def _count_reports(comment: "Comment", tally: Tally) -> None:
    """Bring the comment before the moderators while its open reports weigh enough.

    One from the newsroom is enough by itself.
    """
    was = type(comment).objects.values_list("reported", flat=True).get(pk=comment.pk)
    still = Report.objects.filter(comment=comment, settled_at=None).aggregate(
        number=Count("pk"), newsroom=Count("by"), readers=Sum("weight", filter=Q(by=None))
    )
    is_enough = still["newsroom"] > 0 or (
        still["number"] > 0 and round(still["readers"], 6) >= Discussion.current().reports_weight
    )
    comment.reported = min(still["number"], _MOST_COUNTED) if is_enough else 0
    type(comment).objects.filter(pk=comment.pk).update(reported=comment.reported)
    tally.add(reported=bool(comment.reported) - bool(was))
