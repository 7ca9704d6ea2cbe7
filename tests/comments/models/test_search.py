from collections.abc import Iterator

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comments.models import Comment
from comments.models.search import (
    CommentEntry,
    comments_found,
    comments_like,
    words_and_marks,
)
from tests.make import make_article, make_comment, make_reason
from tests.once import made_once

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("two")]


def found(typed: str, at_most: int = 100, **asked: str) -> list[int]:
    return comments_found(typed, at_most, **asked)[0]


@pytest.fixture(scope="module")
def two(django_db_setup, django_db_blocker) -> Iterator[tuple[int, int]]:
    with made_once(django_db_blocker):
        yield make_two()


def make_two() -> tuple[int, int]:
    comment = make_comment(
        make_article("Саммит дар Душанбе"),
        "Ташаккур барои хабар! See <b>bold</b> at https://news.example.com/page?id=7, don't miss.",
        name="Мадина Ҳакимова",
        email="Madina.H@example.org",
        ip="203.0.113.9",
        status="held",
    )

    other = make_comment(make_article("Else"), "No.", name="No", email="n@n.tj", ip="2001:db8::7")
    return comment.pk, other.pk


@pytest.fixture
def comment(two) -> Comment:
    return Comment.objects.get(pk=two[0])


@pytest.fixture
def other(two) -> Comment:
    return Comment.objects.get(pk=two[1])


@pytest.mark.parametrize(
    "typed",
    [
        "ташаккур",
        "ТАШ",
        "хабар барои",
        "хабар  ташаккур\tбарои",
        '"барои хабар"',
        "bold",
        "don't",
        "https://news.example.com/page?id=7",
        "news.example.com",
        "мадина",
        "хаким",
        "Ҳакимова ташаккур",
        "madina.h@example.org",
        "MADINA.H@EXAMPLE.ORG",
        "madina",
        "@example.org",
        "203.0.113.9",
        "203.0.113.",
        "203.0.113",
        "203.0",
        "203.",
        "саммит",
        "душанбе",
        "душанбе хабар мадина 203.0.113.9",
        "дар душанбе",
        '"дар Душанбе"',
    ],
)
def test_a_comment_is_found_by(comment, other, typed):
    assert found(typed) == [comment.pk]


@pytest.mark.parametrize(
    "typed",
    [
        "бароихабар",
        "аккур",
        "та",
        "ташаккур else",
        '"хабар барои"',
        '"барои хаб"',
        "203.0.11",
        "03.0.113.9",
        "203.0.113.90",
        "3.9",
        "madina@example.org",
        '"miss мадина"',
        '"хакимова madina"',
        "held",
        "_status:held",
        "status:held",
        "_ip:203.0.113.9",
        "href",
        "*",
        '"',
        "!?",
    ],
)
def test_a_comment_is_not_found_by(comment, other, typed):
    assert comment.pk not in found(typed)


@pytest.mark.parametrize(
    ("ip", "typed", "there"),
    [
        ("2001:db8::7", "2001:db8::7", True),
        ("2001:db8::7", "2001:0DB8:0:0::7", True),
        ("2001:db8::7", "[2001:db8::7]", True),
        ("2001:db8::7", "2001:db8", True),
        ("2001:db8::7", "2001:db8:", True),
        ("2001:db8::7", "2001:db8::", False),
        ("2001:db8:0:5::7", "2001:db8:0:5:", True),
        ("2001:db8:0:50::7", "2001:db8:0:5:", False),
        ("2001:db8::7", "2001:d", False),
        ("10.1.2.3", "10.1.", True),
        ("10.11.2.3", "10.1.", False),
        ("110.1.2.3", "10.1.", False),
    ],
)
def test_an_address_is_found_whole_or_by_its_network(ip, typed, there):
    comment = make_comment(make_article(), ip=ip)
    assert (comment.pk in found(typed)) is there


@pytest.mark.parametrize(
    "typed",
    [
        "x" * 10_000,
        "слово " * 2_000,
        "a.b" * 3_000,
        '"' * 9_999,
        "\x00",
        "\ud800",
        "(((((",
        "NEAR(a b)",
        "a AND OR NOT",
        "* ^ - + { } : ~",
        "'; DROP TABLE comments_comment; --",
        "%_\\",
        "1.2.3.4.5.6",
        "999.999.999.999",
        "::::::",
        "::",
        "1:2:3:4:5:6:7:8:9",
        "fe80::1%eth0",
        "@",
        "a@b@c",
        "﷽" * 100,
        "👩‍👩‍👧 🏴󠁧󠁢󠁷󠁬󠁳󠁿",
        "\u202eabc",
    ],
)
def test_whatever_is_typed_has_a_result(comment, typed):
    assert found(typed) == []


