from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.make import (
    make_article,
    make_author,
    make_category,
    make_comment,
    make_many_comments,
    make_tag,
)

pytestmark = pytest.mark.django_db

JUNE = datetime(2025, 6, 18, 12, tzinfo=UTC)
HIDDEN = {
    "a draft": {"status": "draft"},
    "a withdrawn article": {"status": "withdrawn", "published_at": JUNE},
    "a scheduled article": {"published_at": timezone.now() + timedelta(hours=1)},
}


@pytest.fixture(params=HIDDEN.values(), ids=HIDDEN.keys())
def hidden(request):
    fields = {"published_at": JUNE} | request.param
    return make_article(
        "Nobody may see this",
        tags=[make_tag()],
        authors=[make_author()],
        category=make_category(),
        **fields,
    )


LISTS = [
    "/",
    "/category/tajikistan/",
    "/tag/summit/",
    "/author/zarina-karimova/",
    "/2025/",
    "/2025/06/",
]


@pytest.mark.parametrize("address", LISTS)
def test_every_list_shows_a_public_article(client, address):
    make_article(
        "The summit",
        published_at=JUNE,
        category=make_category(),
        tags=[make_tag()],
        authors=[make_author()],
    )
    page = client.get(address)
    assert page.status_code == 200
    assert "The summit" in page.text


@pytest.mark.parametrize("address", LISTS)
def test_no_list_shows_what_is_not_public(client, hidden, address):
    assert "Nobody may see this" not in client.get(address).text


def test_an_article_that_is_not_public_is_not_found(client, hidden):
    assert client.get(hidden.get_absolute_url()).status_code == 404


def test_a_scheduled_article_appears_because_the_clock_passed(client, monkeypatch):
    article = make_article(published_at=timezone.now() + timedelta(hours=1))
    assert client.get(article.get_absolute_url()).status_code == 404
    later = timezone.now() + timedelta(hours=2)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert client.get(article.get_absolute_url()).status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "/nothing/",
        "/?page=2",
        "/?page=0",
        "/?page=-1",
        "/?page=x",
        "/?page=99999999999999999999",
        "/category/nothing/",
        "/category/%00/",
        "/tag/nothing/",
        "/author/nobody/",
        "/1999/",
        "/0000/",
        "/9999/",
        "/2025/13/",
        "/2025/00/",
        "/2025/05/",
        "/2025/06/nothing/",
        "/2025/06/%D0%B0/",
        "/en/",
        "/comments/99999999999999999999999/",
        "/comments/1/",
    ],
)
def test_what_is_not_there_is_honestly_not_found(client, address):
    make_article(published_at=JUNE)
    assert client.get(address).status_code == 404


def test_an_address_with_another_month_leads_to_the_article(client):
    article = make_article("Moved", published_at=JUNE)
    answer = client.get(f"/2024/01/{article.slug}/?cpage=2")
    assert answer.status_code == 301
    assert answer["Location"] == f"{article.get_absolute_url()}?cpage=2"


def test_lists_are_paged_newest_first(client, settings):
    settings.ARTICLES_PER_PAGE = 2
    for day in (1, 2, 3):
        make_article(f"Day {day}", published_at=JUNE.replace(day=day))
    first, second = client.get("/").text, client.get("/?page=2").text
    assert first.index("Day 3") < first.index("Day 2")
    assert "Day 1" not in first
    assert "Day 1" in second
    assert 'href="?page=2"' in first
    assert '<a rel="prev" href="/">' in second


def test_a_category_lists_what_is_filed_below_it_or_further_under_it(client):
    asia = make_category("Asia")
    tajikistan = make_category("Tajikistan", parent=asia)
    economy = make_category("Economy")
    make_article("From below", category=tajikistan)
    make_article("Further", category=economy, further=[asia])
    make_article("Elsewhere", category=economy)
    page = client.get("/category/asia/").text
    assert "From below" in page
    assert "Further" in page
    assert "Elsewhere" not in page
    assert client.get("/category/asia/tajikistan/").status_code == 200


