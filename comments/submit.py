"""Taking a reply in: one short transaction from the rules to the log."""

from collections.abc import Callable
from datetime import timedelta
from http import HTTPStatus
from operator import attrgetter
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from blog.prepared import Prepared, insert

from .models import Comment, Decision, Reason, Status, Tally
from .models.announcing import announce
from .moderation import Finding, Outcome, Submission, moderate, refused_unread
from .notifications.moderators.tasks import something_waits
from .notifications.readers.following import follow
from .turns import turn

#: A request that is the same in everything within this time is the same request again:
#: a double click, or a retry on a slow line.
RETRY_WINDOW = timedelta(minutes=1)

#: Characters from which on rendering costs more than asking some of the rules twice.
LONG = 2000

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


class ParentGone(Refused):
    """What is answered was removed while the answer was being written."""

    def __init__(self) -> None:
        gone = gettext_noop(
            "The comment you answered is no longer here. You can still answer the article."
        )
        super().__init__(Finding("parent", Outcome.REFUSE, gone, answer=HTTPStatus.NOT_FOUND))


def submit(
    submission: Submission, *, first: Callable[[], object] | None = None, by: Any = None
) -> Comment:
    """Judge and store a reply, with its reasons and the first row of its log.

    Returns the comment, or the earlier one when this is a retry; raises ``Refused``, which
    ``ParentGone`` is, too.
    Replies to one article come in one after the other, so two equal ones can't both
    find that they are the first. ``first`` is done in the same transaction before the rules
    are asked; ``by`` is a moderator who publishes what they don't refuse.
    """
    if len(submission.text) > LONG and not _same_request(submission):
        refusal = refused_unread(submission)
        if refusal:
            raise Refused(refusal)
    comment = _comment(submission)  # renders, before the lock is taken
    submission.work_out()
    with turn(), transaction.atomic():
        tally = Tally.locked_for(submission.article.pk)
        earlier = _same_request(submission)
        # What a moderator took back a moment ago he may publish again.
        if earlier and (not by or earlier.status == Status.APPROVED):
            follow(earlier, submission)
            return earlier
        if first:
            first()
            tally = Tally.locked_for(submission.article.pk)  # it counts what that did
        if submission.parent and not _still_there(pk=submission.parent.pk):
            raise ParentGone
        verdict = moderate(submission)
        if verdict.refusal:
            raise Refused(verdict.refusal)
        comment.status, comment.risk = _STATUS[verdict.outcome], verdict.risk
        if comment.status == Status.APPROVED:
            # Not submission.at: what a page shows that is rendered meanwhile came before this.
            comment.approved_at = timezone.now()
        comment.save(rules={found.rule for found in verdict.findings})
        decision = Decision(comment=comment, to_status=comment.status)
        decision.save()
        for found in verdict.findings:
            insert(reason_of(decision, found))
        announce(comment, decision)
        tally.move(comment, "", comment.status)
        if by and comment.status != Status.APPROVED:
            comment.approve(by)
        something_waits(comment, submission.site)
        follow(comment, submission)
    return comment


def _comment(submission: Submission) -> Comment:
    comment = Comment(
        article=submission.article,
        parent=submission.parent,
        name=submission.name,
        email=submission.email,
        website=submission.website,
        user=submission.staff,
        created_at=submission.at,
        ip=submission.ip,
        network=submission.network,
        user_agent=submission.user_agent,
        browser_key=submission.browser_key,
    )
    comment.write(submission.text, html=submission.html)
    return comment


_still_there = Prepared(
    lambda pk: Comment.objects.approved().filter(pk=pk).order_by().values_list("pk")
)
_same_text_lately = Prepared(
    lambda article, fingerprint, after: Comment.objects.on(article).filter(
        fingerprint=fingerprint, created_at__gt=after
    )
)


def _same_request(submission: Submission) -> Comment | None:
    """The comment that the same person's same click has made already."""
    if submission.ip is None:
        return None
    lately = _same_text_lately(
        article=submission.article.pk,
        fingerprint=submission.fingerprint,
        after=submission.at - RETRY_WINDOW,
    )
    same = attrgetter("parent_id", "name", "email", "website", "ip", "user_agent", "source")
    for comment in lately:
        if same(comment) == (
            submission.parent.pk if submission.parent else None,
            submission.name,
            submission.email,
            submission.website,
            submission.ip,
            submission.user_agent,
            submission.text,
        ):
            if comment.status == Status.TRASH and comment.last_decision().is_withdrawal:
                continue  # its author has second thoughts again
            comment.article = submission.article
            return comment
    return None


def reason_of(decision: Decision, found: Finding) -> Reason:
    """The row of the log for what a rule found; not saved."""
    return Reason(
        decision=decision,
        comment=decision.comment,
        rule=found.rule,
        outcome=found.outcome.name.lower(),
        message=found.reason,
        details=found.details,
        setting=found.setting,
        field=found.span.field if found.span else "",
        start=found.span.start if found.span else None,
        end=found.span.end if found.span else None,
    )
