"""What the tests of the desk share."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests.make import make_article, make_comment, make_staff


@pytest.fixture
def nigora() -> User:
    return make_staff("Moderator", password="x")


@pytest.fixture
def zarina() -> User:
    """A colleague."""
    return make_staff("Moderator", "zarina", first_name="Zarina", last_name="Karimova")


@pytest.fixture
def moderator(client, nigora) -> Client:
    client.force_login(nigora)
    return client


@pytest.fixture
def script(nigora) -> Client:
    """The same moderator, with the desk's script."""
    client = Client(headers={"Accept": "application/json"})
    client.force_login(nigora)
    return client


@pytest.fixture
def article():
    return make_article("The summit")


@pytest.fixture
def comment(article):
    return make_comment(article, name="Madina")


@pytest.fixture
def held(article):
    return make_comment(article, name="Madina", status="held")
