import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog.characters import (
    BLANK,
    HIDDEN,
    IGNORABLE,
    JOINERS,
    REORDERING,
    SELECTORS,
    UNSEEN,
    clean_name,
    null_shown,
    printable,
    without_direction_controls,
)

ANY_TEXT = st.text(st.characters(exclude_categories=()))
ODD_TEXT = st.text(
    "ab \t\n\r\x00\x1b\x7f\x85\ud800\ufdd0\u200b\u200c\u200d\u200e\u202e\u2066\u2028\u00ad\ufe0f"
    "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e007f\u3164\u2800\u0301\U000e0100"
)
ENGLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"
FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
HEART_ON_FIRE = "\u2764\ufe0f\u200d\U0001f525"
PERSIAN = "می\u200cخواهم"


EVERY = "".join(map(chr, range(0x110000)))


@pytest.mark.parametrize("kind", [BLANK, IGNORABLE, SELECTORS, JOINERS, REORDERING])
def test_every_kind_of_invisible_character_hides_something_and_is_not_seen(kind):
    hidden, unseen = re.findall(f"[{HIDDEN}]", EVERY), re.findall(f"[{UNSEEN}]", EVERY)
    assert set(re.findall(f"[{kind}]", EVERY)) < set(hidden) < set(unseen)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("a\x00b", "a\u2400b"),
        ("\x1b[31m", "\u241b[31m"),
        ("\x0b\x0c", "\u240b\u240c"),
        ("\x7f", "\u2421"),
        ("\x80\x85\x9f", "\ufffd\ufffd\ufffd"),
        ("\ud83d", "\ufffd"),
        ("\ufdd0\ufdef\ufffe\uffff", "\ufffd" * 4),
        ("\U0001fffe\U0010ffff", "\ufffd\ufffd"),
        ("a\r\nb\rc\n\rd", "a\nb\nc\n\nd"),
        ("a\u2028b\u2029c", "a\nb\n\nc"),
        ("\ta\n", "\ta\n"),
        (
            "\xa0\xad\u200b\ufeff\ufdcf\ufdf0\U0001fffd",
            "\xa0\xad\u200b\ufeff\ufdcf\ufdf0\U0001fffd",
        ),
    ],
)
def test_characters_that_html_cannot_carry_get_a_visible_sign(typed, shown):
    assert printable(typed) == shown


def test_a_text_to_be_mended_has_a_sign_where_html_carries_none():
    assert null_shown("a\0b\r\nc\u200b\0") == "a\u2400b\r\nc\u200b\u2400"


@given(ANY_TEXT)
def test_what_is_printable_can_be_written_as_xml_and_nothing_is_lost(typed):
    shown = printable(typed)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]", shown)
    shown.encode()
    assert len(shown) == len(typed.replace("\r\n", "\n").replace("\u2029", "\n\n"))
    assert printable(shown) == shown


@pytest.mark.parametrize("code", [*range(0x202A, 0x202F), *range(0x2066, 0x2070)])
def test_no_character_turns_the_text_after_it_around(code):
    assert without_direction_controls(f"a{chr(code)}b") == "ab"


@pytest.mark.parametrize(
    "typed",
    [
        "\u200e\u200f\u061c",
        ENGLAND,
        f"{ENGLAND}{ENGLAND}",
        FAMILY,
        HEART_ON_FIRE,
        PERSIAN,
        "Ҷавоб сегодня",
        "שלום, مرحبا",
        "葛\U000e0100城",
    ],
)
def test_what_emoji_and_right_to_left_text_need_is_kept(typed):
    assert without_direction_controls(typed) == typed


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("a\U000e0068\U000e0069b", "ab"),
        (ENGLAND + "\U000e0068\U000e0069", ENGLAND),
        ("\U0001f3f4\U000e0067\U000e0062x", "\U0001f3f4x"),
        ("\U0001f3f4" + "\U000e0067" * 7 + "\U000e007f", "\U0001f3f4"),
        ("a\ufff9b\ufffac\ufffbd", "abcd"),
    ],
)
def test_tag_characters_outside_a_flag_and_annotations_hide_nothing(typed, shown):
    assert without_direction_controls(typed) == shown


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("  Фарзона \t Раҳимова\n", "Фарзона Раҳимова"),
        ("a\r\nb\u2028c\x85d\xa0e\u3000f", "a b c d e f"),
        ("ad\u200bmin", "admin"),
        ("\ufeffad\u2060m\xadi\u034fn", "admin"),
        ("\u202enimda", "nimda"),
        ("\u200fadmin\u200e\u2066\u2069", "admin"),
        ("a\x00\x1b\ud800\uffffb", "ab"),
        ("a\U000e0061\U000e0062b", "ab"),
        ("\u3164\uffa0\u115f\u1160\u2800", ""),
        ("\u200d\u200c\ufe0f \u200b", ""),
        (" \n\t ", ""),
        ("", ""),
        (PERSIAN, PERSIAN),
        (f"\u200c{PERSIAN}\u200d", PERSIAN),
        ("a\u200c\u200c\u200db", "a\u200cb"),
        ("a\u200d b", "a b"),
        (FAMILY, FAMILY),
        (HEART_ON_FIRE, HEART_ON_FIRE),
        (ENGLAND, ENGLAND),
        ("\ufe0fa\ufe0f\ufe0fb", "a\ufe0fb"),
        ("葛\U000e0100城", "葛\U000e0100城"),
        ("\u0600١", "\u0600١"),
        ("O'Brien & <b>", "O'Brien & <b>"),
    ],
)
def test_a_name_is_one_line_of_visible_characters(typed, name):
    assert clean_name(typed) == name


@given(ANY_TEXT | ODD_TEXT)
def test_a_clean_name_stays_as_it_is(typed):
    name = clean_name(typed)
    assert clean_name(name) == name
    assert name == " ".join(name.split())


@given(ODD_TEXT)
def test_direction_controls_do_not_come_back(typed):
    shown = without_direction_controls(typed)
    assert without_direction_controls(shown) == shown


def test_marks_piled_up_on_a_letter_are_cut_from_a_name():
    assert clean_name("Z" + "\u0489" * 200 + "a") == "Z" + "\u0489" * 4 + "a"
    assert clean_name("Nguyễn Ế שָׁלוֹם नमस्ते") == "Nguyễn Ế שָׁלוֹם नमस्ते"
