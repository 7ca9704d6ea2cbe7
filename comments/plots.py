"""Bars drawn as SVG: figures in, markup out; nothing is asked and nothing else is loaded.

Bars take their share of the width in percent, so words keep the size that the reader has
chosen, however narrow the screen. Looks come from classes, ``plot-…`` in
static/css/numbers.css: the site's policy forbids styles in the page. ``rtl`` mirrors what is
read from right to left; where a text begins follows from the direction of the page.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator

#: Pixels of columns: above the topmost line, the columns themselves, the words under them.
ABOVE, COLUMN, BELOW = 12, 160, 26

#: Percent that the numbers beside the columns take.
MARGIN = 10

#: Words under columns; more would touch each other on a telephone.
_MOST_WORDS = 3

#: Columns between which there is room for a gap.
_MOST_APART = 100

#: Pixels of a row: its words, its bar, and the gap to the next one.
WORDS, BAR, GAP = 20, 14, 16

#: Letters above a bar that fit on a telephone.
_MOST_LETTERS = 40


@dataclass(frozen=True)
class Part:
    """What every bar is put together of; ``look`` names the class ``plot-<look>``."""

    look: str
    label: str


@dataclass(frozen=True)
class Bar:
    """A value for each of the parts. ``said`` stands at the end of a row's words."""

    label: str
    values: tuple[int, ...]
    said: str = ""

    @property
    def total(self) -> int:
        return sum(self.values)

    def in_words(self, parts: Sequence[Part]) -> str:
        named = zip(parts, self.values, strict=True)
        return f"{self.label}. " + ", ".join(f"{part.label}: {number(n)}" for part, n in named)


def legend(parts: Sequence[Part]) -> SafeString:
    """What the looks mean, in the order in which they stand in a bar."""
    swatch = '<svg class="plot-swatch" width="14" height="14" aria-hidden="true">{}</svg>'
    rect = '<rect class="plot-{}" width="100%" height="100%"/>'
    rows = ((part.look, part.label) for part in parts)
    items = format_html_join("", f"<li>{swatch.format(rect)} {{}}</li>", rows)
    return format_html('<ul class="plot-legend">{}</ul>', items)


def columns(
    title: str, about: str, bars: Sequence[Bar], parts: Sequence[Part], *, rtl: bool = False
) -> SafeString:
    """A column for each bar, its first part at the bottom; words under some of them."""
    top, step = scale(max((bar.total for bar in bars), default=0))
    lines = format_html_join("", "{}", ((_line(n, top, rtl),) for n in range(0, top + 1, step)))
    slot = (100 - MARGIN) / max(len(bars), 1)
    drawn = (
        (bar.in_words(parts), _column(bar, parts, MARGIN + slot * at, slot, top, rtl))
        for at, bar in enumerate(bars)
        if bar.total
    )
    inside = lines + format_html_join("", "<g><title>{}</title>{}</g>", drawn)
    return _drawing(title, about, ABOVE + COLUMN + BELOW, inside + _words_below(bars, slot, rtl))


def rows(
    title: str, about: str, bars: Sequence[Bar], parts: Sequence[Part], *, rtl: bool = False
) -> SafeString:
    """Bars under each other, each below its words; the longest is as wide as the drawing."""
    most = max((bar.total for bar in bars), default=0) or 1
    height = WORDS + BAR + GAP
    drawn = (
        (bar.in_words(parts), _row(bar, parts, height * at, most, rtl))
        for at, bar in enumerate(bars)
    )
    inside = format_html_join("", "<g><title>{}</title>{}</g>", drawn)
    return _drawing(title, about, height * len(bars), inside)


