"""From text to words that can be compared with listed terms, and back to where they stand.

Folding makes text longer and shorter (``ﬁ`` is two letters, a zero-width space none), so
every position of folded text knows the character it came from.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from blog.characters import BLANK, IGNORABLE, SELECTORS
from blog.search.folding import fold

from .lookalikes import DRESSED, readings

# Cf and combining marks go anyway.
_INVISIBLE = re.compile(f"[{IGNORABLE}{SELECTORS}]")

_DRESSED = str.maketrans(DRESSED)
_SPACES = re.compile("  +")
_REMEMBERED = 20_000
_UNFOLDED = 100_000  # from here on each character gives one: U+FDFA unfolds into 18

_WORD = re.compile(r"[^\W_]+")
_SIGN = re.compile("[@$€!¡|]")
# A sign for a letter stands between letters, some before or after them. Before a digit "$"
# and "€" are money. Possessive, and nothing begins inside a run of signs: linear time.
_MONEY = r"[$€](?![0-9])"
_SIGNED = re.compile(
    rf"(?<![@$€])(?<![^\W_])(?:@|{_MONEY})*+[^\W_]++"
    rf"(?:(?:[@!¡|]|{_MONEY})++[^\W_]++)*+[@$€]*+"
)
_COMMON = 24  # characters up to which a word is likely to come again
_SPELLED = 3  # single letters, and the same sign between them, that are a word
_SPELLED_OUT = re.compile(r"(?<![^\W_])[^\W_]([\W_])[^\W_]\1[^\W_](?![^\W_])")


class _Folds(dict[int, str]):
    """What each character folds to: most texts are made of the same hundred."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if _INVISIBLE.match(character):
            folded = ""
        elif character.isspace() or character in BLANK:
            folded = " "
        else:
            folded = fold(character).translate(_DRESSED)
        if len(self) < _REMEMBERED:
            self[code] = folded
        return folded


_FOLDS = _Folds()


@dataclass(frozen=True, slots=True)
class Folded:
    """``text`` is ``source`` folded; ``origins`` says which character of it each one was.

    Without ``origins`` they stand at the same places.
    """

    source: str
    text: str
    origins: list[int] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """From folded text to the source, with the marks on the last letter."""
        if self.origins is None:
            return start, end
        first, last = self.origins[start], self.origins[end - 1] + 1
        while last < len(self.source) and unicodedata.combining(self.source[last]):
            last += 1
        return first, last

    def typed(self, start: int, end: int) -> str:
        """The characters of the source that are these of the folded text, one for one."""
        if self.origins is None:
            return self.source[start:end]
        return "".join([self.source[origin] for origin in self.origins[start:end]])


def folded(source: str) -> Folded:
    """Fold ``source`` as ``blog.search.folding.fold`` does, and keep where everything was.

    Beyond that, styled Latin letters are plain ones, invisible characters of every kind are
    gone, and each run of white space (blank letters included) is one space.
    """
    text = source.translate(_FOLDS)
    if source.isascii() or {*map(len, map(_FOLDS.__getitem__, map(ord, set(source))))} == {1}:
        return Folded(source, text) if "  " not in text else _closed_up(source, text)
    return _one_by_one(source)


def fold_term(text: str) -> str:
    """Return what a listed term is stored as: ``folded``, without space around it."""
    return " ".join(folded(text).text.split())


def plain_words(text: str) -> list[str]:
    """Return the runs of letters and digits in folded text."""
    return _WORD.findall(text)


def is_word(text: str) -> bool:
    """Whether folded text is one word, with signs for letters perhaps (``a$$``)."""
    return text.isalnum() or bool(_SIGNED.fullmatch(text) and len(plain_words(text)) == 1)


def _closed_up(source: str, text: str) -> Folded:
    """One space for each run of them, in a text that is folded one for one."""
    origins: list[int] = []
    position = 0
    for run in _SPACES.finditer(text):
        origins += range(position, run.start() + 1)
        position = run.end()
    return Folded(source, _SPACES.sub(" ", text), [*origins, *range(position, len(text))])


def _one_by_one(source: str) -> Folded:
    characters: list[str] = []
    origins: list[int] = []
    for position, character in enumerate(source):
        pieces = _FOLDS[ord(character)]
        for piece in pieces if len(origins) < _UNFOLDED else pieces[:1]:
            if piece != " " or characters[-1:] != [" "]:
                characters.append(piece)
                origins.append(position)
        # The only letter whose mark makes it another one.
        if character == "\u0306" and source[position - 1 : position] in {"и", "И"}:
            characters[-1] = "й"
    return Folded(source, "".join(characters), origins)


class Word(NamedTuple):
    """A word of folded text, from ``start`` to ``end``, and all it may be read as.

    The first reading is the word as it is. ``first`` to ``after`` are the numbers of the
    runs of letters and digits that it covers: the next word is the one whose ``first`` is
    this one's ``after``. The letters of a reading are ``step`` characters apart.
    """

    start: int
    end: int
    first: int
    after: int
    readings: tuple[str, ...]
    step: int = 1


def words(text: Folded, cyrillic: bool, signed: bool = True) -> list[Word]:
    """Return the words of ``text``: runs of letters and digits, and those made of several.

    Made of several are words with signs for letters (``p@ssw|rd``), unless not ``signed``,
    and single letters with the same sign or space between them (``v.i.a.g.r.a``), three at
    least. The runs themselves come first, in order. ``cyrillic`` is that of ``readings``.
    """
    runs = [run.span() for run in _WORD.finditer(text.text)]
    found = [
        Word(start, end, number, number + 1, _readings(text, start, end, 1, cyrillic))
        for number, (start, end) in enumerate(runs)
    ]
    if signed and _SIGN.search(text.text):
        found += _signed(text, runs, cyrillic)
    if _SPELLED_OUT.search(text.text):
        found += _spelled(text, runs, cyrillic)
    return found


def _readings(text: Folded, start: int, end: int, step: int, cyrillic: bool) -> tuple[str, ...]:
    typed = text.typed(start, end) if text.origins else text.source[start:end]
    read = _remembered if end - start <= _COMMON else readings
    return read(text.text[start:end:step], typed[::step], cyrillic)


_remembered = lru_cache(maxsize=5_000)(readings)


def _signed(text: Folded, runs: list[tuple[int, int]], cyrillic: bool) -> Iterator[Word]:
    for found in _SIGNED.finditer(text.text):
        if not found[0].isalnum():
            start, end = found.span()
            first = bisect_left(runs, (start, start))
            after = first + len(plain_words(found[0]))
            yield Word(start, end, first, after, _readings(text, start, end, 1, cyrillic))


def _spelled(text: Folded, runs: list[tuple[int, int]], cyrillic: bool) -> Iterator[Word]:
    first = 0
    for number in range(1, len(runs) + 1):
        if number < len(runs) and _goes_on(text.text, runs, first, number):
            continue
        if number - first >= _SPELLED:
            start, end = runs[first][0], runs[number - 1][1]
            yield Word(start, end, first, number, _readings(text, start, end, 2, cyrillic), 2)
        first = number


def _goes_on(text: str, runs: list[tuple[int, int]], first: int, number: int) -> bool:
    """Whether the letter with this number is spelled on from the one before it."""
    (start, end), (_, before) = runs[number], runs[number - 1]
    return (
        end - start == 1
        and start - before == 1
        and runs[first][1] - runs[first][0] == 1
        and text[before] == text[runs[first][1]]
    )
