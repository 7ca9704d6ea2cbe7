"""The rules, in the order in which a refusal is told to the reader."""

from ..models import Discussion
from .findings import Finding, Verdict
from .rules import Rule
from .rules.blocked_address import BlockedAddress
from .rules.closed import Closed
from .rules.disallowed_terms import DisallowedTerms
from .rules.duplicate import Duplicate
from .rules.empty import Empty
from .rules.first_time import FirstTime
from .rules.flood import Flood
from .rules.form_age import FormAge
from .rules.heated_thread import HeatedThread
from .rules.held_terms import HeldTerms
from .rules.hidden_characters import HiddenCharacters
from .rules.hold_everything import HoldEverything
from .rules.honeypot import Honeypot
from .rules.impersonation import Impersonation
from .rules.links import TooManyLinks
from .rules.mostly_links import MostlyLinks
from .rules.near_duplicate import NearDuplicate
from .rules.shouting import Shouting
from .submission import Submission


def rules(site: Discussion) -> list[Rule]:
    """All of them, with what editors have set."""
    return [
        Closed(),
        Duplicate(),
        Flood(seconds=site.comment_flood_seconds),
        HeatedThread(removals=site.heated_removals),
        Empty(),
        Honeypot(),
        DisallowedTerms(),
        BlockedAddress(),
        HeldTerms(),
        Impersonation(),
        NearDuplicate(percent=site.near_duplicate_percent),
        TooManyLinks(allowed=site.comment_max_links),
        MostlyLinks(percent=site.mostly_links_percent),
        HiddenCharacters(),
        Shouting(percent=site.shouting_percent),
        FormAge(min_seconds=site.form_min_seconds, max_hours=site.form_max_hours),
        HoldEverything(),
        FirstTime(asked_for=site.comment_previously_approved),
    ]


def labels() -> dict[str, str]:
    """What moderators call the rules, by name."""
    return {rule.name: str(rule.label) for rule in rules(Discussion().filled_in())}


def refused_unread(submission: Submission) -> Finding | None:
    """The first refusal for which the text need not be rendered.

    Asked before the work is done, so that refused replies cost next to nothing.
    """
    every = rules(submission.site)
    unread = (rule for rule in every if isinstance(rule, (Closed, Duplicate, Flood)))
    return Verdict(tuple(found for rule in unread for found in rule.check(submission))).refusal


def moderate(submission: Submission) -> Verdict:
    """Ask every rule, whatever the others found, and return all findings."""
    every = rules(submission.site)
    return Verdict(tuple(found for rule in every for found in rule.check(submission)))
