"""The log of each comment: what the rules found, and what was decided since."""

import re
from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import count
from random import Random
from typing import Any

from comments.models import Comment, Decision, Reason, Status, Via
from comments.moderation.findings import Finding, Outcome, Span, Verdict
from comments.submit import reason_of

#: What the rules may say, as comments/moderation has it.
_FIRST = Finding(
    "first_time",
    Outcome.HOLD,
    "No approved comment from this browser yet.",
    setting="comment_previously_approved=1",
    risk=1,
)
_LINKS = Finding(
    "links",
    Outcome.HOLD,
    "%(links)d different links, %(allowed)d are allowed.",
    {"links": 5, "allowed": 2},
    setting="comment_max_links=2",
)
_IMPERSONATION = Finding(
    "impersonation",
    Outcome.HOLD,
    "The name looks like that of “%(name)s”, who is of the newsroom.",
    {"name": "Avesta"},
    risk=30,
)
_HONEYPOT = Finding(
    "honeypot",
    Outcome.SPAM,
    "The field that people don't see was filled in with “%(typed)s”.",
    {"typed": "Buy now"},
    risk=50,
)
_WORD = re.compile(r"\w+")


class LogWriter:
    """Makes the rows of the log for comments, in the order in which they are given.

    The risk of each comment follows from it.
    """

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
            verdict = Verdict(tuple(_findings(comment, first)))
            comment.risk = verdict.risk
            reasons += [reason_of(decisions[-1], found) for found in verdict.findings]
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
            comment=comment,
            from_status=before,
            to_status=after,
            by=self._random.choice(self._staff) if before else None,
            via=Via.DESK if before else Via.RULES,
            made_at=made_at,
        )


def _findings(comment: Comment, status: str) -> Iterator[Finding]:
    """What the rules said of a comment that they gave this status."""
    if status == Status.APPROVED:
        return
    yield _HONEYPOT if status == Status.SPAM else _FIRST
    if comment.pk % 10 == 0:
        yield _LINKS
    if comment.pk % 10 == 5:
        yield _listed(comment)
    if comment.pk % 1_000 == 7:
        yield _IMPERSONATION


def _listed(comment: Comment) -> Finding:
    """The first word of the comment is listed."""
    word = next(_WORD.finditer(comment.source))
    return Finding(
        "held_terms",
        Outcome.HOLD,
        "The term “%(term)s” is listed to be held.",
        {"term": word[0]},
        Span("comment", *word.span()),
        f"term={word[0]} (word)",
    )
