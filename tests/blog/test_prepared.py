from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.db.models import Max
from django.utils import timezone

from blog.models import Article
from blog.prepared import Prepared, first_values, insert, next_id
from comments.models import Comment, Decision
from tests.make import make_article, make_category, make_comment

pytestmark = pytest.mark.django_db

by_slug = Prepared(
    lambda slug, now: Article.objects.public(now).filter(slug=slug).select_related("category")
)
titles = Prepared(
    lambda title: Article.objects.filter(title=title).order_by("pk").values_list("pk", "title")
)
ids = Prepared(
    lambda after: (
        Article.objects.filter(published_at__gt=after).order_by("pk").values_list("pk", flat=True)
    )
)


def test_instances_come_with_what_was_selected_and_in_one_query(django_assert_num_queries):
    article = make_article(category=make_category("Asia"))
    now = timezone.now()
    for _ in range(2):
        with django_assert_num_queries(1):
            (found,) = by_slug(slug=article.slug, now=now)
            assert found.category.name == "Asia"
        assert found == article
        assert found.published_at == article.published_at


def test_each_call_has_values_of_its_own():
    first, second = make_article("First"), make_article("Second")
    assert titles(title="First") == [(first.pk, "First")]
    assert titles(title="Second") == [(second.pk, "Second")]
    assert titles(title="100 % of ' and \" and \\") == []


def test_times_are_compared_to_the_microsecond():
    article = make_article(published_at=timezone.now())
    assert ids(after=article.published_at) == []
    assert ids(after=article.published_at - timedelta(microseconds=1)) == [article.pk]


def test_uuids_are_found():
    key = uuid4()
    comment = make_comment(make_article(), browser_key=key)
    by_key = Prepared(lambda key: Comment.objects.filter(browser_key=key))
    assert by_key(key=key) == [comment]
    assert by_key(key=uuid4()) == []


def test_a_time_that_an_expression_gives_is_a_time_too():
    article = make_article(published_at=timezone.now())
    latest = Prepared(
        lambda pk: (
            Article.objects.filter(pk=pk)
            .values("pk")
            .annotate(last=Max("published_at"))
            .values_list("last", "created_at")
        )
    )
    article.refresh_from_db()
    assert latest(pk=article.pk) == [(article.published_at, article.created_at)]


def test_an_id_is_taken_above_all_that_were_given_and_all_that_are_there():
    article = make_article()
    first = make_comment(article)
    assert next_id(Comment) > first.pk
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:  # as after copying a table by hand
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = 'comments_comment'")
    second, third = make_comment(article), make_comment(article)
    assert third.pk > second.pk > first.pk


def test_the_same_slot_may_stand_in_several_places():
    article = make_article(slug="twice", title="twice")
    make_article(slug="twice-2", title="twice")
    both = Prepared(lambda word: Article.objects.filter(title=word, slug=word))
    assert both(word="twice") == [article]


def test_several_questions_are_one_statement_and_each_has_its_answer(django_assert_num_queries):
    now = timezone.now()
    article = make_article("First", published_at=now)
    published = Prepared(
        lambda title: Article.objects.filter(title=title).values_list("published_at", flat=True)[
            :1
        ]
    )
    with django_assert_num_queries(1):
        found = first_values(
            (published, {"title": "First"}),
            (ids, {"after": now - timedelta(days=1)}),
            (published, {"title": "Nowhere"}),
        )
    assert found == [now, article.pk, None]


def test_a_missing_value_is_an_error():
    with pytest.raises(KeyError):
        titles()


def test_an_inserted_row_is_as_if_it_was_saved():
    article = make_article()
    comment = make_comment(article)
    decision = Decision(comment=comment, to_status="approved", why="'; DROP TABLE")
    insert(decision)
    assert decision.pk
    assert not decision._state.adding
    stored = Decision.objects.get(pk=decision.pk)
    assert (stored.why, stored.comment) == ("'; DROP TABLE", comment)
    assert stored.made_at == decision.made_at


def test_an_insert_is_one_statement(django_assert_num_queries):
    comment = make_comment(make_article())
    with django_assert_num_queries(1) as asked:
        insert(Decision(comment=comment, to_status="held"))
    assert connection.ops.quote_name("comments_decision") in asked[0]["sql"]
