"""Taking a reply in: one short transaction from the rules to the log."""

from datetime import timedelta

from django.db import transaction

from .models import Comment, Decision, Reason, Status, Tally
from .moderation import Finding, Outcome, Submission, moderate
from .sanitize import RENDERER_VERSION

#: A request that is the same in everything within this time is the same request again:
#: a double click, or a retry on a slow line.
RETRY_WINDOW = timedelta(minutes=1)

_STATUS = {
    Outcome.APPROVE: Status.APPROVED,
    Outcome.HOLD: Status.HELD,
    Outcome.SPAM: Status.SPAM,
}


class Refused(Exception):
    """The rules refused a submission; nothing was stored."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.reason)
        self.finding = finding


def submit(submission: Submission) -> Comment:
    """Judge and store a reply, with its reasons and the first row of its log.

    Returns the comment, or the earlier one when this is a retry; raises ``Refused``.
    Replies to one article come in one after the other, so two equal ones can't both
    find that they are the first.
    """
    html = submission.html  # rendered before the lock is taken
    with transaction.atomic():
        tally = Tally.locked_for(submission.article.pk)
        earlier = _same_request(submission)
        if earlier:
            return earlier
        verdict = moderate(submission)
        if verdict.refusal:
            raise Refused(verdict.refusal)
        status = _STATUS[verdict.outcome]
        comment = Comment.objects.create(
            article=submission.article,
            parent=submission.parent,
            name=submission.name,
            email=submission.email,
            website=submission.website,
            user=submission.staff,
            source=submission.text,
            html=html,
            html_version=RENDERER_VERSION,
            fingerprint=submission.fingerprint,
            status=status,
            created_at=submission.at,
            approved_at=submission.at if status == Status.APPROVED else None,
            ip=submission.ip,
            network=submission.network,
            user_agent=submission.user_agent,
            browser_key=submission.browser_key,
        )
        Reason.objects.bulk_create(_reason(comment, found) for found in verdict.findings)
        Decision.objects.create(
            comment=comment,
            to_status=status,
            rules=", ".join(found.rule for found in verdict.findings),
        )
        if status == Status.APPROVED:
            tally.recount()
    return comment


def _same_request(submission: Submission) -> Comment | None:
    if submission.ip is None:
        return None
    return Comment.objects.filter(
        article=submission.article,
        parent=submission.parent,
        fingerprint=submission.fingerprint,
        source=submission.text,
        name=submission.name,
        email=submission.email,
        website=submission.website,
        ip=submission.ip,
        created_at__gt=submission.at - RETRY_WINDOW,
    ).first()


def _reason(comment: Comment, found: Finding) -> Reason:
    return Reason(
        comment=comment,
        rule=found.rule,
        outcome=found.outcome.name.lower(),
        message=found.reason,
        details=found.details,
        field=found.span.field if found.span else "",
        start=found.span.start if found.span else None,
        end=found.span.end if found.span else None,
    )
