"""Pinning what readers wrote best on top of the comments."""

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from .decision import AlreadyDecided
from .status import Status
from .tally import Tally

if TYPE_CHECKING:
    from .comment import Comment


@transaction.atomic
def pick(comment: "Comment", by: Any, *, seen: int | None = None) -> bool:
    """Make a published comment one of the editors' picks, which stand on top.

    ``seen`` is the id of the last decision that the editor knew of. Returns False, and changes
    nothing, where it is one already. Raises AlreadyDecided for one that is not published any
    more, or whose author put another text in its place since then.
    """
    Tally.locked_for(comment.article_id)
    if seen and comment.is_revised_since(seen):
        raise AlreadyDecided(comment.last_decision())
    return _set(comment, by, timezone.now())


@transaction.atomic
def unpick(comment: "Comment", by: Any) -> bool:
    """Take it off the top again; False where it is no pick."""
    return _set(comment, by, None)


def _set(comment: "Comment", by: Any, at: Any) -> bool:
    tally = Tally.locked_for(comment.article_id)
    row = type(comment).objects.filter(pk=comment.pk)
    status, was = row.values_list("status", "picked_at").get()
    if at and status != Status.APPROVED:
        raise AlreadyDecided(comment.last_decision())
    if bool(was) == bool(at):
        return False
    comment.picked_at, comment.picked_by = at, by
    row.update(picked_at=at, picked_by=by)
    if status == Status.APPROVED:
        tally.save(update_fields=["changed_at"])
        tally.purge()
    return True
