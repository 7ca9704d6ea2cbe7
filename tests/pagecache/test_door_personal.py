"""What belongs to one person, or is no page, is never kept."""

import pytest

from pagecache.door import PageCache

from .asking import ask, environ_for
from .site import PERSONAL

pytestmark = pytest.mark.usefixtures("clock")


@pytest.mark.parametrize("name", PERSONAL)
def test_what_may_be_one_persons_is_never_kept(door, name, caplog):
    caplog.set_level("CRITICAL")  # the page that fails
    answers = [
        ask(door, f"/personal/{name}/", cookie=f"name={person}") for person in ("Zarina", "Ali")
    ]
    for answer, person in zip(answers, ("Zarina", "Ali"), strict=True):
        assert person in answer.text or answer.status in (404, 500)
    assert len(door.store) == 0
    assert not door.store._flights


@pytest.mark.parametrize("method", ["POST", "PUT", "OPTIONS", "DELETE"])
def test_other_methods_neither_get_nor_fill_the_cache(door, site, method):
    kept = ask(door, "/page/a/")
    ask(door, "/page/a/", method)
    ask(door, "/page/b/", method)
    assert len(door.store) == 1
    assert ask(door, "/page/a/") == kept


@pytest.mark.parametrize(
    "headers",
    [
        [("Cache-Control", "private"), ("Cache-Control", "max-age=9")],
        [("Vary", "Cookie"), ("Vary", "Accept-Encoding")],
        [("cache-control", "max-age=1,NO-STORE")],
    ],
)
def test_a_header_that_is_there_twice_is_read_twice(site, store, log, headers):
    def application(environ, start_response):
        environ["pagecache.shown"].tags.add("a")
        start_response("200 OK", [("Content-Type", "text/plain"), ("Cache-Tag", "a"), *headers])
        return [b"personal"]

    door = PageCache(application, store, log)
    list(door(environ_for("/page/a/"), lambda status, headers: None))
    assert len(store) == 0
