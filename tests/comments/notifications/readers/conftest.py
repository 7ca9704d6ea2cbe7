import pytest

from tests.clock import Clock
from tests.make import make_article, make_comment, make_reader, make_staff, make_subscription
from tests.smtp import Server
from tests.test_privacy import EMAIL


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


@pytest.fixture
def reader():
    return make_reader(EMAIL)


@pytest.fixture
def article():
    return make_article("The summit")


@pytest.fixture
def pending(reader, article):
    """All comments on an article, and the answers to one of his."""
    comment = make_comment(article, "Words of a stranger.", email=EMAIL, name="Stranger")
    return [
        make_subscription(about, reader=reader, confirmed_at=None) for about in (article, comment)
    ]
