import pytest

from blog.ids import as_id


@pytest.mark.parametrize(("text", "number"), [("1", 1), ("007", 7), ("9" * 18, 10**18 - 1)])
def test_an_id_is_its_number(text, number):
    assert as_id(text) == number


@pytest.mark.parametrize(
    "text", ["", "0", "-1", "+1", " 1", "1\n", "1.0", "1_0", "9" * 19, "\u0661", "x"]
)
def test_anything_else_is_no_row(text):
    assert as_id(text) == 0
