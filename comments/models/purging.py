"""Emptying a removed comment for good."""

from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.utils.translation import gettext_noop

from .deciding import decide
from .decision import Decision, Via
from .edit import Edit
from .note import Note
from .report import Report
from .search import CommentEntry
from .status import Status

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

    The log keeps which rules objected and who decided what when; their words, the texts
    from before edits, notes and reports go. Raises ValueError for what is not spam or
    trash. Nothing brings it back.
    """
    if comment.status not in (Status.SPAM, Status.TRASH):
        raise ValueError("Only what was removed is emptied.")
    decision = decide(comment, Status.PURGED, None, "", via=Via.RETENTION)
    blank: dict[str, Any] = dict.fromkeys(_PERSONAL, "")
    type(comment).objects.filter(pk=comment.pk).update(
        **blank, ip=None, browser_key=None, user=None, reported=0
    )
    CommentEntry.objects.filter(pk=comment.pk).delete()
    comment.reasons.update(
        message=gettext_noop("Removed with the comment."), details={}, setting="",
        field="", start=None, end=None,
    )  # fmt: skip
    for emptied in (Edit, Note, Report):
        # Past the log's own guard, which is for everybody else.
        models.QuerySet(emptied).filter(comment=comment).delete()
    models.QuerySet(Decision).filter(comment=comment).update(why="")
    return decision
