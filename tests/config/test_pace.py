from threading import Event, Thread
from time import monotonic

import pytest

from config import pace as module
from config.pace import DEAREST, LONGEST, REST, Pace


class Clocks:
    """The clocks that a pace goes by; what it sleeps passes at once."""

    def __init__(self) -> None:
        self.now = self.own = self.process = 0.0
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 6))

    def work(self, own: float, others: float, wall: float) -> None:
        self.now += wall
        self.own += own
        self.process += own + others


@pytest.fixture
def clocks(monkeypatch):
    clocks = Clocks()
    monkeypatch.setattr(module, "monotonic", lambda: clocks.now)
    monkeypatch.setattr(module, "thread_time", lambda: clocks.own)
    monkeypatch.setattr(module, "process_time", lambda: clocks.process)
    monkeypatch.setattr(module, "sleep", clocks.sleep)
    return clocks


@pytest.fixture
def pace():
    return Pace()


def test_nobody_waits_while_the_others_are_idle(pace, clocks):
    with pace.measured():
        clocks.work(own=0.003, others=0.0005, wall=0.004)
    for _ in range(5):
        pace.wait()
    assert sum(clocks.slept) == 0


def test_while_the_others_are_busy_each_waits_for_the_one_before(pace, clocks):
    with pace.measured():
        clocks.work(own=0.003, others=0.005, wall=0.010)
    for _ in range(3):
        pace.wait()
    assert clocks.slept == pytest.approx([0, 0.003 * REST, 0.006 * REST])


def test_who_comes_after_that_time_need_not_wait(pace, clocks):
    with pace.measured():
        clocks.work(own=0.003, others=0.005, wall=0.010)
    pace.wait()
    clocks.now += 0.003 * REST
    pace.wait()
    assert clocks.slept == [0, 0]


def test_it_ends_with_the_first_that_finds_the_others_idle(pace, clocks):
    with pace.measured():
        clocks.work(own=0.003, others=0.005, wall=0.010)
    with pace.measured():
        clocks.work(own=0.003, others=0, wall=0.004)
    pace.wait()
    pace.wait()
    assert sum(clocks.slept) == 0


def test_a_flood_after_a_dear_one_keeps_nobody_for_long(pace, clocks):
    with pace.measured():
        clocks.work(own=2, others=5, wall=10)
    for _ in range(200):
        pace.wait()
    assert max(clocks.slept) <= LONGEST
    # The rest went ahead: sleeping they would take the threads from the readers.
    assert len(clocks.slept) <= 1 + LONGEST / (REST * DEAREST) + 1


def test_who_waits_in_vain_leaves_no_mark(pace, clocks):
    with pace.measured():
        clocks.work(own=2, others=5, wall=10)
    for _ in range(200):
        pace.wait()
    clocks.now += LONGEST + REST * DEAREST
    clocks.slept.clear()
    pace.wait()
    assert clocks.slept == [0]


def test_a_failure_is_measured_like_anything_else(pace, clocks):
    with pytest.raises(ZeroDivisionError), pace.measured():  # noqa: PT012
        clocks.work(own=0.003, others=0.005, wall=0.010)
        raise ZeroDivisionError
    pace.wait()
    pace.wait()
    assert sum(clocks.slept) > 0


def test_threads_that_really_compute_are_noticed():
    pace, is_over = Pace(), Event()

    def compute():
        while not is_over.is_set():
            pass

    other = Thread(target=compute)
    other.start()
    try:
        # While other processes take the processor, one measurement may see too little of it.
        is_noticed = any(_measures_others(pace) for _ in range(50))
    finally:
        is_over.set()
        other.join()
    assert is_noticed


def _measures_others(pace):
    until = monotonic() + 0.2
    with pace.measured():
        while monotonic() < until:
            pass
    return pace._space > 0
