"""A member of staff answers a reader from the desk."""

from functools import partial
from typing import Any

from django.conf import settings

from ..client import network_of
from ..models import Comment, Discussion, Status
from ..moderation import Submission
from ..submit import submit


def reply(to: Comment, text: str, by: Any, *, seen: int | None = None, ip: str | None) -> Comment:
    """Answer a comment for the newsroom; the answer is published at once.

    A comment that is held is approved first. Raises ``Refused`` when the rules refuse the
    answer, as when the article is closed, and ``AlreadyDecided`` when a colleague has decided
    the comment since ``seen``; then nothing was changed. A retry makes no second answer.
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
    approve = partial(to.approve, by, seen=seen) if to.status == Status.HELD else None
    return submit(answer, first=approve, by=by)
