"""Everybody can read and answer: axe finds nothing, fingers and keyboards get everywhere."""

from typing import Any

import pytest
from django.urls import reverse
from django.utils import translation
from playwright.sync_api import Locator, Page, expect

from blog.models import Article
from comments.models import Comment
from tests.browser.axe import in_every_look, nothing_found_by_axe
from tests.make import (
    make_article,
    make_author,
    make_category,
    make_comment,
    make_tag,
)

SMALLEST = {"width": 320, "height": 640}
NARROW = {"width": 360, "height": 740}
WIDE = {"width": 1280, "height": 900}

FINGER = 44  # CSS pixels each way: WCAG 2.5.5, "target size (enhanced)"

in_every_language = pytest.mark.parametrize("language", ["en", "ru", "tg", "fa"])
at_both_sizes = pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])


@in_every_language
@at_both_sizes
def test_axe_finds_nothing_on_the_pages_of_an_edition(browse, language, size):
    article = make_full_article(language)
    page = browse(viewport=size)
    for address in (home(language), article.category.get_absolute_url()):
        page.goto(address)
        expect(page.locator("html")).to_have_attribute("lang", language)
        assert nothing_found_by_axe(page)


@in_every_look(NARROW, WIDE)
def test_axe_finds_nothing_on_an_article_with_comments_and_form(browse, language, size, colours):
    article = make_full_article(language)
    page = browse(viewport=size, color_scheme=colours)
    page.goto(article.get_absolute_url())
    expect(page.locator("html")).to_have_attribute("lang", language)
    assert nothing_found_by_axe(page)

    page.locator(".reply-link").first.click()
    expect(page.locator(".comment #cancel-reply")).to_be_visible()
    assert nothing_found_by_axe(page)

    send_something_wrong(page)
    expect(page.locator("html")).to_have_attribute("lang", language)
    assert nothing_found_by_axe(page)

    page.locator("#name").fill("Мадина")
    page.locator("#submit").click()
    expect(page.locator(".waiting")).to_be_visible()
    assert nothing_found_by_axe(page)


@in_every_language
def test_everything_in_the_form_is_large_enough_for_a_finger(browse, language):
    article = make_full_article(language)
    page = browse(viewport=NARROW)
    page.goto(article.get_absolute_url())
    page.locator(".reply-link").first.click()
    assert too_small(page) == []
    send_something_wrong(page)
    assert too_small(page) == []


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_the_keyboard_goes_through_the_form_and_always_shows_where_it_is(browse, colours):
    article = make_article()
    make_comment(article)
    page = browse(color_scheme=colours)
    page.goto(article.get_absolute_url())
    page.locator(".reply-link").focus()
    page.keyboard.press("Enter")
    page.locator("#cancel-reply").focus()
    boxes = ("#remember", "#tell_replies", "#tell_article")
    for place in (
        ".form-notes a",
        ".house-rules > summary",
        "#comment",
        ".draft-toggle",
        *("#name", "#email", "#website", *boxes, "#submit"),
    ):
        page.keyboard.press("Tab")
        here = page.locator(":focus")
        expect(here.and_(page.locator(place))).to_have_count(1)
        assert outline(here) >= 2


def test_the_first_tab_offers_to_skip_to_the_content(browse):
    page = browse()
    page.goto(make_article().get_absolute_url())
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    expect(skip).to_have_text("Skip to the content")
    expect(skip).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("main :focus")).to_be_visible()


@in_every_language
def test_nothing_has_to_be_scrolled_sideways_on_the_smallest_telephone(browse, language):
    article = make_full_article(language)
    long = "Дарозтарин" * 40
    above = make_comment(
        article, long, name=long[:245], website=f"https://example.org/{'a' * 150}"
    )
    for _ in range(4):
        above = make_comment(
            article, f"<pre>{long}</pre> https://example.org/{long}", parent=above
        )
    page = browse(viewport=SMALLEST)
    for address in (
        home(language),
        article.category.get_absolute_url(),
        article.get_absolute_url(),
        f"{article.get_absolute_url()}?replytocom={Comment.objects.earliest('pk').pk}",
    ):
        page.goto(address)
        assert sideways(page) == 0, address
    send_something_wrong(page)
    assert sideways(page) == 0


def home(language: str) -> str:
    with translation.override(language):
        return reverse("blog:home")


def make_full_article(language: str) -> Article:
    """An article with everything around it: neighbours, tags, comments and their answers."""
    section = make_category("Тоҷикистон", language=language, description="What happens here.")
    make: dict[str, Any] = {"language": language, "category": section}
    make_article("Earlier", **make)
    article = make_article(
        "The summit",
        standfirst="Neighbours meet.",
        body="<p>What <a href='/'>happened</a>.</p><h2>And then</h2><ul><li>One</li></ul>"
        "<blockquote><p>Well</p></blockquote><pre>5 &lt; 6</pre><ol><li>Two</li></ol>",
        tags=[make_tag(language=language)],
        authors=[make_author()],
        further=[make_category("Further", language=language)],
        **make,
    )
    make_article("Later", **make)
    above = make_comment(article, "A <b>bold</b> word, https://example.org and <code>code</code>.")
    for depth in range(2, 6):
        above = make_comment(article, f"<q>Depth</q> {depth}", parent=above, name="Мадина")
    make_comment(article, "سلام", name="زرینه", website="https://example.org/")
    return article


def send_something_wrong(page: Page) -> None:
    """A name of invisible characters, which no browser finds wrong; 422 is the answer."""
    page.locator("#comment").fill("Text")
    page.locator("#name").fill("\u200b")
    page.locator("#email").fill("madina@example.org")
    page.locator("#submit").click()
    expect(page.locator("#name")).to_have_attribute("aria-invalid", "true")


def too_small(page: Page) -> list[str]:
    """What can be pressed in the form on less than a finger's room.

    The label of a checkbox belongs to it: either may be pressed.
    """
    return page.locator("#respond").evaluate(
        """(form, least) => [...form.querySelectorAll("a, button, input, textarea")]
          .filter((place) => place.checkVisibility() && place.tabIndex >= 0)
          .map((place) => {
            const pressed = [place, ...(place.type === "checkbox" ? place.labels : [])]
            const boxes = pressed.map((part) => part.getBoundingClientRect())
            const edge = (name, choose) => choose(...boxes.map((box) => box[name]))
            const width = edge("right", Math.max) - edge("left", Math.min)
            const height = edge("bottom", Math.max) - edge("top", Math.min)
            return { name: place.id, width, height }
          })
          .filter(({ width, height }) => width < least || height < least)
          .map(({ name, width, height }) => `${name} is ${width} by ${height}`)""",
        FINGER,
    )


def outline(place: Locator) -> float:
    """How thick the outline around a place is, in CSS pixels; 0 when there is none."""
    return place.evaluate(
        """(place) => {
          const { outlineStyle, outlineWidth } = getComputedStyle(place)
          return outlineStyle === "none" ? 0 : parseFloat(outlineWidth)
        }"""
    )


def sideways(page: Page) -> int:
    """How far the page can be scrolled to the side."""
    return page.evaluate(
        "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
