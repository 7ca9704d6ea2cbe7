"""An author changes a comment: the new text is judged like a reply, and takes its place."""

from django.db import transaction
from django.utils import timezone

from ..models import Comment, CommentEntry, Discussion, Status, Tally
from ..moderation import Outcome, Submission, moderate, refused_unread
from ..notifications.moderators.tasks import something_waits
from ..submit import LONG, Refused, reason_of
from ..turns import turn
from .proof import Standing, TooLate, standing

#: What others may have changed since the comment was loaded.
_MAY_HAVE_CHANGED = (
    *("status", "approved_at", "edited_at", "revised_at", "picked_by", "reported", "risk"),
    *("name", "email", "email_folded", "website", "ip", "network", "user_agent", "source", "html"),
)

#: From mild to strict.
_STRICTNESS = (Status.APPROVED, Status.HELD, Status.SPAM)


def revise(comment: Comment, text: str, site: Discussion) -> None:
    """Put the text in the place of what its author wrote before; every rule is asked again.

    The rules may hold a published comment or take it for spam; no text that its author finds
    publishes what was held or taken for spam, since a person decides on that. Where the
    text is the same, nothing happens. Raises ``TooLate``, and ``Refused`` as for a reply.
    """
    submission = _submission(comment, text, site)
    if len(text) > LONG:
        refusal = refused_unread(submission)
        if refusal:
            raise Refused(refusal)
    html = submission.html  # rendered before the lock is taken
    submission.work_out()
    with turn(), transaction.atomic():
        Tally.locked_for(comment.article_id)
        stored = Comment.objects.select_for_update()
        comment.refresh_from_db(fields=_MAY_HAVE_CHANGED, from_queryset=stored)
        allowed = standing(comment, site, submission.at)
        if comment.source == text and allowed in (Standing.OPEN, Standing.JUDGED):
            return  # a double click
        if allowed is not Standing.OPEN:
            raise TooLate(allowed)
        verdict = moderate(submission)
        if verdict.refusal:
            raise Refused(verdict.refusal)
        was = Status(comment.status)
        decision = comment.revise(text, html, _stricter(was, verdict.outcome), verdict.risk)
        for found in verdict.findings:
            reason_of(decision, found).save()
        CommentEntry.keep(comment)
        if was != comment.status:
            something_waits(comment, site)


def _submission(comment: Comment, text: str, site: Discussion) -> Submission:
    user = comment.user
    return Submission(
        article=comment.article,
        parent=comment.parent,
        name=comment.name,
        email=comment.email,
        website=comment.website,
        text=text,
        ip=comment.ip,
        network=comment.network,
        user_agent=comment.user_agent,
        proven_key=comment.browser_key,
        browser_key=comment.browser_key,
        staff=user if user and user.is_active and user.is_staff else None,
        replacing=comment,
        site=site,
        at=timezone.now(),
    )


def _stricter(was: Status, found: Outcome) -> Status:
    """Where the comment stands now: no milder than before."""
    return _STRICTNESS[max(_STRICTNESS.index(was), int(found))]
