"""A page full of comments, as a reader sees it."""

from playwright.sync_api import Locator, Page

from comments.models import Comment

HALF_A_MINUTE = 30_000


def reading(page: Page, comment: Comment) -> Locator:
    return page.locator(f"#{comment.anchor} > article")
