import math
import re
from collections.abc import Iterator
from html import unescape
from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from ...sanitize import plain_text
from ..findings import Finding, Outcome, Span
from ..submission import Submission

# The renderer writes every link in this form, and never one inside another.
_LINK = re.compile(r'<a href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
_ADDRESS = re.compile(r"https?://|www\.", re.IGNORECASE)


class MostlyLinks:
    """Holds a comment of which more than ``percent`` of what is seen belongs to links.

    Mail addresses that were made links count, too. Staff pass.
    """

    name: ClassVar = "mostly_links"
    label: ClassVar = _("Mostly links")

    def __init__(self, percent: int = 50) -> None:
        self.percent = percent

    def check(self, submission: Submission) -> Iterator[Finding]:
        if not self.percent or submission.staff or "<a " not in submission.html:
            return
        links = _LINK.findall(submission.html)
        linked = _seen(plain_text(" ".join(words for _address, words in links)))
        seen = _seen(submission.plain)
        if linked * 100 > self.percent * seen:
            yield Finding(
                self.name,
                Outcome.HOLD,
                gettext_noop(
                    "%(percent)d percent of the comment are links, %(allowed)d are allowed."
                ),
                {"percent": math.ceil(linked * 100 / seen), "allowed": self.percent},
                _span(submission.text, *links[0]),
                f"mostly_links_percent={self.percent}",
                risk=20,
            )


def _seen(text: str) -> int:
    """How many characters a reader sees: neither spaces nor invisible ones."""
    return sum(map(str.isprintable, "".join(text.split())))


def _span(typed: str, address: str, words: str) -> Span | None:
    """Where the address stands in what was typed, as it was typed: in markup or by itself."""
    shown = plain_text(words)
    for written in (unescape(address), shown if _ADDRESS.match(shown) else ""):
        start = typed.find(written) if written else -1
        if start >= 0:
            return Span("comment", start, start + len(written))
    return None
