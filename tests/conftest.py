"""What every test starts from: an empty database, quick passwords, no flood limit."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator

import hypothesis
import pytest
from django.conf import settings as site_settings
from django.test import Client
from django.urls import clear_url_caches

from blog.editions import address_in
from comments import newsroom

# A busy machine is no failure of a property.
hypothesis.settings.register_profile(
    "javob", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("javob")

# Playwright's synchronous interface runs an event loop in the thread of the test.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def pytest_configure(config: pytest.Config) -> None:
    """Give SQLite a file of this run's own.

    In memory, several threads meet other locks than in production; in one place, several
    runs would meet each other.
    """
    database = site_settings.DATABASES["default"]
    if database["ENGINE"] == "django.db.backends.sqlite3":
        folder = tempfile.mkdtemp(prefix="javob-tests-")
        config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))
        database.setdefault("TEST", {})["NAME"] = f"{folder}/db.sqlite3"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave to the run on SQLite what is the same in any other."""
    if site_settings.DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
        return
    skip = pytest.mark.skip(reason="starts a site of its own, whatever DATABASE_URL is")
    for item in items:
        if item.get_closest_marker("own_site"):
            item.add_marker(skip)


@pytest.fixture(autouse=True)
def plain_settings(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.DATA_DIR = tmp_path
    for directory in ("static", "media"):
        (tmp_path / directory).mkdir()
        setattr(settings, f"{directory.upper()}_ROOT", tmp_path / directory)
    settings.SITE_URL = "http://testserver"
    settings.ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
    newsroom.forget()
    address_in.cache_clear()  # a test may choose another default language
    settings.COMMENTS_FLOOD_SECONDS = 0  # the tests of the rule switch it on


@pytest.fixture
def default_language(settings) -> Iterator[Callable[[str], None]]:
    """Gives the site another default language; Django keeps addresses, prefixes and all."""

    def forget() -> None:
        address_in.cache_clear()
        clear_url_caches()

    def choose(language: str) -> None:
        settings.LANGUAGE_CODE = language
        forget()

    yield choose
    forget()


@pytest.fixture
def guest() -> Client:
    """A visitor without any cookie, whose requests come from our own pages."""
    return Client(headers={"Sec-Fetch-Site": "same-origin"})


@pytest.fixture
def desk(admin_client: Client) -> Client:
    """Somebody who may do everything in admin."""
    return admin_client
