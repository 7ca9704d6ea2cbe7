"""Nothing typed is lost, and readers see beforehand what everybody will see."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from comments.models import Comment
from comments.sanitize import render
from tests.browser.axe import in_every_look, nothing_found_by_axe
from tests.browser.steps import leave_reply
from tests.browser.test_accessibility import NARROW, SMALLEST, WIDE, sideways, too_small
from tests.browser.writing import (
    ADDRESS,
    NO_STORAGE,
    STORAGE_FULL,
    TYPED,
    fill_in,
    panel,
    text_of,
    toggle,
    wait_until_kept,
)
from tests.make import make_article, make_comment

WITH_AND_WITHOUT_JAVASCRIPT = pytest.mark.parametrize(
    "javascript", [True, False], ids=["with JavaScript", "without JavaScript"]
)


@WITH_AND_WITHOUT_JAVASCRIPT
def test_a_comment_is_written_looked_at_and_posted(article, browse, javascript):
    page = browse(java_script_enabled=javascript)
    page.goto(article.get_absolute_url())
    text_of(page).fill(TYPED)
    toggle(page).click()
    expect(panel(page).locator("b")).to_have_text("bold")
    expect(panel(page).get_by_role("link")).to_have_attribute("rel", "nofollow ugc noopener")
    expect(text_of(page)).to_have_value(TYPED)
    assert not Comment.objects.exists()

    leave_reply(page, f"{TYPED} Indeed.", "Мадина", ADDRESS)
    expect(page.get_by_text("Your comment awaits moderation.")).to_be_visible()
    assert Comment.objects.get().source == f"{TYPED} Indeed."


@pytest.mark.parametrize("storage", [NO_STORAGE, STORAGE_FULL], ids=["none", "full"])
def test_a_browser_that_keeps_nothing_posts_all_the_same(article, browse, storage):
    page = browse()
    page.add_init_script(storage)
    page.goto(article.get_absolute_url())
    leave_reply(page, TYPED, "Мадина", ADDRESS, remember=True)
    expect(page.get_by_text("Your comment awaits moderation.")).to_be_visible()


@pytest.mark.parametrize("nonsense", ["{", "7", "[]"])
def test_what_was_kept_and_can_not_be_read_is_kept_anew(article, browse, nonsense):
    page = browse()
    page.goto(article.get_absolute_url())
    page.evaluate("kept => localStorage.setItem('javob.person', kept)", nonsense)
    page.goto(article.get_absolute_url())
    leave_reply(page, TYPED, "Мадина", ADDRESS, remember=True)
    expect(page.get_by_text("Your comment awaits moderation.")).to_be_visible()
    page.goto(article.get_absolute_url())
    expect(page.get_by_label("Name *")).to_have_value("Мадина")


def test_enter_in_a_field_posts(article, browse):
    page = browse()
    page.goto(article.get_absolute_url())
    fill_in(page)
    page.get_by_label("Email *").press("Enter")
    expect(page.get_by_text("Your comment awaits moderation.")).to_be_visible()


def test_pressing_twice_posts_once(article, browse):
    page = browse()
    page.goto(article.get_absolute_url())
    fill_in(page)
    page.get_by_role("button", name="Post Comment").dblclick()
    expect(page.get_by_text("Your comment awaits moderation.")).to_be_visible()
    assert Comment.objects.count() == 1


@in_every_look(NARROW, WIDE)
def test_axe_finds_nothing_with_everything_open(browse, language, size, colours):
    article = make_article(language=language)
    make_comment(article)
    page = browse(viewport=size, color_scheme=colours)
    page.goto(article.get_absolute_url())
    open_everything(page, lambda: page.goto(article.get_absolute_url()))
    assert nothing_found_by_axe(page)
    assert too_small(page) == []


@pytest.mark.parametrize("language", ["en", "ru", "tg", "fa"])
def test_with_everything_open_nothing_is_scrolled_sideways(browse, language):
    article = make_article(language=language)
    page = browse(viewport=SMALLEST)
    page.goto(article.get_absolute_url())
    open_everything(page, lambda: page.goto(article.get_absolute_url()))
    assert sideways(page) == 0


def open_everything(page: Page, reload: Callable[[], object]) -> None:
    """House rules, a draft that is back, the counter, a long preview, a lost line."""
    field = page.locator("#comment")
    text = "https://example.org/" + "x" * 60_000
    field.fill(text)
    wait_until_kept(page, text)
    reload()
    expect(page.locator(".draft-back button")).to_be_visible()
    expect(page.locator(".draft-left")).not_to_be_empty()
    page.locator(".house-rules summary").click()
    long = render("https://example.org/" + "x" * 300 + "\n\n<pre>Two words</pre>" * 90)
    page.route("**/comments/preview/", lambda route: route.fulfill(body=long))
    page.locator(".draft-toggle").click()
    expect(page.locator("#preview-panel a")).to_be_visible()
    page.locator("#name").fill("Мадина")
    page.locator("#email").fill(ADDRESS)
    page.context.set_offline(True)
    page.locator("#submit").click()
    expect(page.locator(".form-told")).not_to_be_empty()
    page.context.set_offline(False)
