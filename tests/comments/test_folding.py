import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments.folding import fold_term, folded, is_word, plain_words, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Viagra", "ＶＩＡＧＲＡ"),
        ("viagra", "vi\u200bag\u034fr\ufe0fa"),
        ("viagra", "ᴠɪᴀɢʀᴀ"),
        ("viagra", "🅥🅘🅐🅖🅡🅐"),
        ("viagra", "𝓿𝓲𝓪𝓰𝓻𝓪"),
        ("free  money", " Free\n\nmoney "),
        ("free money", "free⠀money"),
        ("Ҷавоб", "чавоб"),
        ("й", "и\u0306"),
        ("кафе", "Кафе\u0301"),
        ("كتاب", "کتاب"),
        ("می‌خواهم", "میخواهم"),
        ("straße", "STRASSE"),
    ],
)
def test_terms_typed_in_different_ways_are_stored_as_one(one, other):
    assert fold_term(one) == fold_term(other)


@given(st.text() | st.text("иИ\u0306\u0301 \n\u200bﬁ㎏ﷺ´⠀"))
def test_folding_a_term_twice_changes_nothing_more(text):
    assert fold_term(fold_term(text)) == fold_term(text)


def test_every_character_folds_to_what_folds_to_itself():
    for code in range(0x10000):
        once = fold_term(f"x{chr(code)}x")
        assert fold_term(once) == once


@pytest.mark.parametrize(
    ("source", "part", "typed"),
    [
        ("say Viagra now", "viagra", "Viagra"),
        ("a ﬁne day", "ne", "ne"),
        ("a ﬁne day", "fine", "ﬁne"),
        ("5 ㎏ of it", "kg", "㎏"),
        ("ﷺ now", "now", "now"),
        ("é\u0301\u0301 vi\u200bagra\u0301 x", "viagra", "vi\u200bagra\u0301"),
        ("one\n\n  two  three", "two three", "two  three"),
        ("один  и\u0306од", "йод", "и\u0306од"),
        ("İstanbul ok", "ok", "ok"),
        ("می‌خواهم بدانم", "میخواهم", "می‌خواهم"),
    ],
)
def test_the_span_of_folded_text_is_that_of_the_source(source, part, typed):
    view = folded(source)
    at = view.text.index(part)
    start, end = view.span(at, at + len(part))
    assert source[start:end] == typed


@given(st.text() | st.text("aﬁ㎏ﷺ \u0301\u200bЙи\u0306"))
def test_every_position_leads_into_the_source(source):
    view = folded(source)
    for at in range(len(view.text)):
        start, end = view.span(at, at + 1)
        assert 0 <= start < end <= len(source)
        assert len(view.typed(at, at + 1)) == 1
        assert view.text[at] in folded(source[start:end]).text


def test_characters_that_unfold_into_many_stay_bounded():
    assert len(folded("ﷺ" * 65_525).text) < 200_000


def found(text, **options):
    """What is read, and the span of it as typed."""
    view = folded(text)
    return {
        (reading, text[slice(*view.span(word.start, word.end))])
        for word in words(view, cyrillic=False, **options)
        for reading in word.readings
    }


@pytest.mark.parametrize(
    ("text", "reading", "typed"),
    [
        ("Buy Viagra!", "viagra", "Viagra"),
        ("a v1agra b", "viagra", "v1agra"),
        ("p@ssw|rd", "passwird", "p@ssw|rd"),
        ("my @ss", "ass", "@ss"),
        ("a$$ et", "ass", "a$$"),
        ("viagr@.", "viagra", "viagr@"),
        ("to v i a g r a", "viagra", "v i a g r a"),
        ("v.1.a.g.r.a.com", "viagra", "v.1.a.g.r.a"),
        ("it_v_i_a", "via", "v_i_a"),
        ("С.Е.К.С.", "секс", "С.Е.К.С"),
        ("in the A$", "as", "A$"),
    ],
)
def test_a_word_is_found_with_what_it_reads_as(text, reading, typed):
    assert (reading, typed) in found(text)


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("classic", "ass"),
        ("A$5", "as5"),
        ("A$55", "ass"),
        ("me@ss.org", "ss.org"),
        ("v i-a g", "viag"),
        ("a b", "ab"),
        ("five 5 5 5 times", "sss"),
    ],
)
def test_nothing_is_read_into_other_text(text, reading):
    assert reading not in {read for read, _ in found(text)}


def test_in_an_address_no_sign_is_a_letter():
    assert ("meass", "me@ss") in found("me@ss")
    assert ("meass", "me@ss") not in found("me@ss", signed=False)


def test_each_word_knows_the_one_that_follows():
    one, two, three, *letters, end, spelled = words(folded("a-b pass v i a gra"), False)
    assert [one.after, two.after, three.after] == [two.first, three.first, letters[0].first]
    assert (spelled.readings, spelled.after) == (("via",), end.first)


@pytest.mark.parametrize("text", ["viagra", "a55", "a$$", "@ss", "$ex", "секс", "سکس"])
def test_one_word_may_have_signs_of_letters(text):
    assert is_word(text)


@pytest.mark.parametrize("text", ["", "two words", "t.me", "c++", "$", "p@ss"])
def test_several_words_and_other_signs_are_no_word(text):
    assert not is_word(text)


@given(st.text() | st.text("ab1@$!| ._ѕех"), st.booleans())
def test_the_words_begin_with_the_plain_ones_in_order(text, cyrillic):
    view = folded(text)
    plain = plain_words(view.text)
    every = words(view, cyrillic)
    assert [word.readings[0] for word in every[: len(plain)]] == plain
    for word in every:
        assert 0 <= word.start < word.end <= len(view.text)
        assert 0 <= word.first < word.after <= len(plain)
        covered = len(range(word.start, word.end, word.step))
        assert {len(reading) for reading in word.readings} == {covered}


@pytest.mark.parametrize(
    "piece", ["a", "a ", "a.", "@", "@a", "$", "a$", "1a", "ﷺ", "\u0301", "и\u0306", "  ", "v1! "]
)
def test_hostile_text_costs_no_more_than_its_length(piece):
    began = time.thread_time()
    words(folded((piece * 65_525)[:65_525]), False)
    assert time.thread_time() - began < 2
