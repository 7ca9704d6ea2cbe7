"""The author's own new text in the place of the old one, which stays in the log."""

from typing import TYPE_CHECKING

from django.utils import timezone

from .deciding import judged_anew
from .decision import Decision, Via
from .edit import Edit
from .status import Status

if TYPE_CHECKING:
    from .comment import Comment


def revise(comment: "Comment", source: str, html: str, to: Status, risk: int) -> Decision:
    """Take the text, with what the rules say of it, and return the row of the log.

    ``html`` is the text rendered. The caller, who has asked the rules, holds the tally's lock,
    and has asked the row again under it. The row of the log comes even where the status stays:
    who decides by the old text is told that there is another.
    """
    Edit(comment=comment, field="source", was=comment.source, by=None).save()
    comment.write(source, html)
    comment.revised_at = timezone.now()
    comment.risk = risk
    changed = ("source", "html", "html_version", "fingerprint", "revised_at", "risk")
    return judged_anew(comment, to, *changed)


def is_revised_since(comment: "Comment", decision_id: int) -> bool:
    """Whether its author put another text in its place after that row of the log."""
    return comment.decisions.filter(pk__gt=decision_id, via=Via.RULES).exists()
