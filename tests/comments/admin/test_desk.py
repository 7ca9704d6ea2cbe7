from uuid import uuid4

import pytest
from django.db import connection

from tests.make import make_article, make_comment, make_reason

pytestmark = pytest.mark.django_db

LIST = "/admin/comments/comment/"


def test_the_desk_shows_held_comments_newest_first_with_all_about_them(moderator, article):
    parent = make_comment(article, "The question", name="Rustam")
    make_comment(article, "Older", status="held")
    comment = make_comment(
        article, "The answer", parent=parent, status="held", name="Zarina", email="z@example.org"
    )
    make_reason(comment, message="Too many links.")
    page = moderator.get(LIST).text
    assert page.index("The answer") < page.index("Older")
    for words in ("Zarina", "z@example.org", "The summit", "Rustam", "The question"):
        assert words in page
    assert "Too many links." in page


def test_the_page_of_a_comment_shows_its_reasons_history_and_record(moderator, article):
    comment = make_comment(article, "<b>Bold</b> & 5 < 6", status="held", name="Zarina")
    make_reason(comment, message="Too many.", field="comment", start=3, end=7)
    moderator.post(f"{LIST}{comment.pk}/trash/decide/")
    page = moderator.get(f"{LIST}{comment.pk}/change/").text
    assert "<b>Bold</b> &amp; 5 &lt; 6" in page
    assert "&lt;b&gt;Bold&lt;/b&gt;" in page
    assert "Too many." in page
    assert "nigora" in page
    assert "Approve</button>" in page
    assert 'name="_save"' not in page


def test_nothing_on_the_desk_changes_what_a_reader_wrote(desk, article):
    comment = make_comment(article, status="held")
    address = f"{LIST}{comment.pk}/change/"
    assert desk.post(address, {"source": "Changed", "status": "approved"}).status_code == 403
    assert desk.post(f"{LIST}{comment.pk}/delete/", {"post": "yes"}).status_code == 403
    assert desk.get(f"{LIST}add/").status_code == 403
    comment.refresh_from_db()
    assert (comment.source, comment.status) == ("Well said.", "held")


@pytest.mark.parametrize("asked", ["summit", "zarina", "z@example", "203.0.113.9", "answer"])
def test_comments_are_found_by_text_person_address_and_article(moderator, article, asked):
    make_comment(
        article, "The answer", status="held", name="Zarina", email="z@example.org",
        ip="203.0.113.9",
    )  # fmt: skip
    make_comment(make_article("Else"), "No", status="held", name="No", ip="198.51.100.1")
    page = moderator.get(LIST, {"q": asked}).text
    assert "The answer" in page
    assert ">No</a>" not in page


@pytest.mark.parametrize("many", [1, 20])
def test_the_desk_costs_the_same_however_many(
    moderator, article, django_assert_max_num_queries, many
):
    parent = make_comment(article)
    for _ in range(many):
        comment = make_comment(article, parent=parent, status="held", browser_key=uuid4())
        make_reason(comment)
    with django_assert_max_num_queries(12):
        moderator.get(LIST)
    # PostgreSQL is asked in steps, and told how to plan them.
    with django_assert_max_num_queries(16 if connection.vendor == "sqlite" else 26):
        moderator.get(LIST, {"q": "well said", "rule": "links"})


@pytest.mark.parametrize("typed", ["* ?", '"', "NEAR(a", "x" * 2000, "\x00", "(" * 500, "%"])
def test_whatever_is_typed_into_the_search_the_desk_answers(moderator, article, typed):
    make_comment(article, "The answer", status="held")
    answer = moderator.get(LIST, {"q": typed})
    assert answer.status_code == 200
    assert ("The answer" in answer.text) is (typed == "\x00")  # refused, with the whole list


def test_the_search_stays_inside_the_chosen_status(moderator, article):
    make_comment(article, "The answer", name="Held", status="held")
    make_comment(article, "The answer", name="Approved")
    for status, names in [("held", {"Held"}), ("approved", {"Approved"}), ("spam", set())]:
        page = moderator.get(LIST, {"q": "answer", "status": status}).text
        assert {name for name in ("Held", "Approved") if f"<bdi>{name}</bdi>" in page} == names


def test_a_decision_moves_a_comment_to_where_it_is_found(moderator, article):
    comment = make_comment(article, "The answer", status="held")
    moderator.post(f"{LIST}{comment.pk}/spam/decide/")
    assert "The answer" not in moderator.get(LIST, {"q": "answer"}).text
    assert "The answer" in moderator.get(LIST, {"q": "answer", "status": "spam"}).text


def test_the_record_of_an_address_is_counted_by_status(moderator, article):
    comment = make_comment(article, status="held", email="Z@example.org")
    for status in ("approved", "approved", "spam"):
        make_comment(article, status=status, email="z@EXAMPLE.org")
    make_comment(article, status="trash", email="other@example.org")
    page = moderator.get(f"{LIST}{comment.pk}/change/").text
    assert "Approved: 2, Held: 1, Spam: 1" in page


def test_the_record_of_an_address_that_everybody_types_is_not_counted_to_the_end(
    moderator, article, monkeypatch
):
    monkeypatch.setattr("comments.admin.desk.MOST_COUNTED", 2)
    comment, *_others = [make_comment(article, status="held") for _ in range(4)]
    assert "Held: 2+" in moderator.get(f"{LIST}{comment.pk}/change/").text
