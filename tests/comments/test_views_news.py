"""comments/views.py: what an open page asks for, to tell of new replies."""

from datetime import timedelta

import pytest
from django.core.wsgi import get_wsgi_application
from django.utils import timezone

from pagecache.door import PageCache
from pagecache.log import PurgeLog
from pagecache.store import Store
from tests.make import make_article, make_comment
from tests.wsgi import ask

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    return make_article("The summit")


def latest(client, article) -> list[int]:
    return [pk for pk, _at in client.get(f"/comments/news/{article.pk}/").json()["latest"]]


def test_the_news_of_an_article_are_its_approved_comments_newest_first(client, article):
    now = timezone.now()
    late, early = (
        make_comment(article, approved_at=now - timedelta(minutes=minutes)) for minutes in (1, 9)
    )
    for status in ("held", "spam", "trash"):
        make_comment(article, status=status)
    make_comment(make_article())
    assert latest(client, article) == [late.pk, early.pk]
    [[_pk, at], _early] = client.get(f"/comments/news/{article.pk}/").json()["latest"]
    assert at == late.approved_at.isoformat()


def test_what_was_written_long_ago_and_approved_now_is_news(client, article):
    held = make_comment(article, status="held")
    early = make_comment(article)
    held.approve(by=None)
    assert latest(client, article) == [held.pk, early.pk]


def test_the_news_are_fifty_at_most(client, article):
    comments = [make_comment(article) for _ in range(51)]
    assert latest(client, article) == [comment.pk for comment in comments[:0:-1]]


@pytest.mark.parametrize(("number", "more"), [(0, False), (50, False), (51, True)])
def test_the_news_say_whether_there_are_more(client, article, number, more):
    for _ in range(number):
        make_comment(article)
    assert client.get(f"/comments/news/{article.pk}/").json()["more"] is more


@pytest.mark.parametrize("fields", [{"status": "draft"}, {"status": "withdrawn"}])
def test_there_are_no_news_of_an_article_that_is_not_public(client, fields):
    article = make_article(published_at=timezone.now(), **fields)
    make_comment(article)
    assert client.get(f"/comments/news/{article.pk}/").status_code == 404
    later = make_article(published_at=timezone.now() + timedelta(days=1))
    assert client.get(f"/comments/news/{later.pk}/").status_code == 404
    assert client.get("/comments/news/0/").status_code == 404


def test_the_news_cost_two_queries(client, article, django_assert_num_queries):
    for _ in range(5):
        make_comment(article)
    with django_assert_num_queries(2):
        latest(client, article)


@pytest.mark.django_db(transaction=True)
def test_the_news_are_kept_ready_until_a_comment_is_approved(article):
    make_comment(article)
    held = make_comment(article, status="held")
    asked = []
    application = get_wsgi_application()

    def counted(environ, start_response):
        asked.append(environ["PATH_INFO"])
        return application(environ, start_response)

    log = PurgeLog()
    site = PageCache(counted, Store(64_000_000), log)
    site._pause = 0  # look at each request
    address = f"/comments/news/{article.pk}/"
    first = ask(site, address)
    assert ask(site, address).body == first.body
    assert len(asked) == 1
    held.approve(by=None)
    assert f"[{held.pk}, ".encode() in ask(site, address).body
    assert len(asked) == 2
    log.close()
