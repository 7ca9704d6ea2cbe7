"""What moderators see and do at the desk, in their words."""

from playwright.sync_api import Page, expect

from comments.models import Comment, Decision
from tests.make import make_article, make_comment

CURRENT = ".desk-current:not(.desk-done)"


def is_the_same(page: Page) -> bool:
    """Whether no page was loaded since the desk was opened."""
    return page.evaluate("window.isTheSame === true")


def current(page: Page) -> int:
    """The comment that the keys are for, once it is there."""
    return int(page.locator(CURRENT).get_attribute("data-comment"))


def held(number: int, **fields) -> list[Comment]:
    article = make_article("The summit")
    return [
        make_comment(article, f"Comment {one}.", name=f"Reader {one}", status="held", **fields)
        for one in range(number)
    ]


def status(comment: Comment) -> str:
    return Comment.objects.values_list("status", flat=True).get(pk=comment.pk)


def told(page: Page, text: str) -> None:
    expect(page.locator("#desk-said")).to_contain_text(text)


def log() -> list[tuple[int, str, str]]:
    """Who became what which way, of all that people decided."""
    taken = Decision.objects.exclude(by=None)
    return list(taken.values_list("comment", "to_status", "via"))


def strike(page: Page, key: str, code: str, **more) -> None:
    """A key as a keyboard of another layout gives it."""
    page.evaluate(
        """(event) => document.activeElement.dispatchEvent(
          new KeyboardEvent("keydown", { bubbles: true, ...event }))""",
        {"key": key, "code": code, **more},
    )


def hear_news(page: Page) -> None:
    with page.expect_response("**/news/*"):
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
