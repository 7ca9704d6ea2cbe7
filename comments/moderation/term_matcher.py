"""Finds listed terms in what a reader typed, without hurting Scunthorpe."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from ..folding import Folded, Word, folded, is_word, plain_words, words
from ..untagged import looks

#: Matches that are kept of one text.
MOST = 20

# Languages written in Cyrillic: those of the editions and their neighbours.
_CYRILLIC = frozenset({"ru", "tg", "be", "bg", "kk", "ky", "mk", "mn", "sr", "tt", "uk"})
_SPLIT_AT_SIGNS = frozenset({"email", "website"})
_KEY = 3  # characters by which substrings are looked up
_HERE = ""  # the key, which no word is, of the terms that end at a node of the phrases


@dataclass(frozen=True, slots=True)
class ListedTerm:
    """A term as moderators listed it: what to look for, where, and what becomes of it.

    ``folded`` is ``fold_term(text)``, ``kind`` one of word, prefix, substring and phrase,
    ``outcome`` hold or disallow; ``language`` is that of the article, "" is every one.
    """

    pk: int
    folded: str
    kind: str
    fields: frozenset[str]
    outcome: str
    language: str
    text: str


class Match(NamedTuple):
    """Where a term stands first: characters ``start`` to ``end`` of the text as typed."""

    term: ListedTerm
    start: int
    end: int


_Terms = dict[str, list[ListedTerm]]
_Found = Iterator[tuple[ListedTerm, int, int]]  # positions in folded text


class TermMatcher:
    """All listed terms, looked up at once.

    - A word is a whole word: ``sex`` is not in ``Sussex``.
    - A prefix is the beginning of a word.
    - A phrase is its words one after another, with anything between them that is no letter
      or digit.
    - A substring is anywhere: inside words, and with its signs (``t.me/``); a run of white
      space is one space.

    Words are read in all the ways of ``comments.lookalikes.readings``. In addresses they
    end at every sign. A word or prefix with signs of its own (``c++``) is looked for with
    them, where no letter or digit touches its letters.

    Dictionaries are enough, and an automaton (Aho-Corasick) isn't needed: a text has few
    words and few beginnings of words, and each costs one look-up however long the list is.
    """

    def __init__(self, terms: Iterable[ListedTerm]) -> None:
        self._words: _Terms = {}
        self._prefixes: _Terms = {}
        self._phrases: dict[str, Any] = {}  # by the first word, below it by the second ...
        self._substrings: dict[str, dict[int, _Terms]] = {}  # by beginning, by length
        self._key_lengths: set[int] = set()
        self._longest = 0
        self._fields: set[str] = set()
        for term in terms:
            self._add(term)
        self._prefix_lengths = sorted(set(map(len, self._prefixes)))

    def find(self, field: str, text: str, language: str) -> list[Match]:
        """Return where each term of the field and the language stands first, in order.

        Of more than ``MOST`` those that are disallowed come before those that are held, so
        that a heap of mild words hides nothing.
        """
        if field not in self._fields:
            return []
        matches: dict[int, Match] = {}
        for look in looks(text):
            view = folded(look.text)
            cyrillic = language.partition("-")[0] in _CYRILLIC
            first: dict[int, Match] = {}
            for term, start, end in self._in(view, cyrillic, field not in _SPLIT_AT_SIGNS):
                if field in term.fields and term.language in ("", language):
                    known = first.get(term.pk)
                    if known is None or start < known.start:
                        first[term.pk] = Match(term, start, end)
            for pk, match in first.items():
                start, end = look.span(*view.span(match.start, match.end))
                if pk not in matches or start < matches[pk].start:
                    matches[pk] = Match(match.term, start, end)
        strict = sorted(matches.values(), key=lambda m: (m.term.outcome != "disallow", m.start))
        return sorted(strict[:MOST], key=lambda match: match.start)

    def _add(self, term: ListedTerm) -> None:
        self._fields |= term.fields
        runs = plain_words(term.folded)
        if term.kind == "substring" and term.folded:
            self._add_substring(term)
        elif not runs:
            return
        elif term.kind != "prefix" and len(runs) > 1:
            node = self._phrases
            for run in runs:
                node = node.setdefault(run, {})
            node.setdefault(_HERE, []).append(term)
        elif is_word(term.folded):
            index = self._prefixes if term.kind == "prefix" else self._words
            index.setdefault(term.folded, []).append(term)
        else:
            self._add_substring(term)

    def _add_substring(self, term: ListedTerm) -> None:
        text = term.folded
        by_length = self._substrings.setdefault(text[:_KEY], {})
        by_length.setdefault(len(text), {}).setdefault(text, []).append(term)
        self._key_lengths.add(min(len(text), _KEY))
        self._longest = max(self._longest, len(text))

    def _in(self, view: Folded, cyrillic: bool, signed: bool) -> _Found:
        found = words(view, cyrillic, signed)
        for word in found:
            for reading in word.readings:
                for term in self._words.get(reading, ()):
                    yield term, word.start, word.end
                for length in self._prefix_lengths:
                    if length > len(reading):
                        break
                    for term in self._prefixes.get(reading[:length], ()):
                        yield term, word.start, word.start + (length - 1) * word.step + 1
        if self._phrases:
            yield from self._phrases_in(found)
        if self._substrings:
            yield from self._substrings_in(view.text, found)

    def _phrases_in(self, found: list[Word]) -> _Found:
        by_number: dict[int, list[Word]] = {}
        for word in found:
            by_number.setdefault(word.first, []).append(word)
        for first in found:
            if self._phrases.keys().isdisjoint(first.readings):
                continue
            ways = [(self._phrases, first)]
            for node, word in ways:
                for reading in word.readings:
                    if below := node.get(reading):
                        for term in below.get(_HERE, ()):
                            yield term, first.start, word.end
                        ways += [(below, after) for after in by_number.get(word.after, ())]

    def _substrings_in(self, text: str, found: list[Word]) -> _Found:
        yield from self._scan(text, range(len(text)))
        several = [word for word in found if len(word.readings) > 1 and word.step == 1]
        several.sort(key=lambda word: word.start)
        for number in range(1, max((len(word.readings) for word in several), default=0)):
            letters = list(text)
            for word in several:
                letters[word.start : word.end] = word.readings[min(number, len(word.readings) - 1)]
            read, position = "".join(letters), 0
            for word in several:
                position = max(position, word.start - self._longest)
                yield from self._scan(read, range(position, word.end))
                position = max(position, word.end)
        for word in found:
            for reading in word.readings if word.step > 1 else ():
                for term, start, end in self._scan(reading, range(len(reading))):
                    last = word.start + (end - 1) * word.step
                    yield term, word.start + start * word.step, last + 1

    def _scan(self, text: str, beginnings: range) -> _Found:
        index = self._substrings.get
        for key_length in self._key_lengths:
            for at in beginnings:
                by_length = index(text[at : at + key_length])
                if by_length:
                    for length, terms in by_length.items():
                        for term in terms.get(text[at : at + length], ()):
                            if term.kind == "substring" or _apart(term, text, at, at + length):
                                yield term, at, at + length


def _apart(term: ListedTerm, text: str, start: int, end: int) -> bool:
    """Whether a word or prefix begins, and the word ends, where no other word goes on."""
    before = text[start].isalnum() and text[start - 1 : start].isalnum()
    after = term.kind != "prefix" and text[end - 1].isalnum() and text[end : end + 1].isalnum()
    return not (before or after)
