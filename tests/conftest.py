"""What every test starts from: an empty database, quick passwords, no flood limit."""

import os

import pytest
from django.test import Client

# Playwright's synchronous interface runs an event loop in the thread of the test.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


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
    settings.COMMENTS_FLOOD_SECONDS = 0  # the tests of the rule switch it on


@pytest.fixture
def guest() -> Client:
    """A visitor without any cookie, whose requests come from our own pages."""
    return Client(headers={"Sec-Fetch-Site": "same-origin"})


@pytest.fixture
def desk(admin_client: Client) -> Client:
    """Somebody who may do everything in admin."""
    return admin_client
