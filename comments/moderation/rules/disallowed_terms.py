from collections.abc import Iterator
from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from ..findings import Finding, Outcome, Span
from ..submission import Submission


class DisallowedTerms:
    """Takes for spam a comment in which a disallowed term stands.

    WordPress's ``disallowed_keys`` bring a comment to the trash; like there, its author is
    told nothing.
    """

    name: ClassVar = "disallowed_terms"
    label: ClassVar = _("Disallowed term")

    def check(self, submission: Submission) -> Iterator[Finding]:
        for field, match in submission.terms:
            term = match.term
            if term.outcome == "disallow":
                yield Finding(
                    self.name,
                    Outcome.SPAM,
                    gettext_noop("The term “%(term)s” is disallowed."),
                    {"term": term.text},
                    Span(field, match.start, match.end),
                    f"term={term.text} ({term.kind})",
                    risk=50,
                )
