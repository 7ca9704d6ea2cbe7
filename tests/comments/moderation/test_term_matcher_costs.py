"""What a long list costs."""

import random
import time

import pytest

from comments.moderation.term_matcher import TermMatcher
from tests.comments.moderation.terms import term


@pytest.fixture(scope="module")
def long_list():
    """62,000 made-up terms of every kind, as long as a public block list."""
    chance = random.Random(1)

    def word():
        letters = chance.choice(["abcdefghijklmnopqrstuvwxyz", "абвгдежзийклмнопрстуфхцчшщыьэюя"])
        return "".join(chance.choices(letters, k=chance.randint(4, 12)))

    kinds = ["word", "prefix", "substring", "phrase"]
    terms = []
    for pk in range(62_000):
        kind = kinds[pk % 4]
        terms.append(term(f"{word()} {word()}" if kind == "phrase" else word(), kind, pk))
    return terms


@pytest.fixture(scope="module")
def matcher(long_list):
    return TermMatcher(long_list)


def _seconds(matcher, typed, language="en"):
    """Of this thread alone: how busy the machine is doesn't count."""
    start = time.thread_time()
    matcher.find("comment", typed, language)
    return time.thread_time() - start


def test_a_long_list_is_ready_in_less_than_a_second(long_list):
    def seconds():
        start = time.thread_time()
        TermMatcher(long_list)
        return time.thread_time() - start

    assert min(seconds() for _ in range(3)) < 1


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("The summit opened on the 2nd day, and readers said what they thought of it.\n\n", "en"),
        ("Ёлка стоит на площади, и жители города ждут перемен на дорогах. ", "ru"),
        ("Ҷумҳурии Тоҷикистон, хабарҳои имрӯза ва фикри хонандагон. ", "tg"),
        ("می‌خواهم بدانم که این خبر درست است یا نه؟ ", "fa"),
        ("It is <b>so</b> &amp; not otherwise, see https://example.org/?a=1. ", "en"),
    ],
)
def test_a_comment_costs_less_than_five_milliseconds(matcher, sentence, language):
    typed = (sentence * 100)[:1000]
    assert min(_seconds(matcher, typed, language) for _ in range(15)) < 0.005


@pytest.mark.parametrize(
    "piece",
    [
        *("word ", "<", "&", "&#97;", "<b>", "@", "$a", "a ", "a.", "v1! ", "vі1a ", "ﷺ", "ﬁ"),
        *("\u0301", "\u200b", "www", "1l1", "aI", "<a x='\"", "Ιι1 ", "how to "),
    ],
)
def test_the_longest_and_most_hostile_comment_stays_bounded(matcher, piece):
    assert _seconds(matcher, (piece * 65_525)[:65_525]) < 3


def test_one_word_over_and_over_costs_no_more_than_its_length():
    terms = [term(" ".join(["a"] * n), "phrase", n) for n in range(1, 30)]
    terms += [term("a" * n, "prefix", 100 * n) for n in range(1, 30)]
    assert _seconds(TermMatcher(terms), "a " * 32_000) < 6
