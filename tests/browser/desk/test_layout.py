"""The desk keeps its buttons in sight, whatever somebody writes and however small the screen."""

import pytest

from tests.browser.steps import sign_in
from tests.make import make_article, make_comment

TOWER = "x" + "\u0489" * 240


@pytest.mark.parametrize("width", [390, 768, 1024, 1280, 1920])
def test_every_button_is_in_sight(browse, width):
    article = make_article("A title of several words, as long as they tend to be in newspapers")
    parent = make_comment(article, TOWER, name=TOWER)
    make_comment(
        article, f"{TOWER} {'unbreakable' * 40}", name=TOWER, status="held", parent=parent
    )
    make_comment(article, "An honest comment of a sentence or two.", status="held")
    page = browse(viewport={"width": width, "height": 900})
    sign_in(page)
    page.goto("/admin/comments/comment/")
    buttons = page.locator(".desk-card .desk-buttons button, .desk-card .desk-more a")
    assert buttons.count() == 12
    for button in buttons.all():
        box = button.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_everything_on_the_desk_is_large_enough_for_a_finger(browse):
    make_comment(make_article(), status="held")
    page = browse(viewport={"width": 390, "height": 800}, has_touch=True)
    sign_in(page)
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
