"""The log of each comment: what the rules found, and what was decided since."""

from collections.abc import Iterable
from datetime import timedelta
from itertools import count
from random import Random
from typing import Any

from comments.models import Comment, Decision, Reason, Status, Via

#: Rule, message and details.
_Finding = tuple[str, str, dict[str, Any]]

#: What the rules may say, as comments/moderation has it.
_FIRST: _Finding = ("first_time", "No approved comment from this browser yet.", {})
_LINKS: _Finding = (
    "links",
    "%(links)d different links, %(allowed)d are allowed.",
    {"links": 5, "allowed": 2},
)
_HONEYPOT: _Finding = (
    "honeypot",
    "The field that people don't see was filled in with “%(typed)s”.",
    {"typed": "Buy now"},
)


class LogWriter:
    """Makes the rows of the log for comments, in the order in which they are given."""

    def __init__(self, staff: list[Any], random: Random) -> None:
        self._staff = staff
        self._random = random
        self._ids = count(1)

    def rows_for(self, comments: Iterable[Comment]) -> tuple[list[Decision], list[Reason]]:
        decisions: list[Decision] = []
        reasons: list[Reason] = []
        for comment in comments:
            steps = self._steps(comment)
            first, *others = steps
            decisions.append(self._decision(comment, "", first))
            if first != Status.APPROVED:
                reasons += self._reasons(decisions[-1], comment, first)
            for before, after in zip(steps, others, strict=False):
                decisions.append(self._decision(comment, before, after))
        return decisions, reasons

    def _steps(self, comment: Comment) -> list[str]:
        """The statuses that the comment has had, the present one last."""
        if comment.status == Status.APPROVED:
            # Held first, if it was approved later than it was written.
            waited = comment.approved_at != comment.created_at
            return [Status.HELD, Status.APPROVED] if waited else [Status.APPROVED]
        if comment.status == Status.TRASH:
            return [Status.APPROVED, Status.TRASH]
        if comment.status == Status.SPAM and self._random.random() < 0.5:
            return [Status.HELD, Status.SPAM]
        return [comment.status]

    def _decision(self, comment: Comment, before: str, after: str) -> Decision:
        made_at = comment.created_at
        if before:
            later = after == Status.APPROVED and comment.approved_at
            made_at = later or comment.created_at + timedelta(minutes=30)
        return Decision(
            pk=next(self._ids),
            comment_id=comment.pk,
            from_status=before,
            to_status=after,
            by=self._random.choice(self._staff) if before else None,
            via=Via.DESK if before else Via.RULES,
            made_at=made_at,
        )

    def _reasons(self, decision: Decision, comment: Comment, status: str) -> list[Reason]:
        found = [_HONEYPOT] if status == Status.SPAM else [_FIRST]
        if comment.pk % 10 == 0:
            found.append(_LINKS)
        return [
            Reason(
                comment_id=comment.pk,
                decision_id=decision.pk,
                rule=rule,
                outcome="spam" if rule == "honeypot" else "hold",
                message=message,
                details=details,
            )
            for rule, message, details in found
        ]