def test_an_article_shows_its_trail_its_neighbours_and_where_it_is_filed(client):
    asia = make_category("Asia")
    tajikistan = make_category("Tajikistan", parent=asia)
    make_article("The day before", published_at=JUNE - timedelta(days=1), category=asia)
    article = make_article(
        "The day",
        published_at=JUNE,
        category=tajikistan,
        further=[make_category("Economy")],
        tags=[make_tag("summit")],
        authors=[make_author("Zarina Karimova")],
        standfirst="In short.",
    )
    make_article("The day after", published_at=JUNE + timedelta(days=1), category=asia)
    page = client.get(article.get_absolute_url()).text
    assert page.index('href="/"') < page.index('href="/category/asia/tajikistan/"')
    for words in ("The day before", "The day after", "Economy", "summit", "Zarina Karimova"):
        assert words in page
    assert "In short." in page
    assert "18 June 2025" in page


def test_neighbours_are_of_the_same_edition(client):
    article = make_article("English")
    make_article("Русская", language="ru")
    assert "Русская" not in client.get(article.get_absolute_url()).text


@pytest.mark.parametrize(
    ("language", "prefix", "direction"),
    [("en", "", "ltr"), ("ru", "/ru", "ltr"), ("tg", "/tg", "ltr"), ("fa", "/fa", "rtl")],
)
def test_an_article_lives_in_its_edition(client, language, prefix, direction):
    article = make_article("Хабар", language=language)
    assert article.get_absolute_url().startswith(f"{prefix}/20")
    page = client.get(article.get_absolute_url()).text
    assert f'<html lang="{language}" dir="{direction}">' in page
    assert "Хабар" in client.get(f"{prefix}/").text
    other = "/" if prefix else "/ru/"
    assert "Хабар" not in client.get(other).text


def test_two_guests_get_the_same_page(client):
    address = make_article().get_absolute_url()
    stranger = Client(headers={"Accept-Language": "fa", "Cookie": "sessionid=x; csrftoken=y"})
    first, second = client.get(address), stranger.get(address)
    assert first.content == second.content
    assert not first.cookies
    assert not second.cookies
    assert "Cookie" not in first["Vary"]
    assert "Accept-Language" not in first["Vary"]


def test_a_page_names_its_feeds(client):
    article = make_article()
    page = client.get(article.get_absolute_url()).text
    for address in ("/feed/", "/comments/feed/", f"{article.get_absolute_url()}feed/"):
        for suffix in ("", "atom/", "json/"):
            assert f'href="http://testserver{address}{suffix}"' in page


def test_the_policy_of_a_public_page_allows_nothing_inline_and_nobody_else(client):
    policy = client.get("/")["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy + ";"
    assert "unsafe" not in policy
    assert "nonce" not in policy


@pytest.mark.parametrize("many", [0, 1, 12])
@pytest.mark.parametrize(
    ("address", "queries"),
    [
        ("/", 5),
        ("/category/tajikistan/", 6),
        ("/tag/summit/", 6),
        ("/author/zarina-karimova/", 6),
        ("/2025/", 5),
        ("/2025/06/", 5),
    ],
)
def test_a_list_costs_the_same_however_long(
    client, django_assert_max_num_queries, address, queries, many
):
    category, tag, author = make_category(), make_tag(), make_author()
    for _ in range(many):
        article = make_article(
            published_at=JUNE, category=category, tags=[tag], authors=[author], further=[category]
        )
        make_comment(article)
    with django_assert_max_num_queries(queries):
        client.get(address)


@pytest.mark.parametrize(("comments", "queries"), [(0, 12), (100, 14), (1000, 14)])
def test_an_article_costs_the_same_however_many_comments(
    client, django_assert_num_queries, comments, queries
):
    asia = make_category("Asia")
    make_article(category=asia, published_at=JUNE - timedelta(days=1))
    article = make_article(
        category=make_category("Tajikistan", parent=asia),
        published_at=JUNE,
        tags=[make_tag()],
        authors=[make_author()],
        further=[asia],
    )
    for top in make_many_comments(article, comments - comments // 10)[: comments // 10]:
        make_comment(article, parent=top)
    with django_assert_num_queries(queries):
        page = client.get(article.get_absolute_url())
    assert page.status_code == 200
