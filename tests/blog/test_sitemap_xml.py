from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from blog.sitemaps import IDS_PER_FILE, file_number
from tests.make import make_article
from tests.sitemaps import NAMESPACES, listed, read_sitemap

pytestmark = pytest.mark.django_db


def test_an_article_says_when_it_changed_to_the_second(client):
    article = make_article(published_at=datetime(2025, 6, 18, 12, tzinfo=UTC))
    document = read_sitemap(client, f"/sitemap-articles-{file_number(article.pk)}.xml")
    (changed,) = document.iterfind("url/lastmod", NAMESPACES)
    assert parse_datetime(changed.text or "") == article.updated_at.replace(microsecond=0)


def test_addresses_are_of_the_site_whatever_the_host_says(client, settings):
    article = make_article()
    settings.SITE_URL = "https://news.example"
    file = f"/sitemap-articles-{file_number(article.pk)}.xml"
    for address in ("/sitemap.xml", "/sitemap-home.xml", file, "/sitemap-news.xml"):
        said = client.get(address, headers={"Host": "localhost"}).text
        assert "<loc>https://news.example/" in said
        assert "localhost" not in said
        assert "testserver" not in said


def test_no_file_is_longer_than_the_protocol_allows():
    assert IDS_PER_FILE <= 50_000
    # The longest address of all: a category five deep, in an edition with a prefix.
    longest = 100 + len("/ru/category/") + (200 + 1) * 5
    assert longest <= 2048
    assert IDS_PER_FILE * (longest + 100) < 50_000_000


def test_news_name_the_publication_the_time_and_the_title_as_it_is_read(client, settings):
    settings.SITE_NAME = "Javob & <sons>"
    now = timezone.now()
    older = make_article(
        "Five < six & “seven”", published_at=now - timedelta(hours=2), language="tg"
    )
    newer = make_article("A\x01b\x1b", published_at=now - timedelta(hours=1))
    document = read_sitemap(client, "/sitemap-news.xml")
    assert listed(client, "/sitemap-news.xml") == [
        newer.get_absolute_url(),
        older.get_absolute_url(),
    ]
    first, second = document.iterfind("url/news:news", NAMESPACES)
    for news, language, title, article in (
        (first, "en", "A␁b␛", newer),
        (second, "tg", "Five < six & “seven”", older),
    ):
        assert news.findtext("news:publication/news:name", "", NAMESPACES) == "Javob & <sons>"
        assert news.findtext("news:publication/news:language", "", NAMESPACES) == language
        assert news.findtext("news:title", "", NAMESPACES) == title
        date = parse_datetime(news.findtext("news:publication_date", "", NAMESPACES))
        assert date == article.published_at.replace(microsecond=0)
