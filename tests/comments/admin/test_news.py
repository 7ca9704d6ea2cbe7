from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from comments.models import Discussion, Look
from comments.second_thoughts.revise import revise
from tests.make import make_comment, make_reader_reports, vanish

pytestmark = pytest.mark.django_db

LIST = "/admin/comments/comment/"


def news(client: Client, *comments, **asked) -> dict:
    cards = ",".join(f"{pk}:{seen}" for pk, seen in comments)
    return client.get(f"{LIST}news/", {"cards": cards} | asked).json()


def seen(comment) -> tuple[int, int]:
    return comment.pk, comment.last_decision().pk


def test_an_open_desk_hears_what_colleagues_decided(script, zarina, article):
    mine, theirs = (make_comment(article, status="held") for _ in range(2))
    known = [seen(mine), seen(theirs)]
    decision = theirs.trash(by=zarina)
    found = news(script, *known)
    assert set(found["decided"]) == {str(theirs.pk)}
    told = found["decided"][str(theirs.pk)]
    assert "Zarina Karimova" in told["text"]
    assert (told["status"], told["seen"]) == ("trash", decision.pk)
    assert found["counts"]["held"] == "1"
    assert news(script, seen(mine), seen(theirs))["decided"] == {}


def test_a_look_is_told_to_others_for_two_minutes(script, moderator, nigora, zarina, article):
    comment = make_comment(article, status="held")
    colleague = Client()
    colleague.force_login(zarina)
    assert colleague.post(f"{LIST}{comment.pk}/look/").json() == {"others": ""}
    assert news(script, seen(comment))["looks"] == {str(comment.pk): "Zarina Karimova"}
    assert script.post(f"{LIST}{comment.pk}/look/").json() == {"others": "Zarina Karimova"}
    assert news(colleague, seen(comment))["looks"] == {str(comment.pk): "nigora"}
    Look.objects.update(at=timezone.now() - timedelta(minutes=2, seconds=1))
    assert news(script, seen(comment))["looks"] == {}


def test_looking_forbids_nothing(script, zarina, article):
    comment = make_comment(article, status="held")
    Look.begin(comment.pk, zarina)
    sent = {"decide": f"approve:{comment.pk}"}
    assert script.post(f"{LIST}decide/", sent).status_code == 200


def test_what_is_gone_is_told_and_has_no_look(script, article):
    comment = make_comment(article, status="held")
    known = seen(comment)
    vanish(comment)
    assert news(script, known)["gone"] == {str(comment.pk): "1 comment is no longer here."}
    assert script.post(f"{LIST}{comment.pk}/look/").status_code == 404


def test_settled_reports_are_told_where_they_are_shown(script, zarina, article):
    comment = make_comment(article)
    comment.report(zarina, "spam")
    assert news(script, seen(comment), tab="reported")["settled"] == {}
    comment.settle_reports(zarina)
    told = news(script, seen(comment), tab="reported")["settled"][str(comment.pk)]
    assert "Zarina Karimova" in told
    assert "settled" not in news(script, seen(comment), tab="approved")


def test_a_report_since_is_told_with_the_card(script, zarina, nigora, article):
    comment, other = make_comment(article), make_comment(article)
    for reported in (comment, other):
        reported.report(zarina, "spam")
    known = ",".join(f"{one.pk}:{one.reports.get().pk}" for one in (comment, other))
    asked = {"tab": "reported", "reports": known}
    assert news(script, seen(comment), seen(other), **asked)["again"] == {}
    comment.report(nigora, "personal", "His address!")
    again = news(script, seen(comment), seen(other), **asked)["again"]
    assert list(again) == [str(comment.pk)]
    assert "His address!" in again[str(comment.pk)]


@pytest.mark.parametrize(
    ("asked", "more"),
    [({}, True), ({"tab": "spam"}, False), ({"q": "said"}, False), ({"age": "day"}, False)],
)
def test_the_desk_hears_of_more_than_it_shows(script, article, asked, more):
    shown = make_comment(article, status="held")
    make_comment(article, status="held")
    assert news(script, seen(shown), **asked)["more"] is more


@pytest.mark.parametrize("cards", ["", "x", "1:", ":", "1:2:3", "\0", "9" * 3000, "0:0"])
def test_whatever_is_asked_for_is_answered(script, cards):
    answer = script.get(f"{LIST}news/", {"cards": cards})
    assert answer.status_code == 200
    assert answer.json()["decided"] == {}
    assert "no-store" in answer["Cache-Control"]


def test_the_token_of_the_news_is_good_for_the_next_decision(nigora, article):
    client = Client(enforce_csrf_checks=True, headers={"Accept": "application/json"})
    client.force_login(nigora)
    comment = make_comment(article, status="held")
    sent = {"decide": f"approve:{comment.pk}", "csrfmiddlewaretoken": news(client)["token"]}
    assert client.post(f"{LIST}decide/", sent).status_code == 200


def test_the_news_cost_the_same_however_many(script, zarina, article, django_assert_num_queries):
    comments = [make_comment(article, status="held") for _ in range(30)]
    known = [seen(comment) for comment in comments]
    for comment in comments:
        comment.trash(by=zarina)
        Look.begin(comment.pk, zarina)
    with django_assert_num_queries(7):
        assert len(news(script, *known)["decided"]) == 30


def test_readers_reports_that_do_not_weigh_enough_are_no_news(script, zarina, article):
    comment = make_comment(article)
    comment.report(zarina, "spam")
    comment.settle_reports(zarina)
    make_reader_reports(comment, "Rude")
    found = news(script, seen(comment), tab="reported", reports=f"{comment.pk}:1")
    assert "Zarina Karimova" in found["settled"][str(comment.pk)]
    assert found["again"] == {}


def test_an_open_desk_is_given_the_card_that_its_author_changed(script, zarina, article):
    comment = make_comment(article, "Well sad.", status="held")
    known = seen(comment)
    assert news(script, known)["again"] == {}
    revise(comment, "Something else!", Discussion.current())
    found = news(script, known)
    assert found["decided"][str(comment.pk)]["status"] == "held"
    assert "Something else!" in found["again"][str(comment.pk)]
    comment.undo(comment.trash(zarina).pk, zarina)
    assert "Something else!" in news(script, known)["again"][str(comment.pk)]
    assert news(script, seen(comment))["again"] == {}
