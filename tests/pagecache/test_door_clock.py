"""When the door looks into the log, and when a page is over."""

import pytest

from pagecache.door import GRACE, PATIENCE

from .asking import ask


@pytest.fixture
def kept(door, clock):
    """The door, with ``/page/a/`` in memory."""
    ask(door, "/page/a/")
    return door


def test_within_the_pause_nobody_looks_again(kept, log, clock):
    for _ in range(5):
        ask(kept, "/page/a/")
    assert log.looks == 1
    clock.passes(log.pause)
    ask(kept, "/page/a/")
    assert log.looks == 2


@pytest.mark.parametrize("seconds", [-1e6, -3600, -1, -0.001, 0.001, 3600, 1e6])
def test_whichever_way_the_clock_is_set_changes_are_seen_after_the_pause(
    kept, site, log, clock, seconds
):
    clock.is_set_by(seconds)
    log.purge("a")
    clock.passes(log.pause)
    ask(kept, "/page/a/")
    assert site.renders["/page/a/"] == 2
    log.purge("a")
    clock.passes(log.pause)
    ask(kept, "/page/a/")
    assert site.renders["/page/a/"] == 3


def test_a_page_is_rendered_anew_from_its_moment_on(door, site, clock, monkeypatch):
    monkeypatch.setattr(site, "moment", clock.wall + 10)
    for passes, renders in [(0, 1), (9.9, 1), (0.1, 2), (0.0, 3), (60, 4)]:
        clock.passes(passes)
        ask(door, "/until/")
        assert site.renders["/until/"] == renders
    monkeypatch.setattr(site, "moment", clock.wall + 10)
    for _ in range(3):
        ask(door, "/until/")
    assert site.renders["/until/"] == 5


def test_a_clock_that_is_set_forward_past_the_moment_ends_the_page(door, site, clock, monkeypatch):
    monkeypatch.setattr(site, "moment", clock.wall + 10)
    ask(door, "/until/")
    clock.is_set_by(11)
    ask(door, "/until/")
    assert site.renders["/until/"] == 2


def test_while_the_log_is_unreadable_pages_stay_up_for_the_time_of_grace(kept, site, log, clock):
    log.fails = True
    log.purge("a")
    passed = 0.0
    while passed + PATIENCE < GRACE:
        clock.passes(PATIENCE)
        passed += PATIENCE
        assert ask(kept, "/page/a/").status == 200
    assert site.renders["/page/a/"] == 1
    clock.passes(PATIENCE)
    for renders in (2, 3):
        assert ask(kept, "/page/a/").status == 200
        assert site.renders["/page/a/"] == renders, "from then on Django answers"


def test_once_the_log_is_readable_again_its_news_count(kept, site, log, clock):
    log.fails = True
    log.purge("a")
    clock.passes(2 * GRACE)
    ask(kept, "/page/a/")
    log.fails = False
    clock.passes(PATIENCE)
    for _ in range(3):
        ask(kept, "/page/a/")
    assert site.renders["/page/a/"] == 3


def test_a_log_that_was_never_readable_keeps_nobody_from_the_page(door, site, log, clock):
    log.fails = True
    for renders in (1, 2, 3):
        assert ask(door, "/page/a/").status == 200
        assert site.renders["/page/a/"] == renders


def test_an_unreadable_log_is_asked_twice_a_second_at_most(kept, log, clock):
    log.fails = True
    looks = log.looks
    for _ in range(100):
        clock.passes(0.1)
        ask(kept, "/page/a/")
    assert 10 <= log.looks - looks <= 10 / PATIENCE + 1


def test_the_pause_after_a_failure_begins_when_it_failed(kept, log, clock):
    """A connection may take seconds to fail."""
    log.fails = True
    log.meanwhile = lambda: clock.passes(5)
    clock.passes(log.pause)
    looks = log.looks
    for _ in range(5):
        ask(kept, "/page/a/")
    assert log.looks == looks + 1


def test_a_slow_look_is_followed_by_another_at_once(kept, site, log, clock):
    """What changed while it lasted may not be in it."""

    def changes() -> None:
        clock.passes(3)
        log.purge("a")
        log.meanwhile = lambda: None

    log.meanwhile = changes
    clock.passes(log.pause)
    ask(kept, "/page/a/")
    assert site.renders["/page/a/"] == 1
    ask(kept, "/page/a/")
    assert site.renders["/page/a/"] == 2
