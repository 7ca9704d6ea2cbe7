import math
import re
from collections.abc import Iterator
from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from ..findings import Finding, Outcome, Span
from ..submission import Submission

#: Letters from which on capitals are shouting: below are abbreviations and short cries.
_FEWEST = 20

_WORD = re.compile(r"\S+")
_ADDRESS = re.compile(r"://|www\.|@", re.IGNORECASE)


class Shouting:
    """Holds a comment of whose letters more than ``percent`` are capitals.

    Counted are the letters that have a case, outside of web and mail addresses; Persian has
    none, so it never shouts. Exclamation marks, however many, are no capitals. Staff pass.
    """

    name: ClassVar = "shouting"
    label: ClassVar = _("Shouting")

    def __init__(self, percent: int = 70) -> None:
        self.percent = percent

    def check(self, submission: Submission) -> Iterator[Finding]:
        if not self.percent or submission.staff:
            return
        text = submission.plain
        # Nearly every text has fewer capitals than the shortest shout.
        if sum(map(str.isupper, text)) * 100 <= self.percent * _FEWEST:
            return
        spoken = "".join(word for word in text.split() if not _ADDRESS.search(word))
        capitals = sum(map(str.isupper, spoken))
        letters = capitals + sum(map(str.islower, spoken))
        if letters >= _FEWEST and capitals * 100 > self.percent * letters:
            yield Finding(
                self.name,
                Outcome.HOLD,
                gettext_noop(
                    "%(percent)d percent of the letters are capitals, %(allowed)d are allowed."
                ),
                {"percent": math.ceil(capitals * 100 / letters), "allowed": self.percent},
                _span(submission.text, _loudest(text)),
                f"shouting_percent={self.percent}",
                risk=5,
            )


def _loudest(text: str) -> str:
    """The longest run of words in capitals, with the signs and numbers between them."""
    longest, start = slice(0, 0), -1
    for word in _WORD.finditer(text):
        if word[0].isupper() and not _ADDRESS.search(word[0]):
            start = word.start() if start < 0 else start
            if word.end() - start > longest.stop - longest.start:
                longest = slice(start, word.end())
        elif any(map(str.isalpha, word[0])):
            start = -1
    return text[longest]


def _span(typed: str, words: str) -> Span:
    """Where the words stand in what was typed, or all of it where markup is between them."""
    start = typed.find(words) if words else -1
    if start < 0:
        return Span("comment", 0, len(typed))
    return Span("comment", start, start + len(words))
