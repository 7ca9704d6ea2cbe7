"""Moderators, and the desk as one of them opens it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.steps import PASSWORD, sign_in_as
from tests.make import make_staff


@pytest.fixture
def moderator():
    return make_staff("Moderator", password=PASSWORD)


@pytest.fixture
def zarina():
    return make_staff("Moderator", "zarina", first_name="Zarina")


@pytest.fixture
def desk(browse, moderator) -> Callable[..., Page]:
    """Opens the desk, signed in; a page load after that would wipe the mark off the window."""

    def open_desk(query: str = "", **options) -> Page:
        page = browse(**options)
        sign_in_as(page, moderator)
        page.goto(f"/admin/comments/comment/{query}")
        if options.get("java_script_enabled", True):
            page.evaluate("window.isTheSame = true")
        return page

    return open_desk
