"""Which requests are for the same page, and what many different ones cost."""

import gc
import random
import tracemalloc
from urllib.parse import quote

import pytest
from django.core.handlers.wsgi import WSGIHandler

from pagecache.door import PageCache
from pagecache.store import Store

from .asking import ask

pytestmark = pytest.mark.usefixtures("clock")


@pytest.mark.parametrize(
    ("queries", "seen"),
    [
        (["", "utm_source=x", "fbclid=1&utm_medium=y", "&&&", "=", "%", "Q=1", "q%00=1"], ""),
        (["q=1", "q=1&x=2", "x=2&q=1", "q=1&", "&q=1", "%71=1", "q=%31", "q=2&q=1"], "q=1"),
        (["q=1&r=2", "r=2&q=1", "r=2&x&q=1", "r=1&q=1&r=2"], "q=1&r=2"),
        (["q=", "q", "x=1&q"], "q="),
        (["q=a+b", "q=a%20b"], "q=a+b"),
        (["q=%D2%B7", "q=\xd2\xb7"], "q=%D2%B7"),
        (["q=%26r%3D2", "x=3&q=%26r%3d2"], "q=%26r%3D2"),
        (["q=%ff", "q=\xff", "q=%EF%BF%BD"], "q=%EF%BF%BD"),
        (["q=%0D%0ASet-Cookie:x"], "q=%0D%0ASet-Cookie%3Ax"),
    ],
)
def test_queries_that_mean_the_same_to_the_page_are_one_page(door, site, queries, seen):
    answers = [ask(door, f"/page/a/?{query}") for query in queries]
    assert all(answer == answers[0] for answer in answers)
    assert site.renders == {"/page/a/" + (f"?{seen}" if seen else ""): 1}
    assert len(door.store) == 1


def test_queries_that_mean_something_else_are_other_pages(door, site):
    queries = ["", "q=1", "q=2", "q=", "r=1", "q=1&r=1", "q=1%26r%3D1", "q=1;r=1", "q=%3F"]
    answers = [ask(door, f"/page/a/?{query}").text for query in queries]
    assert len(set(answers)) == len(queries) == len(door.store)
    assert answers == [ask(door, f"/page/a/?{query}").text for query in queries]


def test_a_page_that_knows_no_parameter_is_one_page(door, site):
    for query in ("", "q=1", "page=2", "awaiting=x"):
        ask(door, f"/feed/?{query}")
    assert site.renders == {"/feed/": 1}


def test_a_question_mark_in_a_path_is_no_query(door):
    """A server decodes ``/page/a/%3Fq=1``: its path holds what looks like a query."""
    ask(door, "/page/a/?q=1")

    def decoded(environ, start_response):
        inner = environ | {"PATH_INFO": "/page/a/?q=1", "QUERY_STRING": ""}
        return door(inner, start_response)

    assert ask(decoded).status == 404


def test_more_parameters_than_anybody_sends_are_not_looked_at(door):
    assert ask(door, "/page/a/?" + "x=1&" * 200).status == 200
    assert ask(door, "/page/a/?" + "x=1&" * 5_000).status == 400
    assert len(door.store) == 0


@pytest.mark.parametrize(
    "path",
    [
        "/page/\xd2\xb7\xd0\xb0\xd0\xb2/",
        "/page/\xff\xfe/",
        "/page/\x00/",
        "/page/%/",
    ],
)
def test_any_bytes_in_a_path_make_a_page_of_their_own(door, site, path):
    asked = ask(door, path)
    assert asked.status == 200
    assert ask(door, path) == asked
    assert ask(door, "/page/\xef\xbf\xbd/") != asked
    assert len(door.store) == 2


@pytest.mark.parametrize(
    "path",
    ["/\xff", "/\xd2\xb7/", "//", "/page//", "/./page/a/", "/page/a/..", "/\x00", "/page/a//"],
)
def test_a_path_that_is_nowhere_is_not_kept(door, path):
    assert ask(door, path).status == 404
    assert len(door.store) == 0


@pytest.mark.parametrize("host", ["evil.example", "testserver.evil.example", "", "a b", "[::1"])
def test_another_host_gets_a_400_even_when_the_page_is_in_memory(door, host, caplog):
    caplog.set_level("CRITICAL")
    ask(door, "/page/a/")
    answer = ask(door, "/page/a/", host=host or None)
    assert answer.status == (400 if host else 200)  # without a host it is the server's name
    assert ask(door, "/page/a/", "HEAD", host=host or "x").status == 400
    assert len(door.store) == 1


@pytest.mark.parametrize(
    "host", ["testserver", "TESTSERVER", "testserver:80", "testserver.", "127.0.0.1"]
)
def test_our_hosts_share_a_page(door, site, host):
    ask(door, "/page/a/")
    for _ in range(2):
        assert ask(door, "/page/a/", host=host).status == 200
    assert site.renders.total() == 1


@pytest.mark.parametrize(
    ("scheme", "is_tls"),
    [
        (None, False),
        ("http", False),
        ("https", True),
        (" https ", True),
        ("https, http", True),
        ("http, https", False),
        ("HTTPS", False),
    ],
)
def test_pages_over_tls_are_kept_apart_as_django_tells_them_apart(
    site, store, log, settings, scheme, is_tls
):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.SECURE_HSTS_SECONDS = 60
    door = PageCache(WSGIHandler(), store, log)
    for known in ("http", "https", None):
        ask(door, "/page/a/", x_forwarded_proto=known)
    for _ in range(2):
        answer = ask(door, "/page/a/", x_forwarded_proto=scheme)
        assert ("strict-transport-security" in answer.headers) is is_tls
    assert len(store) == 2


def test_after_many_spellings_the_usual_ones_are_still_quick(door):
    """Somebody could use up the room for them before the first reader comes."""
    for number in range(1_200):
        ask(door, "/page/a/", host=f"testserver:{number}", accept_encoding=f"x{number}, br")
    ask(door, "/page/a/", accept_encoding="gzip, br")
    assert "testserver" in door._hosts
    assert "gzip, br" in door._encodings
    assert len(door._hosts) <= 500
    assert len(door._encodings) <= 500


def test_memory_does_not_grow_with_what_strangers_make_up(site, log):
    """Addresses, queries, encodings, tags and hosts, each long and each only once."""
    capacity = 400_000
    door = PageCache(WSGIHandler(), Store(capacity), log)
    chance = random.Random(3)

    def strange(length: int) -> str:
        return quote(chance.randbytes(length).decode("latin-1"))

    def ask_many(times: int) -> None:
        for _ in range(times):
            asked = chance.choice(["/page/", "/", "/page/a/"]) + strange(chance.choice([5, 2_000]))
            ask(
                door,
                f"{asked}/?q={strange(chance.choice([5, 1_000]))}&{strange(300)}",
                host=f"testserver:{chance.randrange(10**6)}{'0' * chance.choice([0, 3_000])}",
                accept_encoding=f"br, {strange(chance.choice([5, 2_000]))}",
                if_none_match=f'"{strange(20)}"',
            )

    ask_many(60)
    tracemalloc.start()
    try:
        ask_many(20)
        gc.collect()
        before, _ = tracemalloc.get_traced_memory()
        ask_many(100)
        site.renders.clear()
        gc.collect()
        after, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert after - before < capacity
    assert door.store.size <= capacity
    assert not door.store._flights
