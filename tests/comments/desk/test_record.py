from datetime import timedelta

import pytest
from django.utils import timezone

from comments.desk import record
from comments.desk.record import Record, records
from tests.make import make_article, make_comment

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    return make_article()


def record_of(comment) -> Record:
    return records([comment])[comment.pk]


def test_an_address_is_known_for_what_became_of_its_comments_however_it_is_written(article):
    comment = make_comment(article, status="held", email="Z@example.org")
    for status in ("approved", "approved", "spam", "trash"):
        make_comment(article, status=status, email="z@EXAMPLE.org")
    make_comment(article, status="spam", email="other@example.org")
    found = record_of(comment)
    assert (found.approved, found.removed) == (2, 2)


def test_the_first_time_is_exact_however_many_followed(article, monkeypatch):
    monkeypatch.setattr(record, "MOST", 2)
    first = timezone.now() - timedelta(days=900)
    make_comment(article, created_at=first)
    comment = [make_comment(article) for _ in range(3)][-1]
    found = record_of(comment)
    assert found.first_seen == first
    assert (found.approved, found.has_more) == (2, True)


def test_names_are_those_of_the_email_and_of_the_ip_address(article):
    comment = make_comment(article, name="Zarina", email="z@example.org", ip="203.0.113.9")
    make_comment(article, name="zarina", email="z@example.org")
    make_comment(article, name="Nigora", email="z@example.org")
    make_comment(article, name="Rustam", email="r@example.org", ip="203.0.113.9")
    make_comment(article, name="Else", email="e@example.org", ip="203.0.113.10")
    assert set(record_of(comment).other_names(than="Zarina")) == {"Nigora", "Rustam"}
    assert record_of(comment).approved == 3  # the other person's is not counted


@pytest.mark.parametrize(
    ("email", "ip"), [("", None), ("", "203.0.113.9"), ("z@example.org", None)]
)
def test_what_is_unknown_is_equal_to_nothing(article, email, ip):
    make_comment(article, name="Another", email="", ip=None)
    comment = make_comment(article, name="Zarina", email=email, ip=ip)
    assert record_of(comment).other_names(than="Zarina") == []


def test_the_records_of_any_number_of_people_are_found(article, monkeypatch):
    monkeypatch.setattr(record, "_AT_ONCE", 4)
    comments = [
        make_comment(article, name=f"Reader {one}", email=f"{one}@example.org", ip=f"::{one}")
        for one in range(1, 6)
    ]
    found = records(comments)
    assert [found[comment.pk].approved for comment in comments] == [1] * 5


def test_the_records_of_a_page_are_one_query(article, django_assert_num_queries):
    comments = [
        make_comment(article, email=f"{number}@example.org", ip=f"203.0.113.{number}")
        for number in range(25)
    ]
    with django_assert_num_queries(1):
        found = records(comments)
    assert [found[comment.pk].approved for comment in comments] == [1] * 25


def test_no_comments_have_no_records(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert records([]) == {}
