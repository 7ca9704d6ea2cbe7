import pytest

from comments.second_thoughts.forms import RevisionForm, WithdrawalForm


@pytest.mark.parametrize(("typed", "fits"), [("x" * 65_525, True), ("x" * 65_526, False)])
def test_a_changed_text_is_as_long_as_that_of_a_reply(typed, fits):
    assert RevisionForm({"comment": typed}).is_valid() is fits


def test_the_text_is_taken_as_it_was_typed_with_one_kind_of_line_ends():
    form = RevisionForm({"comment": "  one\r\n\rtwo "})
    assert form.is_valid()
    assert form.cleaned_data["comment"] == "  one\n\ntwo "


def test_what_is_given_back_can_stand_on_a_page():
    form = RevisionForm({"comment": "a\0b"})
    assert not form.is_valid()
    form.give_back()
    assert "a\u2400b" in str(form["comment"])
    assert "autofocus" in str(form["comment"])


@pytest.mark.parametrize(
    "typed", ["", "x", "a@b", "a@example.org\nBcc: b@example.org", "x" * 300 + "@example.org"]
)
def test_what_is_no_address_is_refused(typed):
    assert not WithdrawalForm({"email": typed}).is_valid()
