import subprocess
import sys

import pytest

from blog.search.folding import words
from comments.likeness import FEWEST_WORDS, MOST_WORDS, marks, similarity

TEXT = words(
    "Dear readers, our shop beside the bazaar sells the best telephones in town at half the "
    "price that others ask, come and see them before the week is over"
)


def changed(*places: int) -> list[str]:
    return [f"other{n}" if n in places else word for n, word in enumerate(TEXT)]


@pytest.mark.parametrize(
    ("other", "alike"),
    [
        (TEXT, 1),
        (changed(0), 27 / 29),
        (changed(10), 26 / 30),
        (changed(5, 20), 24 / 32),
        ([*TEXT, "x1"], 28 / 29),
        (TEXT[5:], 23 / 28),
        (TEXT[::-1], 0),
        ([], 0),
        (["word"], 0),
    ],
)
def test_texts_are_the_same_by_their_pairs_of_words(other, alike):
    assert len(TEXT) == 29
    assert similarity(TEXT, other) == similarity(other, TEXT) == pytest.approx(alike)


def test_texts_without_words_are_not_the_same():
    assert similarity([], []) == 0


def test_texts_that_are_nearly_the_same_share_a_mark():
    for place in range(len(TEXT)):
        assert set(marks(TEXT)) & set(marks(changed(place)))


def test_texts_of_other_words_share_none():
    assert not set(marks(TEXT)) & set(marks(changed(*range(0, len(TEXT), 2))))


@pytest.mark.parametrize(("number", "marked"), [(0, 0), (FEWEST_WORDS - 1, 0), (FEWEST_WORDS, 6)])
def test_short_texts_have_no_marks(number, marked):
    assert len(marks(TEXT[:number])) == marked


def test_marks_are_stored_so_they_never_change():
    stored = "2f211ac0 fffdc135 9b630652 04d4db20 04d7aa8a 112ffcc7"
    assert marks(TEXT) == tuple(f"like:{mark}" for mark in stored.split())
    code = f"from comments.likeness import marks; print(marks({TEXT}))"
    again = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONHASHSEED": "7"},
    )
    assert again.stdout.strip() == str(marks(TEXT))


def test_of_long_texts_the_beginning_is_looked_at():
    long = [f"w{number}" for number in range(MOST_WORDS)]
    assert marks([*long, "more"]) == marks(long)
    assert similarity([*long, "more"], long) == 1
    assert len(marks(["w"] * 100_000)) == 6
