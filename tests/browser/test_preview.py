"""Readers see beforehand what everybody will see, and the typing goes on undisturbed."""

import pytest
from playwright.sync_api import expect

from comments.models import Comment
from comments.sanitize import render
from tests.browser.axe import in_every_look, nothing_found_by_axe
from tests.browser.steps import HIDE
from tests.browser.test_accessibility import NARROW, WIDE, sideways
from tests.browser.writing import ADDRESS, TYPED, panel, text_of, toggle
from tests.make import make_article, make_comment

#: Browsers write HTML in their own way.
IS_SHOWN = """(html) => {
  const there = document.createElement("div")
  there.innerHTML = html
  return document.getElementById("preview-panel").innerHTML === there.innerHTML
}"""


def test_without_javascript_the_preview_is_a_page_with_the_form_below(article, browse):
    above = make_comment(article, name="Farrukh")
    page = browse(java_script_enabled=False)
    page.goto(f"{article.get_absolute_url()}?replytocom={above.pk}")
    page.get_by_label("Name *").fill("Мадина")
    text_of(page).fill(TYPED)
    toggle(page).click()
    expect(panel(page)).to_be_focused()
    expect(panel(page)).to_be_in_viewport()
    expect(page.get_by_text("Nothing is posted yet.")).to_be_visible()
    expect(page.get_by_role("heading", name="Leave a Reply to Farrukh")).to_be_visible()
    expect(page.get_by_label("Name *")).to_have_value("Мадина")
    page.get_by_label("Email *").fill(ADDRESS)
    page.get_by_label("Email *").press("Enter")  # posts, as it does in every form
    expect(page.get_by_text("Your comment awaits moderation.")).to_be_visible()
    assert Comment.objects.get(name="Мадина").parent == above


def test_the_preview_follows_the_typing_and_is_what_the_page_shows(article, browse):
    page = browse()
    page.goto(article.get_absolute_url())
    toggle(page).click()
    expect(toggle(page)).to_have_attribute("aria-expanded", "true")
    expect(panel(page)).to_be_empty()
    for typed in ("5 < 6 & <q>x</q>", "سلام\n\n<ul><li>one<li>two</ul>", "<script>x</script>"):
        text_of(page).fill(typed)
        page.wait_for_function(IS_SHOWN, arg=render(typed))
    text_of(page).fill("")
    expect(panel(page)).to_be_empty()
    toggle(page).click()
    expect(panel(page)).to_have_count(0)


def test_the_preview_moves_neither_the_cursor_nor_what_is_below(article, browse):
    page = browse()
    page.goto(article.get_absolute_url())
    toggle(page).click()
    text_of(page).fill("One two three")
    expect(panel(page)).to_have_text("One two three")
    button = page.get_by_role("button", name="Post Comment")
    before = button.bounding_box()
    text_of(page).press("Home")
    with page.expect_response("**/comments/preview/"):
        page.keyboard.type("Zero\n" * 40)
    expect(panel(page)).to_contain_text("Zero")
    assert button.bounding_box() == before
    expect(text_of(page)).to_be_focused()
    assert text_of(page).evaluate("(field) => field.selectionStart") == len("Zero\n" * 40)
    panel(page).focus()
    page.keyboard.press("End")
    page.wait_for_function("() => document.activeElement.scrollTop > 0")


def test_the_preview_asks_for_little(article, browse):
    page = browse()
    page.goto(article.get_absolute_url())
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    def previews() -> int:
        return len([url for url in asked if url.endswith("/comments/preview/")])

    text_of(page).fill("Nobody has opened it")
    page.wait_for_timeout(800)
    assert previews() == 0
    toggle(page).click()
    expect(panel(page)).to_have_text("Nobody has opened it")
    assert previews() == 1

    text_of(page).press_sequentially(" yet, letter by letter", delay=20)
    expect(panel(page)).to_contain_text("letter by letter")
    assert previews() == 2

    page.evaluate(HIDE, "hidden")
    text_of(page).fill("Nobody looks")
    page.wait_for_timeout(800)
    assert previews() == 2
    page.evaluate(HIDE, "visible")
    expect(panel(page)).to_have_text("Nobody looks")
    assert previews() == 3

    text_of(page).fill(" \n ")
    expect(panel(page)).to_be_empty()
    page.wait_for_timeout(800)
    assert previews() == 3


def test_a_text_too_long_for_the_preview_is_told_so_once(article, browse, watch):
    page = browse()
    page.goto(article.get_absolute_url())
    toggle(page).click()
    text_of(page).fill("x" * 10_001)
    expect(panel(page)).to_contain_text("up to 10000 characters")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    text_of(page).fill("x" * 10_002)
    page.wait_for_timeout(800)
    assert not any("preview" in url for url in asked)
    text_of(page).fill("x" * 10_000)
    expect(panel(page)).to_have_text("x" * 10_000)
    watch.forgive(413)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("\u200c", "Please type your comment."),
        ("\u200b", "Please type your comment."),
        ("\u2800", "Please type your comment."),
        ("a\0b", "There is a null character in this text"),
    ],
)
def test_what_the_preview_refuses_is_forgotten_with_the_next_letter(
    article, browse, watch, typed, why
):
    page = browse()
    page.goto(article.get_absolute_url())
    toggle(page).click()
    # Nobody types a null character: it comes from elsewhere.
    text_of(page).evaluate("(field, typed) => { field.value = typed }", typed)
    text_of(page).dispatch_event("input")
    expect(panel(page)).to_contain_text(why)
    text_of(page).fill(f"More than {typed[:1]}that")
    expect(panel(page)).to_contain_text("that")
    watch.forgive(422)


def test_where_there_is_no_preview_it_says_so(article, browse, watch):
    page = browse()
    page.goto(article.get_absolute_url())
    page.route("**/comments/preview/", lambda route: route.fulfill(status=503, body="<b>no</b>"))
    text_of(page).fill("Words")
    toggle(page).click()
    expect(panel(page)).to_have_text("There is no preview at the moment.")
    watch.forgive(503)
    page.unroute("**/comments/preview/")
    text_of(page).fill("More words")
    expect(panel(page)).to_have_text("More words")


@in_every_look(NARROW, WIDE)
def test_axe_finds_nothing_on_the_page_of_a_preview(browse, language, size, colours):
    article = make_article(language=language)
    page = browse(viewport=size, color_scheme=colours, java_script_enabled=True)
    page.goto(article.get_absolute_url())
    page.locator("#comment").fill(TYPED)
    page.locator("#preview").evaluate("(button) => { button.hidden = false }")
    page.locator("#preview").click()
    expect(page.locator("section.preview")).to_be_visible()
    assert nothing_found_by_axe(page)
    assert sideways(page) == 0
