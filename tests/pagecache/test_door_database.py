"""The door with the real log: what was committed a second ago is on the page."""

from bisect import bisect
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from sys import getswitchinterval, setswitchinterval
from threading import Event
from time import monotonic

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection, connections, transaction

from pagecache.door import PageCache
from pagecache.models import Purge
from pagecache.purging import purge

from .asking import ask

pytestmark = pytest.mark.django_db(transaction=True, available_apps=["pagecache"])

READERS = 16


@pytest.fixture
def door(site, store, open_log, settings):
    settings.MIDDLEWARE = []  # some is about users, of whom nothing is known here
    return PageCache(WSGIHandler(), store, open_log())


@pytest.fixture
def in_threads() -> Iterator[Callable[..., Future]]:
    """Runs something in a thread, whose connection is closed with it.

    A server's thread gives the interpreter away after each request. One that asks again at
    once would keep it for the switch interval, and the reader of the log would stand in line
    behind all of them each time that it waits for the database.
    """
    interval = getswitchinterval()
    setswitchinterval(0.0001)
    with ThreadPoolExecutor(READERS + 1) as pool:

        def run(what: Callable, *arguments) -> object:
            try:
                return what(*arguments)
            finally:
                connections.close_all()

        yield lambda what, *arguments: pool.submit(run, what, *arguments)
    setswitchinterval(interval)


def shown(door: PageCache) -> int:
    """The number of purges on the page."""
    return int(ask(door, "/counter/").body)


def test_a_change_is_on_the_page_once_it_is_committed_and_not_before(
    door, site, elsewhere, monkeypatch
):
    monkeypatch.setattr(door, "_pause", 0)
    assert shown(door) == shown(door) == 0
    elsewhere.begins("counter")
    assert shown(door) == 0
    renders = site.renders["counter"]
    elsewhere.commits()
    assert shown(door) == shown(door) == 1
    elsewhere.begins("counter")
    elsewhere.roll_back()
    assert shown(door) == 1
    assert site.renders["counter"] == renders + 1


def test_many_changes_in_a_row_are_each_on_the_next_page(door, monkeypatch):
    monkeypatch.setattr(door, "_pause", 0)
    for number in range(1, 101):
        with transaction.atomic():
            purge("counter")
        assert shown(door) == number


def test_a_change_is_seen_by_the_door_of_another_process(door, site, open_log, elsewhere):
    other = PageCache(WSGIHandler(), type(door.store)(4_000_000), open_log())
    other._pause = door._pause = 0
    for number in range(1, 5):
        elsewhere.begins("counter")
        elsewhere.commits()
        assert shown(door) == shown(other) == number


def test_in_a_storm_of_purges_everybody_gets_a_page_that_is_a_second_old_at_most(
    door, in_threads, monkeypatch
):
    """And nobody starves. Each reader notes when he asked, the writer what was committed.

    On a busy machine a look can take long, and the page is older by that.
    """
    committed_at, over = [0.0], Event()
    looks, news = [], door.log.news

    def timed_news() -> set[str]:
        began = monotonic()
        try:
            return news()
        finally:
            looks.append(monotonic() - began)

    monkeypatch.setattr(door.log, "news", timed_news)

    def write() -> None:
        for _ in range(60):
            with transaction.atomic():
                purge("counter")
            committed_at.append(monotonic())
        over.set()

    def read() -> list[tuple[float, float, int]]:
        seen = []
        while not over.is_set() or not seen:
            asked = monotonic()
            number = shown(door)
            seen.append((asked, monotonic() - asked, number))
        return seen

    readers = [in_threads(read) for _ in range(READERS)]
    in_threads(write).result(60)
    for reader in readers:
        for asked, took, number in reader.result(30):
            assert number >= bisect(committed_at, asked - 1 - max(looks)) - 1
            assert took < 5 + max(looks)
    deadline = monotonic() + 1
    while shown(door) != 60:
        assert monotonic() < deadline
    assert not door.store._flights


def test_a_page_rendered_across_a_purge_is_not_kept(door, site, elsewhere, monkeypatch):
    """The trap of the design: the old page comes after the purge."""
    monkeypatch.setattr(door, "_pause", 0)
    count = Purge.objects.count

    def slow_count() -> int:
        number = count()
        monkeypatch.undo()
        door._pause = 0
        elsewhere.begins("counter")
        elsewhere.commits()
        ask(door, "/feed/")  # somebody else's request reads the log
        return number

    monkeypatch.setattr(Purge.objects, "count", slow_count)
    assert shown(door) == 0
    assert shown(door) == 1


@pytest.mark.skipif(connection.vendor != "postgresql", reason="is about PostgreSQL")
def test_on_postgresql_a_page_outlives_the_connection_of_the_log(door, site, monkeypatch):
    monkeypatch.setattr(door, "_pause", 0)
    assert shown(door) == 0
    with connection.cursor() as cursor:
        pid = door.log._connection.connection.info.backend_pid
        cursor.execute("SELECT pg_terminate_backend(%s, 10000)", [pid])
    assert shown(door) == 0
    assert site.renders["counter"] == 1
    with transaction.atomic():
        purge("counter")
    deadline = monotonic() + 5
    while shown(door) == 0:
        assert monotonic() < deadline
    assert shown(door) == 1
