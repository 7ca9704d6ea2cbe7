"""The tokens of articles and comments are tested with their models; this is what they share."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from blog.models import Article
from blog.models.search import ArticleEntry
from blog.search import index
from blog.search.query import Query, understood
from tests.make import make_article

pytestmark = pytest.mark.django_db


def found(typed: str, at_most: int = 10) -> list[int]:
    return ArticleEntry.newest(understood(typed), at_most)


def test_the_highest_ids_come_first_and_no_more_than_asked_for():
    ids = [make_article("The summit").pk for _ in range(30)]
    make_article("Else")
    for at_most in (1, 2, 7, 29, 30, 31, 100):
        assert found("summit", at_most) == ids[: -at_most - 1 : -1]


def test_a_query_without_terms_finds_nothing():
    make_article()
    assert ArticleEntry.newest(Query(()), 10) == []
    assert found("*") == []


def test_an_empty_index_finds_nothing():
    assert found("summit") == []


@pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL is told how to plan")
def test_the_planner_is_left_as_it_was():
    def settings() -> list[str]:
        with connection.cursor() as cursor:
            cursor.execute("SHOW enable_seqscan")
            (scan,) = cursor.fetchone()
            cursor.execute("SHOW cpu_operator_cost")
            return [scan, *cursor.fetchone()]

    make_article("The summit")
    before = settings()
    assert found("summit") != []
    assert settings() == before


def test_what_was_said_before_is_not_found_any_more():
    article = make_article("The summit")
    article.title, article.slug = "The meeting", "the-meeting"
    ArticleEntry.keep(article)
    assert (found("summit"), found("meeting")) == ([], [article.pk])


def test_what_is_deleted_is_not_found_any_more():
    article = make_article("The summit")
    article.delete()
    assert found("summit") == []
    assert not ArticleEntry.objects.exists()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite's index is a second table")
def test_the_index_of_sqlite_equals_its_table_after_every_kind_of_change():
    first, second, _third = (make_article(title) for title in ("One", "Two", "Three"))
    ArticleEntry.keep(first, first)
    second.delete()
    ArticleEntry.objects.filter(pk=first.pk).update(tokens=["other"])
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO blog_articleentry_fts (blog_articleentry_fts, rank) "
            "VALUES ('integrity-check', 1)"
        )
        cursor.execute(
            "CREATE VIRTUAL TABLE temp.vocabulary USING "
            "fts5vocab('main', 'blog_articleentry_fts', 'row')"
        )
        cursor.execute("SELECT term FROM temp.vocabulary")
        terms = {term for (term,) in cursor}
        cursor.execute("DROP TABLE temp.vocabulary")
    assert {"other", "three"} <= terms
    assert not {"one", "two"} & terms


def test_rows_without_an_entry_are_indexed_in_batches(monkeypatch):
    monkeypatch.setattr(index, "_AT_ONCE", 2)
    articles = [make_article("The summit") for _ in range(5)]
    kept = articles[3]
    ArticleEntry.objects.exclude(pk=kept.pk).delete()
    assert list(ArticleEntry.index_rows()) == [2, 2]
    assert len(found("summit")) == 5
    assert list(ArticleEntry.index_rows()) == []


def test_every_row_is_indexed_anew_when_asked():
    article = make_article("The summit")
    Article.objects.filter(pk=article.pk).update(title="The meeting")
    assert list(ArticleEntry.index_rows()) == []
    assert list(ArticleEntry.index_rows(anew=True)) == [1]
    assert found("meeting") == [article.pk]


def test_an_interrupted_run_goes_on_where_it_was(monkeypatch):
    monkeypatch.setattr(index, "_AT_ONCE", 2)
    for _ in range(5):
        make_article("The summit")
    ArticleEntry.objects.all().delete()
    next(ArticleEntry.index_rows())
    assert len(found("summit")) == 2
    assert sum(ArticleEntry.index_rows()) == 3


def test_keeping_a_row_is_one_statement_beside_its_authors():
    article = make_article("The summit")
    with CaptureQueriesContext(connection) as queries:
        ArticleEntry.keep(article)
    assert len(queries) == 2


@pytest.mark.django_db(transaction=True)
def test_compacting_leaves_nothing_of_what_was_removed():
    article = make_article("Zqxvword summit")
    for number in range(20):
        make_article(f"Number {number}")
    article.title, article.slug = "The meeting", "the-meeting"
    ArticleEntry.keep(article)
    ArticleEntry.compact()
    assert found("meeting") == [article.pk]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT block FROM blog_articleentry_fts_data")
            assert not any(b"zqxvword" in block for (block,) in cursor)
