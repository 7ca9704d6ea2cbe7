from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from django.utils.http import http_date

from blog.models import Article
from tests.feeds import read_feed, read_json_feed
from tests.make import make_article, make_author, make_category, make_tag
from tests.wsgi import ask_the_site

pytestmark = pytest.mark.django_db

JUNE = datetime(2025, 6, 18, 12, tzinfo=UTC)
PLACES = ["/", "/category/asia/", "/tag/summit/", "/author/zarina-karimova/"]


@pytest.fixture
def article():
    return make_article(
        "The “summit” & 5 < 6",
        standfirst="In short.",
        body='<p>All of it, <a href="/2025/">with a link</a>.</p>',
        published_at=JUNE,
        category=make_category("Tajikistan", parent=make_category("Asia")),
        tags=[make_tag("summit")],
        authors=[make_author("Zarina Karimova")],
    )


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(("format_", "version"), [("", "rss20"), ("atom/", "atom10")])
def test_a_feed_holds_the_whole_article(client, article, place, format_, version):
    feed = read_feed(client, f"{place}feed/{format_}")
    assert feed.version == version
    assert feed.feed.link == f"http://testserver{place}"
    assert feed.feed.language == "en"
    (entry,) = feed.entries
    assert entry.title.replace("&lt;", "<") == "The “summit” & 5 < 6"
    assert entry.link == f"http://testserver{article.get_absolute_url()}"
    assert entry.id == article.guid
    assert entry.author == "Zarina Karimova"
    assert entry.summary == "In short."
    assert 'href="http://testserver/2025/"' in entry.content[0].value
    assert "All of it" in entry.content[0].value
    assert entry.published_parsed[:3] == (2025, 6, 18)
    assert {tag.term for tag in entry.tags} == {"Tajikistan", "summit"}


@pytest.mark.parametrize("place", PLACES)
def test_a_json_feed_holds_the_same(client, article, place):
    feed = read_json_feed(client, f"{place}feed/json/")
    assert feed["feed_url"] == f"http://testserver{place}feed/json/"
    (item,) = feed["items"]
    assert item["id"] == article.guid
    assert item["title"] == "The “summit” & 5 < 6"
    assert item["url"] == f"http://testserver{article.get_absolute_url()}"
    assert "http://testserver/2025/" in item["content_html"]
    assert item["authors"] == [{"name": "Zarina Karimova"}]
    assert item["date_published"] == "2025-06-18T12:00:00+00:00"


@pytest.mark.parametrize("format_", ["", "atom/", "json/"])
@pytest.mark.parametrize("place", PLACES)
def test_a_feed_shows_nothing_that_is_not_public(client, article, place, format_):
    article.withdraw()
    assert "summit&quot;" not in client.get(f"{place}feed/{format_}").text
    assert article.guid not in client.get(f"{place}feed/{format_}").text


@pytest.mark.parametrize("format_", ["", "atom/", "json/"])
def test_nothing_new_is_answered_with_304_and_no_body(article, format_):
    first = ask_the_site(f"/feed/{format_}").headers
    for header in (
        {"HTTP_IF_NONE_MATCH": first["ETag"]},
        {"HTTP_IF_MODIFIED_SINCE": first["Last-Modified"]},
    ):
        again = ask_the_site(f"/feed/{format_}", **header)
        assert again.status == 304
        assert again.body == b""


@pytest.mark.parametrize("format_", ["", "atom/", "json/"])
def test_an_empty_feed_is_as_stable(format_):
    first = ask_the_site(f"/feed/{format_}")
    again = ask_the_site(f"/feed/{format_}", HTTP_IF_NONE_MATCH=first.headers["ETag"])
    assert again.status == 304


@pytest.mark.parametrize("change", ["new article", "new text", "withdrawal", "due"])
def test_a_change_is_told_even_to_who_asks_by_time_alone(article, change, monkeypatch):
    scheduled = make_article(published_at=timezone.now() + timedelta(hours=1))
    Article.objects.update(updated_at=timezone.now() - timedelta(hours=3))
    first = ask_the_site("/feed/").headers
    if change == "new article":
        make_article()
    elif change == "new text":
        article.body = "<p>Corrected.</p>"
        article.save()
    elif change == "withdrawal":
        article.withdraw()
    else:
        later = scheduled.published_at + timedelta(minutes=1)
        monkeypatch.setattr(timezone, "now", lambda: later)
    again = ask_the_site("/feed/", HTTP_IF_MODIFIED_SINCE=first["Last-Modified"])
    assert again.status == 200
    assert again.headers["ETag"] != first["ETag"]


def test_last_modified_is_when_the_last_change_was(client, article):
    Article.objects.update(updated_at=JUNE + timedelta(days=1))
    assert client.get("/feed/")["Last-Modified"] == http_date(
        (JUNE + timedelta(days=1)).timestamp()
    )


def test_an_id_outlives_the_address(client, article):
    before = read_feed(client, "/feed/").entries[0]
    article.slug = "renamed"
    article.save()
    after = read_feed(client, "/feed/").entries[0]
    assert after.id == before.id
    assert after.link != before.link


def test_a_feed_is_of_one_edition(client, article):
    make_article("Хабар", language="ru")
    assert [entry.title for entry in read_feed(client, "/ru/feed/").entries] == ["Хабар"]
    assert len(read_feed(client, "/feed/").entries) == 1


def test_a_feed_holds_the_newest(client, settings):
    settings.ARTICLES_PER_FEED = 2
    for day in (1, 2, 3):
        make_article(f"Day {day}", published_at=JUNE.replace(day=day))
    titles = [entry.title for entry in read_feed(client, "/feed/").entries]
    assert titles == ["Day 3", "Day 2"]


def test_characters_that_xml_cannot_carry_break_no_feed(client):
    make_article("Bell \x07 and \ufffe", body="<p>Tab\x0b</p>", byline="A\x01")
    assert read_feed(client, "/feed/").entries[0].title == "Bell ␇ and \ufffd"
    read_feed(client, "/feed/atom/")
    read_json_feed(client, "/feed/json/")


@pytest.mark.parametrize("address", ["/category/x/feed/", "/tag/x/feed/", "/author/x/feed/"])
def test_a_feed_of_nothing_is_not_found(client, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("many", [1, 10])
@pytest.mark.parametrize(("place", "queries"), [("/", 6), ("/category/asia/", 7)])
def test_a_feed_costs_the_same_however_long(
    client, article, django_assert_num_queries, place, queries, many
):
    for _ in range(many):
        make_article(category=article.category, tags=article.tags.all())
    with django_assert_num_queries(queries):
        client.get(f"{place}feed/")