def test_only_the_newest_articles_of_a_title_are_asked(monkeypatch):
    monkeypatch.setattr("comments.models.search._MOST_ARTICLES", 2)
    comments = [make_comment(make_article("The summit"), "Yes.") for _ in range(3)]
    assert found("summit") == [comments[2].pk, comments[1].pk]


def test_a_comment_of_no_words_is_found_by_its_author(other):
    smiley = make_comment(make_article(), "👍", name="Nigora", email="x@x.tj")
    assert found("nigora") == [smiley.pk]


def test_the_longest_comment_is_found_by_its_first_word(other):
    words = " ".join(f"word{number}" for number in range(8_000))
    comment = make_comment(make_article(), words[:65_525])
    assert found("word0 word77 word5000") == [comment.pk]


def test_status_and_rule_are_part_of_the_question(comment, other):
    make_reason(comment, "links")
    spam = make_comment(comment.article, "Ташаккур", status="spam")
    make_reason(spam, "first_time")
    assert found("ташаккур", status="held") == [comment.pk]
    assert found("ташаккур", rule="first_time") == [spam.pk]
    assert found("", rule="links", status="held") == [comment.pk]
    assert found("", rule="links", status="spam") == []
    assert found("", status="spam") == [spam.pk]
    assert found("ташаккур", status='held" OR "x') == []
    assert found("", rule="' | 'x") == []


def test_newest_first_and_no_more_than_asked_for(comment):
    later = [make_comment(comment.article, "Ташаккур").pk for _ in range(5)]
    assert found("ташаккур", 3) == later[:1:-1]


def test_a_new_comment_is_found_at_once_and_costs_one_statement():
    article = make_article()
    comment = make_comment(article, "Ташаккур")
    with CaptureQueriesContext(connection) as queries:
        CommentEntry.take_in(comment, {"links"})
    assert len(queries) == 1
    assert found("ташаккур", rule="links") == [comment.pk]


def test_what_is_erased_is_in_no_index_any_more(comment, other):
    comment.name, comment.email, comment.ip = "…", "erased@invalid.invalid", None
    comment.write("…")
    CommentEntry.keep(comment)
    for typed in ("мадина", "madina", "example.org", "203.0.113.9", "203.", "ташаккур"):
        assert found(typed) == []
    assert found("erased@invalid.invalid") == [comment.pk]
    assert "madina" not in str(
        CommentEntry.objects.values_list("tokens", flat=True).get(pk=comment.pk)
    )


def test_the_number_of_questions_does_not_grow_with_the_site(comment, other):
    for _ in range(30):
        make_comment(comment.article, "Ташаккур барои хабар")
    with CaptureQueriesContext(connection) as queries:
        assert len(found("ташаккур хабар")) == 31
    # The articles of each word, then the comments. PostgreSQL is asked for the last id and
    # told how to plan before each and not to any more after; its steps go back in tens.
    assert len(queries) <= (3 if connection.vendor == "sqlite" else 3 * 6)


LONG = "Our shop beside the bazaar sells the best telephones in town at half the price"


def test_comments_that_bear_a_mark_of_likeness_are_found_newest_first(comment):
    pks = [make_comment(comment.article, f"{LONG} {word}").pk for word in ("once", "twice")]
    make_comment(comment.article, "Ташаккур барои хабар")
    _words, likeness = words_and_marks(LONG)
    with CaptureQueriesContext(connection) as queries:
        assert comments_like(likeness) == pks[::-1]
    assert len(queries) == 1
    assert comments_like(likeness, at_most=1) == pks[1:]
    assert comments_like(["like:00000000"]) == comments_like([]) == []


def test_nobody_finds_marks_of_likeness_by_typing(comment):
    make_comment(comment.article, LONG)
    for like in words_and_marks(LONG)[1]:
        assert found(like) == found(f"_{like}") == []


def test_what_is_erased_bears_no_mark_of_likeness_any_more(comment):
    comment.write(LONG)
    CommentEntry.keep(comment)
    likeness = words_and_marks(LONG)[1]
    assert comments_like(likeness) == [comment.pk]
    comment.write("…")
    CommentEntry.keep(comment)
    assert comments_like(likeness) == []
