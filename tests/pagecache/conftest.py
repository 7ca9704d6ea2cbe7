"""What the tests of the page cache share: logs that are closed, somebody else, clocks."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import OperationalError, close_old_connections, transaction

from pagecache import door as door_module
from pagecache.door import PageCache
from pagecache.log import PurgeLog
from pagecache.purging import purge
from pagecache.store import Store

from . import site as site_module
from .application import READERS, Application
from .elsewhere import Elsewhere


@pytest.fixture
def open_log():
    """Makes purge logs that leave no connection behind, so the database can be dropped."""
    opened = []

    def open_log() -> PurgeLog:
        opened.append(PurgeLog())
        return opened[-1]

    yield open_log
    for log in opened:
        log.close()


@pytest.fixture
def elsewhere():
    with Elsewhere() as somebody:
        yield somebody


@pytest.fixture
def purge_now():
    def purge_now(*tags: str) -> None:
        with transaction.atomic():
            purge(*tags)

    return purge_now


class Clock:
    """The time of the door, which passes when told."""

    def __init__(self) -> None:
        self.wall, self.steady = 1_800_000_000.0, 5_000.0

    def passes(self, seconds: float) -> None:
        self.wall += seconds
        self.steady += seconds

    def is_set_by(self, seconds: float) -> None:
        """Somebody sets the clock; no time passes."""
        self.wall += seconds


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(door_module, "time", lambda: clock.wall)
    monkeypatch.setattr(door_module, "monotonic", lambda: clock.steady)
    return clock


class OtherLog:
    """A purge log that is told what is news, and fails or stalls when it is told to."""

    def __init__(self) -> None:
        self.pause = 0.02
        self.told: set[str] = set()
        self.looks = 0
        self.fails = False
        #: Called in the middle of each look.
        self.meanwhile = lambda: None

    def purge(self, *tags: str) -> None:
        self.told |= set(tags)

    def news(self) -> set[str]:
        self.looks += 1
        news, self.told = self.told, set()
        self.meanwhile()
        if self.fails:
            self.told |= news
            raise OperationalError
        return news


@pytest.fixture
def log():
    return OtherLog()


@pytest.fixture
def site(settings):
    """The site of ``site.py`` behind the middleware of the real one, and its renders."""
    settings.ROOT_URLCONF = "tests.pagecache.site"
    site_module.renders.clear()
    return site_module


@pytest.fixture
def store():
    return Store(4_000_000)


@pytest.fixture
def door(site, store, log):
    """The door of the site, with a log that needs no database."""
    return PageCache(WSGIHandler(), store, log)


@pytest.fixture
def readers():
    with ThreadPoolExecutor(READERS) as pool:
        yield pool


@pytest.fixture
def application():
    return Application()


@pytest.fixture(autouse=True)
def connections_stay_as_they_are():
    """A request's end looks at every connection, which a test without a database may not."""
    signals = request_started, request_finished
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)
