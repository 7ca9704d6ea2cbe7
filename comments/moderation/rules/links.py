import re
from collections.abc import Iterator
from html import unescape
from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from ..findings import Finding, Outcome, Span
from ..submission import Submission

# The renderer writes every link in this form and no other.
_HREF = re.compile(r'<a href="(https?://[^"]*)"')


class TooManyLinks:
    """Holds a comment with more than ``allowed`` different web links.

    WordPress holds at the number it shows and counts mail addresses; here the number is
    what is still allowed, the same link twice is one, and addresses don't count.
    """

    name: ClassVar = "links"
    label: ClassVar = _("Links")

    def __init__(self, allowed: int = 2) -> None:
        self.allowed = allowed

    def check(self, submission: Submission) -> Iterator[Finding]:
        links = list(dict.fromkeys(map(unescape, _HREF.findall(submission.html))))
        if len(links) > self.allowed:
            yield Finding(
                self.name,
                Outcome.HOLD,
                gettext_noop("%(links)d different links, %(allowed)d are allowed."),
                {"links": len(links), "allowed": self.allowed},
                _span(submission.text, links[self.allowed]),
                f"comment_max_links={self.allowed}",
            )


def _span(text: str, link: str) -> Span | None:
    """Where the link stands in what was typed, with or without its scheme."""
    for written in (link, link.partition("://")[2]):
        start = text.find(written)
        if start >= 0:
            return Span("comment", start, start + len(written))
    return None
