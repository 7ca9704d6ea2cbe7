import pytest
from django.core.handlers.wsgi import WSGIHandler

from pagecache.door import PageCache, page_cache
from pagecache.store import Store

from .asking import ask, environ_for

pytestmark = pytest.mark.usefixtures("clock")


def test_a_page_is_rendered_once_and_then_answered_from_memory(door, site):
    first = ask(door, "/page/a/")
    again = ask(door, "/page/a/")
    assert first == again
    assert first.status == 200
    assert first.headers["cache-tag"] == "a pages"
    assert first.headers["cache-control"].startswith("public, max-age=0, s-maxage=1")
    assert first.headers["vary"] == "Accept-Encoding"
    assert site.renders == {"/page/a/": 1}


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [("gzip, deflate, br", "br"), ("gzip", "gzip"), ("identity", None), ("br;q=0", None)],
)
@pytest.mark.parametrize("renders_first", [None, "br", "gzip"])
def test_everybody_gets_the_encoding_he_takes_whoever_came_first(
    door, site, accepted, encoding, renders_first
):
    plain = ask(door, "/page/a/", accept_encoding=renders_first).text
    for _ in range(2):
        answer = ask(door, "/page/a/", accept_encoding=accepted)
        assert answer.headers.get("content-encoding") == encoding
        assert answer.headers["content-length"] == str(len(answer.body))
        assert answer.text == plain
    assert site.renders.total() == 1


@pytest.mark.parametrize("is_kept", [False, True])
def test_a_head_is_a_get_without_its_body(door, site, is_kept):
    if is_kept:
        ask(door, "/page/a/", accept_encoding="br")
    head = ask(door, "/page/a/", "HEAD", accept_encoding="br")
    get = ask(door, "/page/a/", accept_encoding="br")
    assert (head.status, head.headers, head.body) == (200, get.headers, b"")
    assert site.renders.total() == 1


@pytest.mark.parametrize("is_kept", [False, True])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_who_has_the_page_already_gets_a_304(door, site, method, is_kept):
    had = ask(door, "/page/a/", accept_encoding="br").headers
    if not is_kept:
        door.store.drop({"a"})
    answer = ask(door, "/page/a/", method, accept_encoding="br", if_none_match=had["etag"])
    assert (answer.status, answer.body) == (304, b"")
    assert answer.headers.items() <= had.items()
    assert {"etag", "vary", "cache-control", "cache-tag"} <= set(answer.headers)
    assert ask(door, "/page/a/", if_none_match='"other"').status == 200


def test_a_304_can_be_had_by_date(door, site):
    ask(door, "/feed/")
    later = "Tue, 24 Nov 2026 10:00:01 GMT"
    assert ask(door, "/feed/", if_modified_since=later).status == 304
    assert ask(door, "/feed/", if_modified_since=later, if_none_match='"x"').status == 200
    assert ask(door, "/feed/", if_modified_since="+9" * 40).status == 200
    assert site.renders.total() == 1


def test_a_request_for_less_gets_the_whole_page_which_is_kept_whole(door, site):
    whole = ask(door, "/page/a/").text
    door.store.drop({"a"})
    for _ in range(2):
        answer = ask(door, "/page/a/", range="bytes=0-9", if_range='"x"')
        assert (answer.status, answer.text) == (200, whole)
    assert ask(door, "/page/a/").text == whole
    assert site.renders["/page/a/"] == 2


@pytest.mark.parametrize(
    "headers",
    [
        {"cookie": "sessionid=abc; csrftoken=def"},
        {"authorization": "Basic YTpi"},
        {"accept_language": "ru", "user_agent": "Another", "accept": "text/csv"},
        {"cache_control": "no-cache", "pragma": "no-cache"},
        {"x_forwarded_proto": "https", "x_forwarded_host": "evil.example"},
    ],
)
def test_two_people_get_the_same_bytes_whatever_they_send(door, site, headers):
    first = ask(door, "/page/a/", **headers)
    assert ask(door, "/page/a/") == first
    door.store.drop({"a"})
    assert ask(door, "/page/a/") == first
    assert ask(door, "/page/a/", **headers) == first
    assert site.renders.total() == 2


def test_a_purge_makes_the_next_reader_render(door, site, log, clock):
    ask(door, "/page/a/")
    ask(door, "/page/b/")
    log.purge("a")
    clock.passes(log.pause)
    ask(door, "/page/a/")
    ask(door, "/page/b/")
    assert site.renders == {"/page/a/": 2, "/page/b/": 1}


def test_a_redirect_is_kept_and_never_a_304(door, site):
    for _ in range(2):
        answer = ask(door, "/moved/", if_none_match="*", accept_encoding="br")
        assert answer.status == 302
        assert answer.headers["location"] == "/page/a/"
    assert site.renders.total() == 1


def test_other_addresses_go_to_the_application_as_they_came(site, store, log):
    asked = []

    def application(environ, start_response):
        asked.append(environ)
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [b"as it is"]

    door = PageCache(application, store, log)
    for url in ("/plain/", "/nothing/", "/page/a", "/PAGE/a/", "//page/a/"):
        headers = {"accept_encoding": "br", "if_none_match": "*", "range": "bytes=0-1"}
        assert ask(door, f"{url}?a=1&b=2", **headers).body == b"as it is"
        environ = asked.pop()
        assert environ["PATH_INFO"] == url
        assert environ["QUERY_STRING"] == "a=1&b=2"
        assert environ["HTTP_ACCEPT_ENCODING"] == "br"
        assert environ["HTTP_RANGE"] == "bytes=0-1"
    assert len(store) == 0


def test_the_iterable_of_the_application_is_closed(site, store, log):
    closed = []

    class Chunks(list):
        def close(self) -> None:
            closed.append(True)

    def application(environ, start_response):
        start_response("404 Not Found", [("Content-Type", "text/plain")])
        return Chunks([b"no", b"thing"])

    assert ask(PageCache(application, store, log), "/page/a/").body == b"nothing"
    assert closed == [True]


def test_a_client_that_leaves_early_leaves_nothing_behind(door, site):
    for _ in range(2):
        door(environ_for("/page/a/"), lambda status, headers: None)
    assert not door.store._flights
    assert ask(door, "/page/a/").status == 200
    assert site.renders.total() == 1


def test_the_page_cache_can_be_turned_off(settings):
    def application(environ, start_response):
        return []

    settings.PAGE_CACHE_MEGABYTES = 1
    assert page_cache(application).store.capacity == 1_000_000
    settings.DEBUG = True
    assert page_cache(application).store.capacity == 0
    settings.DEBUG = False
    settings.PAGE_CACHE_MEGABYTES = 0
    assert page_cache(application).store.capacity == 0


def test_while_nothing_is_kept_pages_are_rendered_afresh_and_sent_as_ever(site, log):
    door = PageCache(WSGIHandler(), Store(0), log)
    first = ask(door, "/page/a/?x=1", accept_encoding="br")
    assert first.headers["content-encoding"] == "br"
    again = ask(door, "/page/a/", accept_encoding="br", if_none_match=first.headers["etag"])
    assert again.status == 304
    assert site.renders == {"/page/a/": 2}
    assert len(door.store) == 0
