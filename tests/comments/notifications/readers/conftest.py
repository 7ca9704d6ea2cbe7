import pytest

from tests.clock import Clock
from tests.make import make_staff
from tests.smtp import Server


@pytest.fixture
def clock(monkeypatch):
    return Clock(monkeypatch)


@pytest.fixture
def server(settings):
    """The site's mail server."""
    server = Server().start()
    server.settle(settings)
    yield server
    server.stop()


@pytest.fixture
def moderator():
    return make_staff("Moderator")
