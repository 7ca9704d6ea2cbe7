"""The desk keeps its buttons in sight, whatever somebody writes and however small the screen."""

import pytest

from tests.browser.steps import sign_in
from tests.make import make_article, make_comment

TOWER = "x" + "\u0489" * 240


@pytest.mark.parametrize("width", [390, 768, 1024, 1280, 1920])
def test_every_button_is_in_sight(browse, width):
    article = make_article("A title of several words, as long as they tend to be in newspapers")
    make_comment(article, f"{TOWER} {'unbreakable' * 40}", name=TOWER, status="held")
    make_comment(article, "An honest comment of a sentence or two.", status="held")
    page = browse(viewport={"width": width, "height": 900})
    sign_in(page)
    page.goto("/admin/comments/comment/")
    room = page.locator(".results").bounding_box()
    buttons = page.locator(".desk-buttons button")
    assert buttons.count() == 6
    for button in buttons.all():
        box = button.bounding_box()
        assert box["x"] >= room["x"]
        assert box["x"] + box["width"] <= room["x"] + room["width"] + 1


def test_signs_piled_up_stay_inside_their_own_comment(browse):
    article = make_article()
    make_comment(article, TOWER * 20, name=TOWER)
    page = browse(viewport={"width": 390, "height": 800})
    page.goto(article.get_absolute_url())
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
