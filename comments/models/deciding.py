"""The one way in which a comment's status changes: checked, written and logged at once."""

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from .announcing import announce
from .decision import AlreadyDecided, Decision, Via
from .report import Report
from .reporting import reopen_reports, settle_reports
from .status import Status
from .tally import Tally

if TYPE_CHECKING:
    from .comment import Comment

_REMOVED = (Status.SPAM, Status.TRASH)

#: What others may have changed since a comment was loaded, and a decision goes by or indexes.
_MAY_HAVE_CHANGED = (
    *("status", "approved_at", "reported", "risk", "html"),
    *("name", "email", "ip", "network"),
)


@transaction.atomic
def undo(comment: "Comment", decision_id: int, by: Any) -> Decision:
    """Take the decision back, if it is the last one and neither rules nor the author took it.

    What was reported is reported again. Raises AlreadyDecided where somebody was quicker,
    Decision.DoesNotExist where the comment is gone.
    """
    last = last_decision(comment)
    if last.pk != decision_id or not last.from_status or last.via in (Via.RULES, Via.READER):
        raise AlreadyDecided(last)
    undone = decide(comment, Status(last.from_status), by, "", seen=decision_id, via=Via.UNDO)
    reopen_reports(comment, last.made_at)
    return undone


@transaction.atomic
def undo_keeping(comment: "Comment", report_id: int) -> Decision:
    """Take back that a published comment was kept: the report, and what was settled with it,
    is open again. Returns the last decision on the comment, which stands.

    Raises AlreadyDecided where the comment was decided since, and Report.DoesNotExist where
    there is no such report, or it is open.
    """
    Tally.locked_for(comment.article_id)
    settled = Report.objects.exclude(settled_at=None).get(pk=report_id, comment=comment)
    at: Any = settled.settled_at
    last = last_decision(comment)
    if last.to_status != Status.APPROVED or last.made_at >= at:
        raise AlreadyDecided(last)
    reopen_reports(comment, at)
    return last


def last_decision(comment: "Comment") -> Decision:
    """The newest row of its log. Raises Decision.DoesNotExist where the comment is gone."""
    return comment.decisions.select_related("by").latest("pk")


@transaction.atomic
def decide(
    comment: "Comment",
    to: Status,
    by: Any,
    why: str,
    *,
    via: Via = Via.DESK,
    seen: int | None = None,
    rejection: Any = None,
) -> Decision:
    """Bring the comment into the status, log who did it and why, and return that row.

    ``by`` is a user, or None where ``via`` is the clock; ``rejection`` the reason that he
    chose from the list. ``seen`` is the id of the last decision that he knew of. Raises
    AlreadyDecided, and changes and logs nothing, when there is another one since, when the
    comment has that status already, or when its author has withdrawn it: what is withdrawn
    is only ever emptied. Raises Comment.DoesNotExist when it is gone. What was loaded before
    may be old by now, so the row is asked again under the lock.
    """
    tally = Tally.locked_for(comment.article_id)
    row = type(comment).objects.select_for_update().filter(pk=comment.pk)
    for name, value in row.values(*_MAY_HAVE_CHANGED).get().items():
        setattr(comment, name, value)
    was = comment.status
    # What a moderator removed its author may still withdraw, so that nobody brings it back.
    is_over = was == Status.PURGED or (was == to and via != Via.READER)
    asked = is_over or seen is not None or was == Status.TRASH
    last = last_decision(comment) if asked else None
    if last and (
        is_over
        or (seen is not None and last.pk != seen)
        or (last.is_withdrawal and to != Status.PURGED)
    ):
        raise AlreadyDecided(last)
    comment.status = to
    if to == Status.APPROVED and comment.approved_at is None:
        comment.approved_at = timezone.now()
    changed = ["status", "approved_at", "changed_at"]
    if to == Status.HELD and comment.risk is None:  # from before there was one
        comment.risk = 0
        changed.append("risk")
    comment.save(update_fields=changed)
    decision = Decision(
        comment=comment,
        from_status=was,
        to_status=to,
        by=by,
        why=why,
        via=via,
        rejection=rejection,
    )
    decision.save()
    announce(comment, decision)
    tally.move(comment, was, to)
    is_withdrawn = via in (Via.READER, Via.ERASURE) and to in _REMOVED
    if comment.reported is not None and (by or is_withdrawn):
        settle_reports(comment, by, decision.made_at, upheld=_upholds(decision))
    return decision


def _upholds(decision: Decision) -> bool | None:
    """Whether a decision says that the reports were right; None where it says neither.

    Held is not decided yet, and whoever takes something back does not judge it.
    """
    if not decision.by or decision.via == Via.UNDO:
        return None
    if decision.to_status == Status.APPROVED:
        return False
    return True if decision.to_status in _REMOVED else None


def withdraw(comment: "Comment") -> Decision:
    """Remove the comment for its author, for good. Raises AlreadyDecided as ``decide`` does."""
    return decide(comment, Status.TRASH, None, "", via=Via.READER)


def judged_anew(comment: "Comment", to: Status, *changed: str) -> Decision:
    """Save these fields, which its author changed, and what the rules say of them; log that.

    The caller holds the tally's lock, and has asked the row again under it.
    """
    tally = Tally.locked_for(comment.article_id)
    was = Status(comment.status)
    comment.status = to
    comment.save(update_fields=["status", "changed_at", *changed])
    decision = Decision(comment=comment, from_status=was, to_status=to)
    decision.save()
    if was != to:
        tally.move(comment, was, to)
    elif to == Status.APPROVED:
        tally.save(update_fields=["changed_at"])
        tally.purge()
    return decision
