"""A member of staff answers a reader from the desk."""

from typing import Any

from django.conf import settings

from ..client import network_of
from ..models import Comment, Discussion, Status, Via
from ..moderation import Submission, moderate
from ..submit import Refused, submit


def reply(to: Comment, text: str, by: Any, *, seen: int | None = None, ip: str | None) -> Comment:
    """Answer a comment for the newsroom; the answer is published at once.

    A comment that is held is approved first. Raises ``Refused`` when the rules refuse the
    answer, as when the article is closed, and ``AlreadyDecided`` when a colleague has decided
    the comment since ``seen``; then nothing was changed.
    """
    answer = Submission(
        article=to.article,
        parent=to,
        name=by.get_full_name() or settings.SITE_NAME,  # what he signs in as is nobody's business
        email=by.email,
        text=text,
        ip=ip,
        network=network_of(ip),
        staff=by,
        site=Discussion.current(),
    )
    refusal = moderate(answer).refusal
    if refusal:
        raise Refused(refusal)
    if to.status == Status.HELD:
        to.approve(by, seen=seen)
    comment = submit(answer)
    if comment.status != Status.APPROVED:
        comment.approve(by, via=Via.DESK)
    return comment
