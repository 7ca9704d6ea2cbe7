import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments import lookalikes
from comments.lookalikes import readings, skeleton


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Admin", "АDМIN"),
        ("Moderator", "Мodеrаtоr"),
        ("Moderator", "rnoderator"),
        ("moderator", "M o d e r a t o r"),
        ("moderator", "m.o-d_e.r'a•tor"),
        ("PayPal", "PayPaI"),
        ("PayPal", "PAYPAL"),
        ("PayPal", "PαyPαl"),
        ("webmaster", "vvebmaster"),
        ("Editor", "Ed|tor"),
        ("Editor", "ｅｄ１ｔｏｒ"),
        ("Editor", "édítor"),
        ("Editor", "edi\u200btor\u202e"),
        ("editor", "ᴇᴅɪᴛᴏʀ"),
        ("EDITOR", "🅔🅓🅘🅣🅞🅡"),
        ("Nina", "Νina"),
        ("nova", "noνa"),
        ("Room 101", "Rооm lOl"),
        ("Ҷамшед", "Чамшед"),
        ("Сергей", "Сергеи"),
        ("Фёдор", "Федор"),
        ("Анна", "Aннa"),
        ("علي", "علی"),
    ],
)
def test_names_that_look_alike_have_one_skeleton(one, other):
    assert skeleton(one) == skeleton(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Anna", "Hanna"), ("Иван", "Яван"), ("Зоя", "Эоя"), ("Rustam", "Rustamov"), ("علی", "علا")],
)
def test_different_names_stay_different(one, other):
    assert skeleton(one) != skeleton(other)


@pytest.mark.parametrize("nothing", ["", " ", "?!", "\u200b", "…—"])
def test_without_letters_and_digits_there_is_no_skeleton(nothing):
    assert skeleton(nothing) == ""


@given(st.text() | st.text("rnvwmiIl1|0oО \u0306иЙΜμΝν"))
def test_a_skeleton_is_its_own_skeleton(text):
    assert skeleton(skeleton(text)) == skeleton(text)


@pytest.mark.parametrize(
    ("word", "cyrillic", "read"),
    [
        ("viagra", False, {"viagra"}),
        ("viagra", True, {"viagra"}),
        ("v1agra", False, {"v1agra", "viagra", "vlagra"}),
        ("1llega1", False, {"1llega1", "illegal", "illegai", "lllegal", "lllegai"}),
        ("ciaIis", False, {"ciaiis", "cialis"}),
        ("IT", False, {"it"}),
        ("vіаgrа", False, {"vіаgrа", "viagra", "vіаgга"}),
        ("6лядь", True, {"6лядь", "блядь"}),
        ("xуй", True, {"xуй", "xyй", "хуй"}),
        ("ѕех", True, {"ѕех", "sex"}),
        ("РОТ", False, {"рот", "pot"}),
        ("cyka", True, {"cyka", "сука"}),
        ("ΡΟΤ", False, {"ροτ", "pot"}),
    ],
)
def test_a_word_is_read_as_what_it_can_be_taken_for(word, cyrillic, read):
    lower = word.lower()
    assert read <= set(readings(lower, word, cyrillic))
    assert readings(lower, word, cyrillic)[0] == lower


@pytest.mark.parametrize(
    ("word", "cyrillic"),
    [
        ("455", False),
        ("2025", True),
        ("a55", False),
        ("b52", False),
        ("РОТ", True),
        ("СЕКС", True),
        ("Эссекс", True),
        ("рот", False),
        ("нет", False),
        ("cyka", False),
        ("Sussex", True),
        ("Іран", True),
        ("سکس", False),
        ("ҷавоб", True),
    ],
)
def test_a_word_that_is_in_its_place_is_read_as_it_is(word, cyrillic):
    assert readings(word.lower(), word, cyrillic) == (word.lower(),)


@given(st.text("abIl1!|@$05аеорснѕіΑνх۵س"), st.booleans())
def test_every_reading_is_as_long_as_the_word(typed, cyrillic):
    word = typed.lower()
    found = readings(word, typed, cyrillic)
    assert {len(read) for read in found} == {len(word)}
    assert len(found) <= 10


def test_a_word_of_nothing_but_signs_for_two_letters_has_few_readings():
    assert len(readings("1" * 50 + "a" * 50, "1" * 50 + "a" * 50, False)) == 3


@pytest.mark.parametrize(
    "table",
    ["DRESSED", "READ_AS_LATIN", "READ_AS_CYRILLIC", "LATIN_BY_SIGN", "CYRILLIC_BY_SIGN"],
)
def test_no_table_leads_back_to_where_it_came_from(table):
    pairs = getattr(lookalikes, table)
    assert not set(pairs) & set("".join(pairs.values()))
