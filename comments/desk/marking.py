"""Marking, in a comment as readers see it, the words that a rule objected to.

A rule's span counts characters of what was typed; what readers see is made from that, so
the words are looked for again in the readable text, wherever they stand in it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape, unescape

from django.utils.safestring import SafeString, mark_safe

from blog.characters import printable, without_direction_controls

from ..markup import TAGS

_TYPED_TAG = re.compile(rf"</?({'|'.join(sorted(TAGS))})\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"<(/?)([a-z]+)[^>]*>")
_UNIT = re.compile(r"&(?:#?\w+);|.", re.DOTALL)
#: Longer words than this, such as a whole text, are not looked for: that takes the product of
#: both lengths.
_LONGEST = 200
_APART = {"br", "p", "li", "blockquote", "pre", "ul", "ol"}


@dataclass(frozen=True)
class Words:
    """Words of the source, and whether they began and ended where a word does."""

    text: str
    whole_at_start: bool
    whole_at_end: bool

    @classmethod
    def cut(cls, source: str, start: int, end: int) -> "Words":
        text = source[start:end]
        return cls(
            without_direction_controls(printable(_TYPED_TAG.sub(_between, text))),
            whole_at_start=not _joined(source[start - 1 : start], text[:1]),
            whole_at_end=not _joined(text[-1:], source[end : end + 1]),
        )

    def pattern(self) -> str:
        """As a regular expression; line ends and spaces are one."""
        words = r"\s*".join(map(re.escape, self.text.split()))
        if not words or len(self.text) > _LONGEST:
            return ""
        before = r"(?<!\w)" if self.whole_at_start and self.text[:1].isalnum() else ""
        after = r"(?!\w)" if self.whole_at_end and self.text[-1:].isalnum() else ""
        return before + words + after


def _between(tag: re.Match[str]) -> str:
    return " " if tag[1].lower() in _APART else ""


def _joined(one: str, other: str) -> bool:
    return one.isalnum() and other.isalnum()


def marked_html(html: str, words: Iterable[Words]) -> SafeString:
    """Rendered HTML (comments.sanitize) with each of the words inside ``<mark>``.

    A word that tags interrupt is marked in pieces, so that the HTML stays well formed.
    """
    patterns = list(dict.fromkeys(filter(None, (word.pattern() for word in words))))
    if not patterns:
        return mark_safe(html)
    pieces = list(_pieces(html))
    shown = "".join(visible for visible, _written in pieces)
    hit = bytearray(len(shown) + 1)
    for pattern in patterns:
        for match in re.finditer(pattern, shown, re.IGNORECASE):
            hit[match.start() : match.end()] = b"\1" * (match.end() - match.start())
    return mark_safe("".join(_written_with_marks(pieces, hit)))


def marked_text(text: str, spans: Iterable[tuple[int, int]]) -> SafeString:
    """Plain text as HTML, with ``<mark>`` around each span."""
    html, position = [], 0
    for start, end in sorted(spans):
        start, end = max(start, position), min(end, len(text))
        if start < end:
            html += [escape(text[position:start]), f"<mark>{escape(text[start:end])}</mark>"]
            position = end
    return mark_safe("".join([*html, escape(text[position:])]))


def _pieces(html: str) -> Iterator[tuple[str, str]]:
    """The HTML in pieces, each with what it shows: one character, or nothing for a tag."""
    position = 0
    for tag in [*_TAG.finditer(html), None]:
        for unit in _UNIT.finditer(html, position, tag.start() if tag else len(html)):
            visible = unescape(unit[0])
            yield (visible if len(visible) == 1 else " "), unit[0]
        if tag:
            yield ("\n" if tag[2] in _APART else ""), tag[0]
            position = tag.end()


def _written_with_marks(pieces: list[tuple[str, str]], hit: bytearray) -> Iterator[str]:
    position, is_open = 0, False
    for visible, written in pieces:
        is_text = not written.startswith("<")
        wanted = is_text and bool(visible) and bool(hit[position])
        if wanted != is_open:
            yield "<mark>" if wanted else "</mark>"
            is_open = wanted
        yield written
        position += len(visible)
    if is_open:
        yield "</mark>"
