import pytest
from django.contrib.auth import get_user_model

from comments.desk import many_terms
from comments.desk.many_terms import add_terms
from comments.models import Discussion, Term
from tests.make import make_term

pytestmark = pytest.mark.django_db


def test_many_terms_are_listed_at_once_and_those_that_cannot_be_are_given_back():
    by = get_user_model().objects.create_user("nigora")
    make_term("casino")
    before = Discussion.current().lists_version
    text = "viagra\n  Casino \n\nfree money\n...\n" + "x" * 201 + "\nVIAGRA\n"
    added = add_terms(text, Term(outcome="disallow", in_email=False), by)
    assert (added.listed, added.known) == (2, 1)
    assert [line for line, _why in added.wrong] == ["  Casino ", "...", "x" * 201]
    listed = Term.objects.filter(outcome="disallow").order_by("folded")
    assert [(term.text, term.kind, term.in_email) for term in listed] == [
        ("free money", "phrase", False),
        ("viagra", "word", False),
    ]
    assert {term.created_by for term in listed} == {by}
    assert Discussion.current().lists_version != before


@pytest.mark.parametrize(("outcome", "asked"), [("hold", "disallow"), ("disallow", "hold")])
def test_a_term_of_another_outcome_stays_and_its_line_is_given_back(outcome, asked):
    make_term("casino", outcome=outcome)
    added = add_terms("Casino\nviagra", Term(outcome=asked), None)
    assert (added.listed, added.known) == (1, 0)
    assert added.wrong == [("Casino", "This term is listed already, with another outcome.")]
    assert Term.objects.get(text="casino").outcome == outcome


def test_what_a_colleague_lists_meanwhile_is_not_counted_twice(monkeypatch):
    make = many_terms._term

    def slowly(line, like, by):
        if line == "viagra":
            make_term("viagra")
        return make(line, like, by)

    monkeypatch.setattr(many_terms, "_term", slowly)
    added = add_terms("viagra\ncasino", Term(), None)
    assert (added.listed, added.known) == (1, 1)
    assert Term.objects.count() == 2


def test_a_byte_order_mark_belongs_to_no_term():
    add_terms("\ufeffviagra\ncasino", Term(), None)
    assert set(Term.objects.values_list("text", flat=True)) == {"viagra", "casino"}


def test_a_list_of_which_nothing_is_new_is_no_other_version():
    make_term("viagra")
    before = Discussion.current().lists_version
    assert add_terms("viagra\n...", Term(), None).known == 1
    assert Discussion.current().lists_version == before


def test_a_public_list_of_62_000_terms_is_taken_in():
    lines = "\n".join(f"term{number}" for number in range(62_000))
    assert add_terms(lines, Term(), None).listed == 62_000
    assert Term.objects.count() == 62_000
