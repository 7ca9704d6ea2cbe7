"""Every public address costs the same on a large site: nothing is scanned, nothing sorted.

The database itself says how it runs each query and what that costs.
"""

from datetime import UTC, datetime
from typing import NamedTuple

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.test.utils import override_settings

from blog.models import Article, Month
from comments.client import network_of
from comments.models import Comment
from tests.make import (
    make_article,
    make_author,
    make_category,
    make_comment,
    make_many_comments,
    make_tag,
    reply_data,
)
from tests.once import made_once
from tests.query_costs import Query, large_tables, queries
from tests.scale import forget_statistics, grow
from tests.surfaces import addresses

pytestmark = pytest.mark.django_db

ARTICLES, COMMENTS = 10_000, 20_000
JUNE = datetime(2025, 6, 18, 12, tzinfo=UTC)
IP, EMAIL = "127.0.0.1", "madina@example.org"

#: What one query may cost, in SQLite's instructions or in rows that PostgreSQL looks at. A
#: file of a sitemap with its thousand articles takes less, all articles take more.
LIMIT = {"sqlite": 2 * ARTICLES, "postgresql": ARTICLES // 5}[connection.vendor]


class Site(NamedTuple):
    article: Article
    comment: Comment
    costs_when_small: dict[str, int]
    when_large: dict[str, list[Query]]

    def addresses(self) -> list[str]:
        return addresses(self.article, self.comment)


@pytest.fixture(scope="module")
def site(django_db_setup, django_db_blocker, tmp_path_factory):
    """A large edition and a quiet one, for all tests of this module."""
    static = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    plain = override_settings(
        STATIC_ROOT=tmp_path_factory.mktemp("static"),
        STORAGES=settings.STORAGES | {"staticfiles": static},
    )
    with made_once(django_db_blocker):
        with plain:
            made = make_site()
        yield made


def make_site() -> Site:
    filing = {
        "category": make_category("Tajikistan", parent=make_category("Asia")),
        "further": [make_category("Economy")],
        "tags": [make_tag()],
        "authors": [make_author()],
    }
    make_comment(make_article("Хабар", language="ru", published_at=JUNE))
    article = make_article(published_at=JUNE, **filing)
    comment = make_comment(
        article, ip=IP, network=network_of(IP), email=EMAIL, created_at=JUNE, approved_at=JUNE
    )
    make_many_comments(article, 200)
    site = Site(article, comment, {}, {})
    grow(article, 200, comment, 200)
    for address in site.addresses():
        site.costs_when_small[address] = sum(query.cost for query in asked(address))
    grow(article, ARTICLES, comment, COMMENTS)
    connection.check_constraints()  # now, and not at the end of each test
    for address in site.addresses():
        site.when_large[address] = asked(address)
    return site


def asked(address: str) -> list[Query]:
    """The queries that a guest's visit takes."""
    with queries() as found:
        Client(headers={"Sec-Fetch-Site": "same-origin"}).get(address)
    return found


def complaints(found: list[Query]) -> list[str]:
    """What is wrong with these queries, each with its plan."""
    large = large_tables()
    scans = [f"scans {query.scanned & large}: {query}" for query in found if query.scanned & large]
    return scans + [f"too dear: {query}" for query in found if query.cost > LIMIT]


@pytest.fixture(params=["known", "unknown"] if connection.vendor == "sqlite" else ["known"])
def statistics(request, site):
    """Whether the planner knows how large the tables are; PostgreSQL looks by itself."""
    if request.param == "known":
        yield request.param
        return
    with transaction.atomic():
        forget_statistics()
        yield request.param
        transaction.set_rollback(True)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE sqlite_schema")  # reads what is there again


def test_no_public_address_scans_or_sorts_a_large_table(site, statistics):
    assert {"blog_article", "blog_placement", "comments_comment"} <= large_tables()
    for address in site.addresses():
        known = statistics == "known"
        wrong = complaints(site.when_large[address] if known else asked(address))
        assert not wrong, f"{address} {wrong[0]}"


@pytest.mark.skipif(connection.vendor != "sqlite", reason="counts SQLite's instructions")
def test_every_public_address_costs_what_it_costs_on_a_small_site(site):
    for address, small in site.costs_when_small.items():
        if "sitemap" not in address:  # a file of a sitemap grows until it is full
            large = sum(query.cost for query in site.when_large[address])
            assert large < 1.2 * small + 100, f"{address}: {small} -> {large} instructions"


@pytest.mark.skipif(connection.vendor != "sqlite", reason="counts SQLite's instructions")
@pytest.mark.parametrize(
    "place", ["/", "/category/asia/", "/tag/summit/", "/author/zarina-karimova/", "/2025/"]
)
def test_a_page_far_down_is_found_on_an_index_alone(site, place, statistics):
    pages = ARTICLES // settings.ARTICLES_PER_PAGE
    found = asked(f"{place}?page={pages}")
    listed = next(query for query in found if " OFFSET " in query.sql)
    assert "COVERING INDEX" in listed.plan
    assert listed.cost < 6 * ARTICLES, listed  # a handful for each that is passed over


@pytest.mark.skipif(connection.vendor != "sqlite", reason="counts SQLite's instructions")
def test_a_far_page_of_an_edition_begins_at_its_month(site):
    """A month of it has some 2,000 articles."""
    address = f"/?page={ARTICLES // settings.ARTICLES_PER_PAGE * 9 // 10}"
    passing_by = sum(query.cost for query in asked(address))
    Month.count_missing()
    try:
        beginning_there = sum(query.cost for query in asked(address))
    finally:
        Month.forget_all()
    assert beginning_there < passing_by / 3


@pytest.mark.skipif(connection.vendor != "sqlite", reason="counts SQLite's instructions")
def test_a_page_of_comments_far_down_is_found_on_an_index_alone(site, statistics):
    threads = Comment.objects.on(site.article).heading_threads()
    last = threads.last()
    pages = -(-threads.count() // settings.COMMENTS_THREADS_PER_PAGE)
    for address in (f"{site.article.get_absolute_url()}?cpage={pages}", last.get_absolute_url()):
        found = asked(address)
        assert not any(query.scanned & large_tables() for query in found)
        dearest = max(found, key=lambda query: query.cost)
        assert "COVERING INDEX comment_threads" in dearest.plan
        assert dearest.cost < 8 * threads.count(), dearest


def test_a_reply_is_taken_in_without_a_scan(site, guest, settings, statistics):
    settings.COMMENTS_FLOOD_SECONDS = 15
    with queries() as found:
        answer = guest.post("/comments/post/", reply_data(site.article, email=EMAIL))
    assert answer.status_code == 303
    assert not complaints(found)


def test_a_report_is_taken_in_without_a_scan(site, guest, statistics):
    with queries() as found:
        answer = guest.post(f"{site.comment.get_absolute_url()}report/", {"cause": "insult"})
    assert answer.status_code == 303
    assert not complaints(found)


def test_a_change_is_made_without_a_scan(site, statistics):
    held = Comment.objects.filter(status="held").first()
    with queries() as found:
        held.approve(by=None)
        held.trash(by=None)
        site.article.withdraw()
        site.article.publish()
        site.article.tags.clear()
    assert not complaints(found)
