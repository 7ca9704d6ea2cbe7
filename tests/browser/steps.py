"""What people do at a page, in their words."""

from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client
from playwright.sync_api import Page, expect

PASSWORD = "a long enough password"

#: As if the tab were hidden, or seen again.
HIDE = """(state) => {
  Object.defineProperty(document, "visibilityState", { configurable: true, get: () => state })
  document.dispatchEvent(new Event("visibilitychange"))
}"""


def leave_reply(
    page: Page, comment: str, name: str = "", email: str = "", *, remember: bool = False
) -> None:
    """Fill in the form and press its button; what is not given stays as it is."""
    page.get_by_label("Comment *").fill(comment)
    if name:
        page.get_by_label("Name *").fill(name)
    if email:
        page.get_by_label("Email *").fill(email)
    if remember:
        page.get_by_label("Save my name, email, and website in this browser").check()
    page.get_by_role("button", name="Post Comment").click()


def sign_in_as(page: Page, user: Any) -> None:
    """Give the browser a session of this user, past the form."""
    client = Client()
    client.force_login(user)
    cookie = {"name": settings.SESSION_COOKIE_NAME, "url": settings.SITE_URL}
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{**cookie, "value": value}])


def sign_in(page: Page) -> None:
    """Sign in to admin as somebody who may do everything."""
    get_user_model().objects.create_superuser("zarina", password=PASSWORD)
    page.goto("/admin/")
    page.get_by_label("Username").fill("zarina")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(
        page.get_by_role("link", name="Log out").or_(page.locator("#logout-form"))
    ).to_be_visible()
