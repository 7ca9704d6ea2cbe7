import pytest

from comments.reports.form import ReportForm


@pytest.mark.parametrize(
    ("data", "wrong"),
    [
        ({"cause": "insult"}, set()),
        ({"cause": "other", "note": "x" * 1000}, set()),
        ({"cause": "other", "note": "сатр\r\n" * 200}, set()),
        ({}, {"cause"}),
        ({"cause": "rude"}, {"cause"}),
        ({"cause": "in\0sult"}, {"cause"}),
        ({"cause": "insult", "note": "x" * 1001}, {"note"}),
        ({"cause": "insult", "note": "a\0b"}, {"note"}),
        ({"note": "a\0b"}, {"cause", "note"}),
    ],
)
def test_a_report_has_a_cause_from_the_list_and_a_short_note(data, wrong):
    assert set(ReportForm(data).errors) == wrong


@pytest.mark.parametrize(
    ("typed", "kept"), [("  ", ""), ("\u200b", ""), (" One\r\ntwo ", "One\ntwo"), ("<b>", "<b>")]
)
def test_a_note_is_kept_as_it_was_typed_but_for_nothing(typed, kept):
    form = ReportForm({"cause": "insult", "note": typed})
    assert form.is_valid()
    assert form.cleaned_data == {"cause": "insult", "note": kept}


def test_a_refusal_says_only_that_and_keeps_the_note():
    form = ReportForm({"note": "a\0b"})
    form.refuse("Not now.")
    form.give_back()
    assert list(form.errors) == ["__all__"]
    assert form["note"].value() == "a\u2400b"
