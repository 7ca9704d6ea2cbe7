import random
from contextlib import suppress

import pytest

from comments.models import AlreadyDecided, Comment, Tally
from tests.make import make_article, make_comment

pytestmark = pytest.mark.django_db


def test_the_count_is_exact_whatever_is_decided_in_whatever_order():
    article = make_article()
    chance = random.Random(1)
    comments = [make_comment(article, status="held") for _ in range(6)]
    comments += [make_comment(article, status="held", parent=comments[0]) for _ in range(6)]
    for _ in range(60):
        verb = chance.choice(["approve", "hold", "mark_spam", "trash"])
        with suppress(AlreadyDecided):
            getattr(chance.choice(comments), verb)(by=None)
        approved = Comment.objects.filter(status="approved")
        tally = Tally.of(article.pk)
        assert tally.comments == approved.count()
        for status in ("held", "spam", "trash"):
            assert getattr(tally, status) == Comment.objects.filter(status=status).count()
        threads = {comment.thread_id for comment in approved}
        assert tally.threads == len(threads)
        assert {comment.pk for comment in Comment.objects.heading_threads()} == threads


def test_reading_a_count_counts_nothing(django_assert_num_queries):
    article = make_article()
    make_comment(article)
    with django_assert_num_queries(1) as queries:
        assert Tally.of(article.pk).comments == 1
    assert "COUNT" not in queries.captured_queries[0]["sql"]


def test_the_last_change_moves_when_a_comment_comes_and_when_it_goes():
    article = make_article()
    comment = make_comment(article, status="held")
    Tally.locked_for(article.pk)
    times = [Tally.last_changed("en")]
    comment.mark_spam(by=None)
    assert Tally.last_changed("en") == times[0]
    for verb in ("approve", "trash"):
        getattr(comment, verb)(by=None)
        times.append(Tally.last_changed("en"))
    assert times == sorted(set(times))


def test_the_last_change_of_an_edition_is_no_other_editions():
    make_comment(make_article(language="ru"))
    assert Tally.last_changed("en") is None
    assert Tally.last_changed("ru") == Tally.objects.get().changed_at


def test_the_row_of_an_article_is_made_once_in_its_language():
    article = make_article(language="fa")
    assert Tally.locked_for(article.pk) == Tally.locked_for(article.pk)
    assert Tally.objects.get().language == "fa"


def test_an_article_without_comments_has_none():
    assert Tally.of(make_article().pk).comments == 0
    assert Tally.of_all([make_article().pk]) == {}