def scale(most: int) -> tuple[int, int]:
    """The round number at the top, and the step between lines: at most four and the lowest."""
    step = next(
        digit * 10**zeros for zeros in range(19) for digit in (1, 2, 5)
        if digit * 10**zeros * 4 >= most
    )  # fmt: skip
    return max(-(-most // step), 1) * step, step


def number(value: int) -> str:
    return number_format(value, force_grouping=True)


def _drawing(title: str, about: str, height: int, inside: SafeString) -> SafeString:
    return format_html(
        '<svg class="plot" width="100%" height="{}" role="img">'
        "<title>{}</title><desc>{}</desc>{}</svg>",
        height, title, about, inside,
    )  # fmt: skip


def _line(value: int, top: int, rtl: bool) -> SafeString:
    y = _y(value, top)
    return format_html(
        '<line class="plot-line" x1="{}%" x2="{}%" y1="{}" y2="{}"/>'
        '<text class="plot-quiet" x="{}%" y="{}" text-anchor="end">{}</text>',
        _x(MARGIN, rtl), _x(100, rtl), y, y, _x(MARGIN - 1, rtl), y + 4, number(value),
    )  # fmt: skip


def _column(
    bar: Bar, parts: Sequence[Part], left: float, slot: float, top: int, rtl: bool
) -> SafeString:
    gap = slot / 5 if slot * _MOST_APART > 100 - MARGIN else 0
    x, width = _x(left + gap / 2, rtl, slot - gap), _round(slot - gap)

    def rects() -> Iterator[tuple[object, ...]]:
        below = 0
        for part, value in zip(parts, bar.values, strict=True):
            below += value
            if value:
                yield part.look, x, width, _y(below, top), _round(COLUMN * value / top)

    rect = '<rect class="plot-{}" x="{}%" width="{}%" y="{}" height="{}"/>'
    return format_html_join("", rect, rects())


def _words_below(bars: Sequence[Bar], slot: float, rtl: bool) -> SafeString:
    """The labels of the first, the last and some between, as far apart as can be."""
    last = len(bars) - 1
    number_of_words = min(_MOST_WORDS, len(bars))
    chosen = sorted({last * at // max(number_of_words - 1, 1) for at in range(number_of_words)})

    def words() -> Iterator[tuple[object, ...]]:
        for at in chosen:
            share, anchor = (0.5, "middle")
            if last and at in (0, last):
                share, anchor = (0, "start") if at == 0 else (1, "end")
            x = _x(MARGIN + slot * (at + share), rtl)
            yield x, ABOVE + COLUMN + 18, anchor, bars[at].label

    text = '<text class="plot-quiet" x="{}%" y="{}" text-anchor="{}">{}</text>'
    return format_html_join("", text, words())


def _row(bar: Bar, parts: Sequence[Part], y: int, most: int, rtl: bool) -> SafeString:
    label = Truncator(bar.label).chars(_MOST_LETTERS - len(bar.said))
    words = format_html(
        # Isolated, so that a label of the other direction keeps its order.
        '<text class="plot-label" x="{}%" y="{}">\u2068{}\u2069</text>'
        '<text class="plot-quiet" x="{}%" y="{}" text-anchor="end">{}</text>',
        _x(0, rtl), y + 14, label, _x(100, rtl), y + 14, bar.said,
    )  # fmt: skip

    def rects() -> Iterator[tuple[object, ...]]:
        before = 0
        for part, value in zip(parts, bar.values, strict=True):
            width = 100 * value / most
            if value:
                x = _x(100 * before / most, rtl, width)
                yield part.look, x, _round(width), y + WORDS, BAR
            before += value

    rect = '<rect class="plot-{}" x="{}%" width="{}%" y="{}" height="{}"/>'
    return words + format_html_join("", rect, rects())


def _x(left: float, rtl: bool, width: float = 0) -> float:
    """Where something of this width begins that is so far from where reading begins."""
    return _round(100 - left - width if rtl else left)


def _y(value: int, top: int) -> float:
    return _round(ABOVE + COLUMN * (1 - value / top))


def _round(number: float) -> float:
    return round(number, 3)
