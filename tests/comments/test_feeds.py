from datetime import timedelta

import pytest
from django.utils import timezone

from blog.models import Article
from comments.models import Tally
from tests.feeds import read_feed, read_json_feed
from tests.make import make_article, make_comment
from tests.wsgi import ask_the_site

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    return make_article("The summit")


@pytest.mark.parametrize(("format_", "version"), [("", "rss20"), ("atom/", "atom10")])
def test_the_feed_of_all_comments_holds_them_whole(client, article, format_, version):
    comment = make_comment(article, "5 < 6\n\n<b>so</b> https://x.tj", name="Мадина")
    feed = read_feed(client, f"/comments/feed/{format_}")
    assert feed.version == version
    (entry,) = feed.entries
    assert entry.title == "Мадина on “The summit”"
    assert entry.author == "Мадина"
    assert entry.link == f"http://testserver/comments/{comment.pk}/"
    assert entry.id == comment.guid
    assert "<b>so</b>" in entry.content[0].value
    assert "5 &lt; 6" in entry.content[0].value


@pytest.mark.parametrize("format_", ["", "atom/"])
def test_an_article_has_a_feed_of_its_own_comments(client, article, format_):
    make_comment(article, "Here")
    make_comment(make_article(), "Elsewhere")
    feed = read_feed(client, f"{article.get_absolute_url()}feed/{format_}")
    assert feed.feed.title == "Comments on “The summit”"
    assert feed.feed.link == f"http://testserver{article.get_absolute_url()}"
    assert [entry.title for entry in feed.entries] == ["Farrukh"]


def test_json_feeds_hold_the_same(client, article):
    comment = make_comment(article, "Here")
    for address in ("/comments/feed/json/", f"{article.get_absolute_url()}feed/json/"):
        feed = read_json_feed(client, address)
        assert feed["feed_url"] == f"http://testserver{address}"
        assert feed["items"][0]["id"] == comment.guid
        assert feed["items"][0]["url"] == f"http://testserver/comments/{comment.pk}/"
        assert feed["items"][0]["content_html"] == "<p>Here</p>"


@pytest.mark.parametrize("status", ["held", "spam", "trash"])
def test_a_comment_that_is_not_public_is_in_no_feed(client, article, status):
    make_comment(article, "Hidden words", status=status)
    for format_ in ("", "atom/", "json/"):
        for place in ("/comments/", article.get_absolute_url()):
            assert "Hidden words" not in client.get(f"{place}feed/{format_}").text


def test_the_feed_of_an_article_that_is_not_public_is_not_found(client, article):
    make_comment(article, "Hidden words")
    article.withdraw()
    assert client.get(f"{article.get_absolute_url()}feed/").status_code == 404
    assert "Hidden words" not in client.get("/comments/feed/").text


@pytest.mark.parametrize("change", ["approve", "trash", "withdraw its article"])
def test_a_change_is_told_even_to_who_asks_by_time_alone(client, article, change):
    approved = make_comment(article)
    held = make_comment(article, status="held")
    an_hour_ago = timezone.now() - timedelta(hours=1)
    Tally.objects.update(changed_at=an_hour_ago)
    Article.objects.update(updated_at=an_hour_ago, published_at=an_hour_ago)
    first = ask_the_site("/comments/feed/").headers
    for header, name in (
        ("HTTP_IF_NONE_MATCH", "ETag"),
        ("HTTP_IF_MODIFIED_SINCE", "Last-Modified"),
    ):
        assert ask_the_site("/comments/feed/", **{header: first[name]}).status == 304
    if change == "approve":
        held.approve(by=None)
    elif change == "trash":
        approved.trash(by=None)
    else:
        Article.objects.get().withdraw()
    again = ask_the_site("/comments/feed/", HTTP_IF_MODIFIED_SINCE=first["Last-Modified"])
    assert again.status == 200


def test_the_feed_of_an_article_moves_with_it(client, article):
    make_comment(article)
    answer = client.get(f"/1999/01/{article.slug}/feed/atom/")
    assert answer.status_code == 301
    assert answer["Location"] == f"{article.get_absolute_url()}feed/atom/"


def test_a_comment_approved_late_is_still_new_to_subscribers(client, article, settings):
    settings.COMMENTS_PER_FEED = 1
    late = make_comment(article, "Late", status="held")
    make_comment(article, "Newer")
    late.approve(by=None)
    assert "Late" in client.get("/comments/feed/").text


def test_a_feed_is_of_one_edition(client, article):
    make_comment(article)
    make_comment(make_article(language="fa"), "سلام")
    (entry,) = read_feed(client, "/fa/comments/feed/").entries
    assert "سلام" in entry.content[0].value


def test_a_hostile_name_is_text(client, article):
    make_comment(article, "<script>alert(2)</script>", name="<script>alert(1)</script>")
    feed = read_feed(client, f"{article.get_absolute_url()}feed/")
    assert "<script" not in feed.entries[0].title
    assert "<script" not in feed.entries[0].summary
    atom = read_feed(client, f"{article.get_absolute_url()}feed/atom/")
    assert atom.entries[0].author == "<script>alert(1)</script>"


@pytest.mark.parametrize("many", [1, 10])
def test_a_feed_costs_the_same_however_long(client, article, django_assert_num_queries, many):
    for _ in range(many):
        make_comment(make_article())
    with django_assert_num_queries(5):
        client.get("/comments/feed/")
    with django_assert_num_queries(3):
        client.get(f"{article.get_absolute_url()}feed/")
