"""Emptying a comment for good."""

from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.utils.translation import gettext_noop

from .deciding import decide, last_decision
from .decision import AlreadyDecided, Decision, Via
from .edit import Edit
from .note import Note
from .search import CommentEntry
from .status import Status
from .tally import Tally

if TYPE_CHECKING:
    from .comment import Comment

#: What a comment says of its author, and its words.
_PERSONAL = (
    *("name", "email", "email_folded", "website", "network", "user_agent"),
    *("source", "html", "fingerprint"),
)


@transaction.atomic
def purge(comment: "Comment") -> Decision:
    """Empty a removed comment for good: what is left is its place in the thread and its log.

    The log keeps which rules objected, who decided what when, and that reports were right or
    wrong, which is the record of where they came from; their words, the texts from before
    edits, notes and open reports go. Nothing brings it back. Raises ValueError for what is
    not spam or trash, AlreadyDecided when it was touched since it was loaded.
    """
    tally = Tally.locked_for(comment.article_id)
    row = type(comment).objects.select_for_update().filter(pk=comment.pk)
    status, changed_at = row.values_list("status", "changed_at").get()
    if changed_at != comment.changed_at:
        raise AlreadyDecided(last_decision(comment))
    if status not in (Status.SPAM, Status.TRASH):
        raise ValueError("Only what was removed is emptied.")
    return _empty(comment, tally, Via.RETENTION)


@transaction.atomic
def erase(comment: "Comment") -> Decision:
    """Empty a comment of whatever status for good, since its author asks for that.

    What is left is what ``purge`` leaves, and a marker where it has answers. Raises
    AlreadyDecided for one that was emptied already.
    """
    return _empty(comment, Tally.locked_for(comment.article_id), Via.ERASURE)


def _empty(comment: "Comment", tally: Tally, via: Via) -> Decision:
    decision = decide(comment, Status.PURGED, None, "", via=via)
    tally.add(reported=-bool(comment.reported))
    blank: dict[str, Any] = dict.fromkeys(_PERSONAL, "")
    type(comment).objects.filter(pk=comment.pk).update(
        **blank, ip=None, browser_key=None, user=None, reported=0
    )
    CommentEntry.objects.filter(pk=comment.pk).delete()
    comment.reasons.update(
        message=gettext_noop("Removed with the comment."), details={}, setting="",
        field="", start=None, end=None,
    )  # fmt: skip
    for emptied in (Edit, Note):
        # Past the log's own guard, which is for everybody else.
        models.QuerySet(emptied).filter(comment=comment).delete()
    comment.reports.filter(settled_at=None).delete()
    comment.reports.update(note="")
    models.QuerySet(Decision).filter(comment=comment).update(why="")
    return decision
