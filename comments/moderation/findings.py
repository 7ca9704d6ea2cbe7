"""What a rule says of a submission, and what all of them together come to."""

from dataclasses import dataclass, field
from enum import IntEnum
from http import HTTPStatus
from typing import Any


class Outcome(IntEnum):
    """From mild to strict; of several findings the strictest one wins."""

    APPROVE = 0
    HOLD = 1
    SPAM = 2
    REFUSE = 3


@dataclass(frozen=True)
class Span:
    """The words that caused a finding: characters ``start`` to ``end`` of a field as typed."""

    field: str
    start: int
    end: int


@dataclass(frozen=True)
class Finding:
    """One reason against letting a submission pass as it is.

    ``reason`` is a gettext id (``gettext_noop``) with ``details`` to fill in. It is
    shown to moderators, except that of a refusal, which the reader gets together with
    ``answer``, the HTTP status, and ``retry_after`` in seconds. ``setting`` is what it was
    judged by, as ``name=value``; empty where nothing can be set. ``risk`` is how much it adds
    to the order in which moderators see what waits.
    """

    rule: str
    outcome: Outcome
    reason: str
    details: dict[str, Any] = field(default_factory=dict)
    span: Span | None = None
    setting: str = ""
    risk: int = 10
    answer: HTTPStatus = HTTPStatus.FORBIDDEN
    retry_after: int | None = None


@dataclass(frozen=True)
class Verdict:
    findings: tuple[Finding, ...]

    @property
    def outcome(self) -> Outcome:
        return max((finding.outcome for finding in self.findings), default=Outcome.APPROVE)

    @property
    def risk(self) -> int:
        """What the rules that objected add up to, each counted once."""
        by_rule: dict[str, int] = {}
        for found in self.findings:
            by_rule[found.rule] = max(found.risk, by_rule.get(found.rule, 0))
        return sum(by_rule.values())

    @property
    def refusal(self) -> Finding | None:
        """The first refusal, in the order of the policy."""
        refusals = (found for found in self.findings if found.outcome is Outcome.REFUSE)
        return next(refusals, None)
