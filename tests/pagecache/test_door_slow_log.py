"""While the log is slow, readers go by the last look."""

from concurrent.futures import wait
from threading import Event, Lock

import pytest

from pagecache import door as door_module
from pagecache.door import PageCache

from .asking import ask


@pytest.fixture
def door(site, application, store, log):
    application.may_end.set()
    return PageCache(application, store, log)


def test_a_slow_look_stops_nobody_for_long(door, application, log, readers, monkeypatch):
    """They go by the last one: within their patience without waiting, then after it."""
    application.may_end.set()
    ask(door, "/page/a/")
    looking, may_end = Event(), Event()

    def stalls() -> None:
        looking.set()
        assert may_end.wait(10)

    log.meanwhile = stalls
    log.purge("a")
    door._looked -= log.pause
    slow = readers.submit(ask, door, "/page/a/")
    assert looking.wait(10)
    assert {future.result(10).body for future in _asked(readers, door)} == {b"render 1"}
    monkeypatch.setattr(door_module, "PATIENCE", 0.05)
    door._looked -= 3
    assert {future.result(10).body for future in _asked(readers, door)} == {b"render 1"}
    assert not slow.done()
    log.meanwhile = lambda: None
    may_end.set()
    assert slow.result(10).body == b"render 2"
    log.purge("a")
    door._looked -= log.pause
    assert ask(door, "/page/a/").body == b"render 3", "the log counts as readable again"


def test_a_look_that_hangs_beyond_the_time_of_grace_sends_readers_to_django(
    door, application, log, readers, monkeypatch
):
    application.may_end.set()
    ask(door, "/page/a/")
    monkeypatch.setattr(door_module, "PATIENCE", 0.05)
    looking, may_end = Event(), Event()

    def stalls() -> None:
        looking.set()
        assert may_end.wait(10)

    log.meanwhile = stalls
    door._looked -= door_module.GRACE
    slow = readers.submit(ask, door, "/page/a/")
    assert looking.wait(10)
    assert b"render 1" not in {future.result(10).body for future in _asked(readers, door)}
    may_end.set()
    assert slow.result(10).status == 200


def _asked(readers, door) -> list:
    futures = [readers.submit(ask, door, "/page/a/") for _ in range(10)]
    wait(futures, timeout=10)
    return futures


def test_one_thread_looks_at_a_time(door, application, log, readers):
    application.may_end.set()
    ask(door, "/page/a/")
    looking = Lock()

    def is_alone() -> None:
        assert looking.acquire(blocking=False)
        sum(range(5_000))
        looking.release()

    log.meanwhile, door._pause = is_alone, 0
    for future in [readers.submit(ask, door, "/page/a/") for _ in range(500)]:
        future.result(10)
    assert log.looks > 20
