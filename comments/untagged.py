"""The ways to look at what was typed, each of which knows where everything stands in it."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from html import unescape

from .markup import INLINES, TAGS

# Possessive, and no "<" outside quotation marks: of the tags that begin inside each other
# at most three read the same character, so the time is linear.
_TAG = r"""<(?:/?(?P<name>[A-Za-z][A-Za-z0-9]*+)|[!?])(?:[^<>"']++|"[^"]*+"|'[^']*+')*+>"""
# As the HTML standard reads them, with and without the semicolon. int() refuses numbers of
# thousands of digits, and no character has more than these.
_REFERENCE = (
    r"&(?:#0*+(?P<decimal>[0-9]{1,7}+)(?![0-9])|#[xX]0*+(?P<hex>[0-9a-fA-F]{1,6}+)(?![0-9a-fA-F])"
    r"|(?P<named>[A-Za-z][A-Za-z0-9]{1,31}+));?+"
)
_TAGS = re.compile(_TAG)
_REFERENCES = re.compile(_REFERENCE)
_TAGS_AND_REFERENCES = re.compile(f"{_TAG}|{_REFERENCE}")
_BLOCKS = TAGS - INLINES


@dataclass(frozen=True, slots=True)
class Look:
    """``text`` as it was typed, or without something, and the way back to what was typed.

    ``pieces`` are (position in the text, start and end in what was typed), in order. A
    piece as long in the one as in the other stands in both character for character.
    """

    text: str
    pieces: tuple[tuple[int, int, int], ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """From the first to after the last character concerned, in what was typed."""
        return self._piece(start)[0], self._piece(end - 1)[1]

    def _piece(self, position: int) -> tuple[int, int]:
        index = bisect_right(self.pieces, position, key=lambda piece: piece[0]) - 1
        at, start, end = self.pieces[index]
        following = self.pieces[index + 1][0] if index + 1 < len(self.pieces) else len(self.text)
        if following - at == end - start:
            return start + position - at, start + position - at + 1
        return start, end


def looks(typed: str) -> list[Look]:
    """As typed; with character references decoded; and with tags taken out, too.

    Only those in which there is something else to see. Whatever has the form of a tag is
    taken out, allowed or not; one that begins another line or block leaves a space. In tags
    references are decoded because browsers do so in addresses.
    """
    every = [Look(typed, ((0, 0, len(typed)),))]
    tagged = "<" in typed
    if "&" in typed and (not tagged or any("&" in tag[0] for tag in _TAGS.finditer(typed))):
        every.append(_without(_REFERENCES, typed))
    if tagged:
        every.append(_without(_TAGS_AND_REFERENCES, typed))
    return [look for index, look in enumerate(every) if not index or look.text != typed]


def _without(pattern: re.Pattern[str], typed: str) -> Look:
    texts: list[str] = []
    pieces: list[tuple[int, int, int]] = []
    length = position = 0
    for found in pattern.finditer(typed):
        for text, start, end in (
            (typed[position : found.start()], position, found.start()),
            (_shown(found), found.start(), found.end()),
        ):
            if text:
                texts.append(text)
                pieces.append((length, start, end))
                length += len(text)
        position = found.end()
    texts.append(typed[position:])
    pieces.append((length, position, len(typed)))
    return Look("".join(texts), tuple(pieces))


def _shown(found: re.Match[str]) -> str:
    if found["decimal"]:
        return unescape(f"&#{found['decimal']};")
    if found["hex"]:
        return unescape(f"&#x{found['hex']};")
    if found["named"]:
        return unescape(found[0])
    return " " if (found["name"] or "").lower() in _BLOCKS else ""
