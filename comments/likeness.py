"""How much two texts are the same, and marks by which those that nearly are find each other.

A text is taken for the set of its pairs of neighbouring words. MinHash (Broder 1997) picks
some of them by chance, the same ones wherever they are there, and a mark stands for three
picks: texts bear a mark in common the likelier the more they are the same (locality-sensitive
hashing; Leskovec, Rajaraman, Ullman, Mining of Massive Datasets, chapter 3).
"""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from zlib import crc32

#: Texts of fewer words have no marks: thanks and congratulations are the same everywhere.
FEWEST_WORDS = 8

#: Words that are looked at; of a longer text its beginning.
MOST_WORDS = 2_000

# What is the same to 80 percent shares a mark in 98 cases of 100, what is to 10 percent in one
# of 170: each mark is shared with the cube of the likeness. Each costs every reply a look-up.
_MARKS, _PICKS_EACH = 6, 3

# Spread over all numbers of 32 bits: each picks the next hash from there on. Those of one mark
# are far apart, since in a short text neighbours pick the same hash.
_PICKS = tuple((number << 32) // (_MARKS * _PICKS_EACH) for number in range(_MARKS * _PICKS_EACH))


def marks(words: Sequence[str]) -> tuple[str, ...]:
    """Return the marks of a text by its folded words, such as ``like:3f2a9c1b``; none if short.

    They are the same in every process and release: they are stored.
    """
    if len(words) < FEWEST_WORDS:
        return ()
    hashes = sorted(crc32(pair.encode()) for pair in _pairs(words))
    picks = [hashes[bisect_left(hashes, start) % len(hashes)] for start in _PICKS]
    return tuple(
        f"like:{crc32(b'%d %d %d %d' % (number, *picks[number::_MARKS])):08x}"
        for number in range(_MARKS)
    )


def similarity(words: Sequence[str], others: Sequence[str]) -> float:
    """Return how much of both texts is the same, from 0 to 1 (the index of Jaccard)."""
    one, other = _pairs(words), _pairs(others)
    return len(one & other) / (len(one | other) or 1)


def _pairs(words: Sequence[str]) -> set[str]:
    return set(map(" ".join, pairwise(words[:MOST_WORDS])))
