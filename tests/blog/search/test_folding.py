import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog.search.folding import LONGEST_TEXT, LONGEST_WORD, fold, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ҷумҳурӣ", "чумхури"),
        ("қарор", "карор"),
        ("ғоя", "гоя"),
        ("ӯ", "у"),
        ("Ёлка", "елка"),
        ("كتاب علي", "کتاب علی"),
        ("اَلسَّلامُ", "السلام"),
        ("مـــرحبا", "مرحبا"),
        ("می‌خواهم", "میخواهم"),
        ("آب", "اب"),
        ("۱۲۳ ٤٥٦", "123 456"),
        ("café", "CAFE"),
        ("e\u0301", "é"),
        ("ﬁne ＡＢＣ", "fine abc"),
        ("straße", "STRASSE"),
        ("İstanbul", "istanbul"),
        ("via\u200bgra", "viagra"),
        ("soft\u00adhyphen", "softhyphen"),
        ("\u202ereversed\u202c", "reversed"),
        ("СОЛИДАРНОСТЬ", "солидарность"),
        ("Σίσυφος", "ΣΙΣΥΦΟΣ"),
    ],
)
def test_what_is_typed_in_different_ways_folds_to_one(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("май", "маи"), ("Йод", "иод"), ("сам", "сум")])
def test_letters_of_their_own_stay_apart(one, other):
    assert fold(one) != fold(other)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ташаккур, барои хабар!", ["ташаккур", "барои", "хабар"]),
        ("don't", ["don", "t"]),
        ("snake_case", ["snake", "case"]),
        ("z@example.org", ["z", "example", "org"]),
        ("5 < 6 && x", ["5", "6", "x"]),
        ("*?!…—", []),
        ("", []),
        ("a\x00b\ud800c", ["a", "b", "c"]),
        ("x" * 500, ["x" * LONGEST_WORD]),
    ],
)
def test_words_are_letters_and_digits(text, found):
    assert words(text) == found


def test_characters_that_unfold_into_many_stay_bounded():
    assert len(" ".join(words("ﷺ" * 65_525))) <= LONGEST_TEXT


def test_the_longest_comment_takes_milliseconds():
    text = "Ҷумҳурии Тоҷикистон " * 3300
    began = time.perf_counter()
    words(text)
    assert time.perf_counter() - began < 1


@given(st.text())
def test_a_word_holds_nothing_that_an_index_could_take_for_an_operator(text):
    for word in words(text):
        assert word.isalnum()
        assert not set(word) & set("\"'\\_*:|&!()=?. ")


@given(st.text())
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)
