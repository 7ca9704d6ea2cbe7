"""A comment that is one's own: what proves that, until when its author may change it.

Readers have no account. Whoever has just sent a comment gets a signature that is bound to it
and to nothing else; so has the browser that left it, in its cookie, if the reader ticked the
box.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Self
from uuid import UUID

from django.core import signing
from django.utils import timezone

from blog.ids import as_id

from ..models import Comment, Decision, Discussion, Status, Via


class Standing(Enum):
    """What the author of a comment can still do with it."""

    OPEN = "open"  # change and withdraw it
    JUDGED = "judged"  # withdraw it: somebody has decided on the text as it is
    OVER = "over"  # ask for a mail with which to withdraw it
    WITHDRAWN = "withdrawn"
    GONE = "gone"


class TooLate(Exception):
    """The author can't change the comment any more; nothing was changed."""

    def __init__(self, standing: Standing) -> None:
        super().__init__(standing.value)
        self.standing = standing


@dataclass(frozen=True)
class Own:
    """What a page that is shown to the author says beside the comment."""

    comment: Comment
    proof: str
    until: datetime
    may_change: bool

    @classmethod
    def of(cls, comment: Comment, site: Discussion) -> Self | None:
        """None where there is nothing (any more) that the author could do at once."""
        now = standing(comment, site, timezone.now())
        if now not in (Standing.OPEN, Standing.JUDGED):
            return None
        until = ends_at(comment, site)
        return cls(comment, make_proof(comment), until, may_change=now is Standing.OPEN)


def make_proof(comment: Comment) -> str:
    """What its author's browser shows to change or withdraw this comment, and no other."""
    return _signer().sign(str(comment.pk))


def owned(proof: str, browser_key: UUID | None) -> Comment | None:
    """The comment that the proof is bound to; or that has this number, and the browser's key.

    With its article and the comment that it answers; None for what proves nothing.
    """
    comments = Comment.objects.select_related("article", "parent", "user")
    if pk := as_id(proof):
        return comments.filter(pk=pk, browser_key=browser_key or UUID(int=0)).first()
    try:
        return comments.filter(pk=int(_signer().unsign(proof))).first()
    except signing.BadSignature:
        return None


def ends_at(comment: Comment, site: Discussion) -> datetime:
    """When the author's time to change the comment is over."""
    return comment.created_at + timedelta(minutes=site.edit_minutes)


def standing(comment: Comment, site: Discussion, at: datetime) -> Standing:
    """What its author can do with the comment at that moment; two or three queries."""
    try:
        last = comment.last_decision()
    except Decision.DoesNotExist:
        return Standing.GONE
    if last.is_withdrawal:
        return Standing.WITHDRAWN
    if comment.status == Status.PURGED or last.via == Via.ERASURE:
        return Standing.GONE
    if at >= ends_at(comment, site):
        return Standing.OVER
    return Standing.JUDGED if _is_judged(comment) else Standing.OPEN


def _is_judged(comment: Comment) -> bool:
    """Whether somebody of the newsroom has decided on it, changed it, pinned it or kept it.

    Whoever did so had the text as it is before him, so its author puts no other in its place.
    """
    return bool(
        comment.edited_at
        or comment.picked_by_id
        or comment.decisions.exclude(via__in=(Via.RULES, Via.READER)).exists()
        or comment.reports.exclude(settled_by=None).exists()
    )


def _signer() -> signing.TimestampSigner:
    return signing.TimestampSigner(salt="comments.own", sep=".")
