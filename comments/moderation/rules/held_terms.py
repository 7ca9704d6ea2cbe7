from collections.abc import Iterator
from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from ..findings import Finding, Outcome, Span
from ..submission import Submission


class HeldTerms:
    """Holds a comment in which a listed term stands (WordPress's ``moderation_keys``)."""

    name: ClassVar = "held_terms"
    label: ClassVar = _("Held term")

    def check(self, submission: Submission) -> Iterator[Finding]:
        for field, match in submission.terms:
            term = match.term
            if term.outcome == "hold":
                yield Finding(
                    self.name,
                    Outcome.HOLD,
                    gettext_noop("The term “%(term)s” is listed to be held."),
                    {"term": term.text},
                    Span(field, match.start, match.end),
                    f"term={term.text} ({term.kind})",
                )
