import pytest

from comments.avatar import COLOURS, colour, initial


@pytest.mark.parametrize(
    ("name", "letter"),
    [("madina", "M"), ("Ҷамшед", "Ҷ"), ("«Zarina»", "Z"), ("۱۲", "۱"), ("😀", "😀"), ("", "")],
)
def test_an_avatar_is_the_first_letter_of_the_name(name, letter):
    assert initial(name) == letter


def test_the_colour_depends_on_the_name_alone():
    assert colour("Madina") == colour("MADINA")
    assert {colour(f"Reader {number}") for number in range(200)} == set(range(COLOURS))
