"""What people do at the form below an article, and what they see there."""

import json

from playwright.sync_api import Locator, Page

ADDRESS = "madina@example.org"

TYPED = "A <b>bold</b> word & <i>more</i>\n\nhttps://example.org"

#: A browser that keeps nothing says so like this.
NO_STORAGE = """
for (const name of ["localStorage", "sessionStorage"])
  Object.defineProperty(window, name, { get() { throw new DOMException("No", "SecurityError") } })
"""

#: And one that has no room left like this.
STORAGE_FULL = """
Storage.prototype.setItem = () => { throw new DOMException("Full", "QuotaExceededError") }
"""


def text_of(page: Page) -> Locator:
    return page.get_by_label("Comment *")


def toggle(page: Page) -> Locator:
    return page.get_by_role("button", name="Preview")


def panel(page: Page) -> Locator:
    return page.get_by_role("region", name="Preview")


def told(page: Page) -> Locator:
    return page.locator(".form-told")


def draft_back(page: Page) -> Locator:
    return page.locator(".draft-back")


def wait_until_kept(page: Page, text: str) -> None:
    """It takes less than a second."""
    page.wait_for_function(
        """(text) => Object.entries(localStorage).some(
          ([key, kept]) => key.startsWith("javob.draft.") && JSON.parse(kept).text === text)""",
        arg=text,
        timeout=1_000,
    )


def drafts(page: Page) -> dict[str, dict]:
    found = page.evaluate("() => ({ ...localStorage })")
    return {key: json.loads(kept) for key, kept in found.items() if key.startswith("javob.draft")}


def fill_in(page: Page) -> None:
    text_of(page).fill(TYPED)
    page.get_by_label("Name *").fill("Мадина")
    page.get_by_label("Email *").fill(ADDRESS)
