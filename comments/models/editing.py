"""Changing what a reader wrote, with the old text kept in a log."""

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from .decision import AlreadyDecided
from .edit import Edit
from .status import Status
from .tally import Tally

if TYPE_CHECKING:
    from .comment import Comment


@transaction.atomic
def edit(comment: "Comment", by: Any, why: str, **new: str) -> bool:
    """Change ``source``, ``name`` or ``website``; what stood there goes into the log.

    Returns False, and changes and logs nothing, when nothing is different. Raises
    AlreadyDecided for a comment that was emptied for good, Comment.DoesNotExist for one
    that is gone.
    """
    tally = Tally.locked_for(comment.article_id)
    stored = type(comment).objects.select_for_update().get(pk=comment.pk)
    if stored.status == Status.PURGED:
        raise AlreadyDecided(comment.last_decision())
    was = {field: getattr(stored, field) for field in new}
    changed = {field: text for field, text in new.items() if text != was[field]}
    if not changed:
        return False
    for field, text in changed.items():
        setattr(comment, field, text)
    if "source" in changed:
        comment.write(comment.source)
    # An erasure or the clock may have taken these since it was loaded, and it is indexed anew.
    for field in {"name", "email", "ip", "network"} - changed.keys():
        setattr(comment, field, getattr(stored, field))
    comment.status = stored.status
    comment.edited_at = timezone.now()
    comment.save(
        update_fields=[
            *changed, "html", "html_version", "fingerprint", "edited_at", "changed_at"
        ]
    )  # fmt: skip
    for field in changed:
        Edit(comment=comment, field=field, was=was[field], by=by, why=why).save()
    if comment.status == Status.APPROVED:
        tally.save(update_fields=["changed_at"])
        tally.purge()
    return True
