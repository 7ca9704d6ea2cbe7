from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from blog import sitemaps
from blog.models import Article
from blog.sitemaps import file_number
from tests.make import make_article, make_category, make_tag
from tests.sitemaps import NAMESPACES, all_pages, files, listed, read_sitemap

pytestmark = pytest.mark.django_db

JUNE = datetime(2025, 6, 18, 12, tzinfo=UTC)
HIDDEN = [
    {"status": "draft"},
    {"status": "withdrawn", "published_at": JUNE},
    {"published_at": timezone.now() + timedelta(hours=1)},
]


def file_of(row, kind: str = "articles") -> str:
    return f"/sitemap-{kind}-{file_number(row.pk)}.xml"


def test_an_empty_site_lists_its_front_page_and_no_news(client):
    assert files(client) == ["/sitemap-home.xml"]
    assert listed(client, "/sitemap-home.xml") == ["/"]
    assert listed(client, "/sitemap-news.xml") == []


def test_everything_public_is_listed_once_in_its_edition(client):
    pages = ["/"]
    for language, prefix in (("en", ""), ("fa", "/fa")):
        asia = make_category("Asia", language=language)
        category = make_category("Tajikistan", language=language, parent=asia)
        tag = make_tag("summit", language=language)
        article = make_article(language=language, category=category, tags=[tag], published_at=JUNE)
        pages += [
            f"{prefix}/category/asia/",
            f"{prefix}/category/asia/tajikistan/",
            f"{prefix}/tag/summit/",
            f"{prefix}/2025/06/{article.slug}/",
        ]
    pages += ["/fa/"]
    assert sorted(all_pages(client)) == sorted(pages)
    for page in pages:
        assert client.get(page).status_code == 200


@pytest.mark.parametrize("fields", HIDDEN, ids=["draft", "withdrawn", "scheduled"])
def test_what_is_not_public_is_not_listed(client, fields):
    hidden = make_article(language="ru", tags=[make_tag(language="ru")], **fields)
    assert all_pages(client) == ["/"]
    assert client.get(file_of(hidden)).status_code == 404
    assert listed(client, "/sitemap-news.xml") == []


def test_a_scheduled_article_is_listed_because_the_clock_passed(client, monkeypatch):
    when = timezone.now() + timedelta(hours=1)
    article = make_article(published_at=when)
    monkeypatch.setattr(timezone, "now", lambda: when)
    assert article.get_absolute_url() in all_pages(client)
    (changed,) = read_sitemap(client, file_of(article)).iterfind("url/lastmod", NAMESPACES)
    assert changed.text == when.isoformat(timespec="seconds")
    assert listed(client, "/sitemap-news.xml") == [article.get_absolute_url()]


def test_a_tag_is_listed_by_an_article_of_its_own_edition_only(client):
    make_article(language="ru", tags=[make_tag("summit", language="en")])
    assert "/tag/summit/" not in all_pages(client)


def test_a_site_in_another_default_language_has_its_prefixes(client, default_language):
    default_language("ru")
    make_article(language="en")
    assert listed(client, "/sitemap-home.xml") == ["/en/", "/"]


def test_many_articles_are_split_and_empty_files_left_out(client, monkeypatch):
    monkeypatch.setattr(sitemaps, "IDS_PER_FILE", 10)
    public = [*range(1, 11), 12, 30, 31, 40, 71]
    shown = {number: make_article(pk=number).get_absolute_url() for number in public}
    for number in (11, 51, 80, 91):
        make_article(pk=number, status="withdrawn")
    pages = {file: listed(client, file) for file in files(client) if "articles" in file}
    assert pages == {
        "/sitemap-articles-1.xml": [shown[number] for number in range(1, 11)],
        "/sitemap-articles-2.xml": [shown[12]],
        "/sitemap-articles-3.xml": [shown[30]],
        "/sitemap-articles-4.xml": [shown[31], shown[40]],
        "/sitemap-articles-8.xml": [shown[71]],
    }
    for number in (5, 6, 7, 9, 10):
        assert client.get(f"/sitemap-articles-{number}.xml").status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/sitemap-articles-0.xml",
        "/sitemap-articles-999999.xml",
        f"/sitemap-articles-{'9' * 30}.xml",
        f"/sitemap-articles-{'9' * 5000}.xml",
        "/sitemap-articles-01.xml",
        "/sitemap-articles--1.xml",
        "/sitemap-articles.xml",
        "/sitemap-comments-1.xml",
        "/sitemap-categories-999.xml",
        "/sitemap-tags-999.xml",
        "/ru/sitemap.xml",
        "/ru/robots.txt",
    ],
)
def test_nonsense_is_not_found(client, address):
    make_article()
    assert client.get(address).status_code == 404


def test_a_number_with_a_zero_before_it_is_no_second_address(client):
    file = file_of(make_article())
    assert client.get(file).status_code == 200
    assert client.get(file.replace("articles-", "articles-0")).status_code == 404


def test_the_news_are_those_of_two_days_in_all_editions_newest_first(client):
    now = timezone.now()
    make_article(published_at=now - timedelta(days=2, minutes=1))
    older = make_article(published_at=now - timedelta(days=1, hours=23), language="tg")
    newer = make_article(published_at=now - timedelta(hours=1))
    news = [newer.get_absolute_url(), older.get_absolute_url()]
    assert listed(client, "/sitemap-news.xml") == news


def test_the_newest_news_are_kept_when_there_are_too_many(client, monkeypatch):
    assert sitemaps.NEWS_LIMIT == 1_000  # Google's
    monkeypatch.setattr(sitemaps, "NEWS_LIMIT", 3)
    now = timezone.now()
    news = [
        make_article(language=language, published_at=now - timedelta(minutes=number))
        for number, language in enumerate(["en", "ru", "en", "ru", "en"])
    ]
    assert listed(client, "/sitemap-news.xml") == [each.get_absolute_url() for each in news[:3]]


def test_the_number_of_queries_does_not_grow(client, django_assert_num_queries, monkeypatch):
    monkeypatch.setattr(sitemaps, "IDS_PER_FILE", 10)
    category, tag = make_category(pk=1), make_tag(pk=1)
    for count in (1, 30):
        for number in range(Article.objects.count() + 1, count + 1):
            make_article(pk=number, category=category, tags=[tag])
        for address, queries in (
            ("/sitemap.xml", 13),
            ("/sitemap-home.xml", 7),
            ("/sitemap-articles-1.xml", 5),
            ("/sitemap-categories-1.xml", 8),
            ("/sitemap-tags-1.xml", 5),
            ("/sitemap-news.xml", 8),
            ("/robots.txt", 0),
        ):
            with django_assert_num_queries(queries):
                assert client.get(address).status_code == 200
    assert "/sitemap-articles-3.xml" in files(client)


def test_robots_are_kept_from_admin_and_actions_and_led_to_the_sitemaps(client, settings):
    settings.SITE_URL = "https://news.example"
    answer = client.get("/robots.txt")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.text.splitlines() == [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /comments/post/",
        "Disallow: /*?*replytocom=",
        "",
        "Sitemap: https://news.example/sitemap.xml",
        "Sitemap: https://news.example/sitemap-news.xml",
    ]
    assert not answer.cookies


@pytest.mark.parametrize("address", ["/sitemap.xml", "/sitemap-news.xml", "/robots.txt"])
def test_only_reading_is_answered(client, address):
    assert client.head(address).status_code == 200
    assert client.post(address).status_code == 405
