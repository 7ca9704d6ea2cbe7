"""Many readers at once: who renders, who waits, and that nobody waits for long."""

from concurrent.futures import wait
from threading import Event

import pytest

from pagecache import door as door_module
from pagecache.door import PageCache

from .application import READERS
from .asking import ask


@pytest.fixture
def door(site, application, store, log):
    return PageCache(application, store, log)


@pytest.fixture
def all_aboard(monkeypatch, store):
    """Is set once each reader has asked for the flight of the page."""
    event, board, asked = Event(), store.board, []

    def counting(key):
        boarded = board(key)
        asked.append(key)
        if len(asked) >= READERS:
            event.set()
        return boarded

    monkeypatch.setattr(store, "board", counting)
    return event


def ask_together(readers, door) -> list:
    return [readers.submit(ask, door, "/page/a/") for _ in range(READERS)]


def test_a_page_is_rendered_by_one_and_the_others_get_it(door, application, readers, all_aboard):
    asked = ask_together(readers, door)
    assert all_aboard.wait(10)
    application.may_end.set()
    assert {future.result(10).body for future in asked} == {b"render 1"}
    assert application.renders == 1


@pytest.mark.parametrize("header", [("Cache-Control", "private"), ("Set-Cookie", "a=b")])
def test_when_the_answer_is_private_everybody_gets_his_own(
    door, application, readers, all_aboard, header
):
    application.headers.append(header)
    asked = ask_together(readers, door)
    assert all_aboard.wait(10)
    application.may_end.set()
    bodies = {future.result(10).body for future in asked}
    assert len(bodies) == application.renders == READERS
    assert len(door.store) == 0
    assert not door.store._flights


def test_when_the_render_fails_everybody_tries_by_himself(door, application, readers, all_aboard):
    application.fails = True
    asked = ask_together(readers, door)
    assert all_aboard.wait(10)
    application.may_end.set()
    for future in asked:
        assert isinstance(future.exception(10), ZeroDivisionError)
    assert application.renders == READERS
    application.fails = False
    assert ask(door, "/page/a/").status == 200
    assert not door.store._flights


def test_who_waited_for_a_render_that_a_purge_overtook_does_not_get_it(
    door, application, log, readers
):
    first = readers.submit(ask, door, "/page/a/")
    assert application.began.wait(10)
    log.purge("a")
    door._looked = float("-inf")
    second = readers.submit(ask, door, "/page/a/")
    application.may_end.set()
    assert first.result(10).body == b"render 1"
    assert second.result(10).body == b"render 2"
    assert ask(door, "/page/a/").body == b"render 2"


def test_a_render_that_never_ends_holds_the_others_up_for_a_while_only(
    door, application, readers, monkeypatch
):
    monkeypatch.setattr(door_module, "RENDER_PATIENCE", 0.01)
    first = readers.submit(ask, door, "/page/a/")
    assert application.began.wait(10)
    others = [readers.submit(ask, door, "/page/a/") for _ in range(5)]
    while application.renders < 6:
        wait(others, timeout=0.01)
    application.may_end.set()
    assert {future.result(10).status for future in [first, *others]} == {200}
