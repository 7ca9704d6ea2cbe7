"""The rules, in the order in which a refusal is told to the reader."""

from django.conf import settings

from .findings import Finding, Verdict
from .rules import Rule
from .rules.closed import Closed
from .rules.duplicate import Duplicate
from .rules.empty import Empty
from .rules.first_time import FirstTime
from .rules.flood import Flood
from .rules.honeypot import Honeypot
from .rules.links import TooManyLinks
from .submission import Submission


def rules() -> list[Rule]:
    return [
        Closed(),
        Duplicate(),
        Flood(seconds=settings.COMMENTS_FLOOD_SECONDS),
        Empty(),
        Honeypot(),
        TooManyLinks(allowed=settings.COMMENTS_MAX_LINKS),
        FirstTime(),
    ]


def labels() -> dict[str, str]:
    """What moderators call the rules, by name."""
    return {rule.name: str(rule.label) for rule in rules()}


def refused_unread(submission: Submission) -> Finding | None:
    """The first refusal for which the text need not be rendered.

    Asked before the work is done, so that refused replies cost next to nothing.
    """
    unread = (rule for rule in rules() if isinstance(rule, (Closed, Duplicate, Flood)))
    return Verdict(tuple(found for rule in unread for found in rule.check(submission))).refusal


def moderate(submission: Submission) -> Verdict:
    """Ask every rule, whatever the others found, and return all findings."""
    return Verdict(tuple(found for rule in rules() for found in rule.check(submission)))
