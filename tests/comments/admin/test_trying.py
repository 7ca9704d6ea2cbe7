import pytest
from django.apps import apps

from comments.models import Term
from tests.make import make_article, make_comment, make_staff, make_term

pytestmark = pytest.mark.django_db

ADD = "/admin/comments/term/add/"

TERM = {
    "text": "viagra",
    "kind": "word",
    "outcome": "hold",
    "in_comment": "on",
    "note": "Pills",
    "_try": "1",
}


def stored() -> list:
    """Every row of every table; the session aside, which the request itself keeps alive."""
    return [
        sorted(map(repr, model._base_manager.values_list()))
        for model in apps.get_models()
        if model._meta.label != "sessions.Session"
    ]


@pytest.fixture
def lister(client):
    client.force_login(make_staff("Moderator"))
    return client


@pytest.fixture
def comments():
    article = make_article()
    text, name = "Buy v1agra <b>now</b>", '<i>"Zarina"</i>'
    statuses = ("approved", "approved", "spam")
    found = [make_comment(article, text, status=status, name=name) for status in statuses]
    return [*found, make_comment(article)]


def test_a_new_term_is_tried_and_nothing_is_saved(lister, comments):
    before = stored()
    page = lister.post(ADD, TERM).text
    assert "Would have stopped 3 of the last 4 comments." in page
    assert "2 of them are approved now." in page
    assert "The newest 3 of them" in page
    assert page.count("Buy v1agra &lt;b&gt;now&lt;/b&gt;") == 3
    assert "<i>" not in page
    assert f"/admin/comments/comment/{comments[0].pk}/change/" in page
    assert "Nothing was saved or changed." in page
    assert stored() == before


def test_what_was_typed_stays_in_the_form_and_can_be_saved(lister, comments):
    page = lister.post(ADD, TERM | {"outcome": "disallow", "language": "tg"})
    shown = page.context["adminform"].form
    assert {name: shown[name].value() for name in ("text", "outcome", "language", "note")} == {
        "text": "viagra",
        "outcome": "disallow",
        "language": "tg",
        "note": "Pills",
    }
    assert "Please correct" not in page.text
    assert "Would have stopped 0 of the last 4 comments." in page.text
    saved = {name: value for name, value in TERM.items() if name != "_try"}
    lister.post(ADD, saved)
    assert Term.objects.get().text == "viagra"


def test_a_stored_term_is_tried_as_it_was_typed(lister, comments):
    term = make_term("casino")
    before = stored()
    page = lister.post(f"/admin/comments/term/{term.pk}/change/", TERM).text
    assert "Would have stopped 3 of the last 4 comments." in page
    assert stored() == before


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"text": "x" * 10_000}, "at most 200 characters"),
        ({"text": "..."}, "no letter or digit"),
        ({"text": ""}, "This field is required."),
        ({"text": "free money"}, "These are several words"),
        ({"in_comment": ""}, "Choose at least one field"),
        ({"text": "casino"}, "This term is listed already."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_tried(lister, comments, typed, said):
    make_term("casino")
    page = lister.post(ADD, {name: value for name, value in (TERM | typed).items() if value}).text
    assert said in page
    assert "Would have stopped" not in page


def test_without_comments_it_is_said_that_there_are_none(lister):
    assert "There are no comments yet on which to try it." in lister.post(ADD, TERM).text


def test_a_get_tries_nothing(lister, comments):
    page = lister.get(ADD, TERM).text
    assert "Would have stopped" not in page
    assert "Try without saving" in page


def test_who_may_only_see_terms_tries_none(client, comments):
    client.force_login(make_staff("Editor"))
    address = f"/admin/comments/term/{make_term('casino').pk}/change/"
    assert "Try without saving" not in client.get(address).text
    assert client.post(address, TERM).status_code == 403
    assert client.post(ADD, TERM).status_code == 403


def test_a_term_that_is_gone_is_not_tried(lister):
    answer = lister.post("/admin/comments/term/999/change/", TERM, follow=True)
    assert "doesn’t exist" in answer.text


def test_trying_is_as_many_queries_for_many_comments_as_for_one(lister, django_assert_num_queries):
    article = make_article()
    lister.post(ADD, TERM)  # keeps the content types in memory
    for number in (1, 30):
        for _ in range(number):
            make_comment(article, "Buy viagra now")
        with django_assert_num_queries(8):
            assert "Would have stopped" in lister.post(ADD, TERM).text
