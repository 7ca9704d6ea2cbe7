"""The desk keeps its buttons in sight, whatever somebody writes and however small the screen."""

from playwright.sync_api import Page

from tests.browser.steps import sign_in_as
from tests.make import make_article, make_comment, make_staff

TOWER = "x" + "\u0489" * 240

EDGES = """(elements) => elements.map((element) => {
  const { left, right, width } = element.getBoundingClientRect()
  return [left, right, width]
})"""


def test_every_button_is_in_sight_on_a_screen_of_any_width(browse):
    article = make_article("A title of several words, as long as they tend to be in newspapers")
    parent = make_comment(article, TOWER, name=TOWER)
    make_comment(
        article, f"{TOWER} {'unbreakable' * 40}", name=TOWER, status="held", parent=parent
    )
    make_comment(article, "An honest comment of a sentence or two.", status="held")
    page = browse()
    sign_in_as(page, make_staff("Chief"))
    page.goto("/admin/comments/comment/")
    for width in (390, 768, 1024, 1280, 1920):
        page.set_viewport_size({"width": width, "height": 900})
        every_button_is_in_sight(page, width)


def every_button_is_in_sight(page: Page, width: int) -> None:
    buttons = page.locator(".desk-card .desk-buttons button, .desk-card .desk-more a")
    edges = buttons.evaluate_all(EDGES)
    assert len(edges) == 12
    assert all(left >= 0 and right <= width and size > 0 for left, right, size in edges), edges
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_everything_on_the_desk_is_large_enough_for_a_finger(browse):
    make_comment(make_article(), status="held")
    page = browse(viewport={"width": 390, "height": 800}, has_touch=True)
    sign_in_as(page, make_staff("Chief"))
    page.goto("/admin/comments/comment/")
    page.get_by_role("button", name="Spam").first.click()
    page.locator("#desk-said").get_by_role("button", name="Undo").wait_for()
    pressed = ".desk-choose, .desk-card button, .desk-more a, #desk-said button, .desk-tabs a"
    for place in page.locator(pressed).all():
        if place.is_visible():
            assert place.bounding_box()["height"] >= 44, place.inner_text()


def test_signs_piled_up_stay_inside_their_own_comment(browse):
    article = make_article()
    make_comment(article, TOWER * 20, name=TOWER)
    page = browse(viewport={"width": 390, "height": 800})
    page.goto(article.get_absolute_url())
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
