"""axe finds nothing at the desk: in each language, and at each size in each colours."""

from playwright.sync_api import expect

from tests.browser.axe import in_every_look, nothing_found_by_axe
from tests.browser.steps import sign_in_as
from tests.full_desk import LIST, make_full_desk
from tests.make import make_comment, make_staff

TELEPHONE = {"width": 390, "height": 800}
WIDE = {"width": 1280, "height": 900}


@in_every_look(TELEPHONE, WIDE)
def test_axe_finds_nothing_at_the_desk(browse, watch, language, size, colours):
    comment = make_full_desk(language)
    make_comment(comment.article, status="held")
    page = browse(viewport=size, color_scheme=colours, locale=language)
    sign_in_as(page, make_staff("Chief"))
    for address in ("?tab=all", "?q=nothing", f"{comment.pk}/change/", f"{comment.pk}/edit/"):
        page.goto(LIST + address)
        expect(page.locator("html")).to_have_attribute("lang", language)
        assert nothing_found_by_axe(page, in_layers=True)

    page.goto(LIST)
    page.keyboard.press("?")
    expect(page.locator("#desk-keys")).to_be_visible()
    assert nothing_found_by_axe(page, in_layers=True)
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    panel = page.locator(".desk-panel")
    expect(panel.locator("textarea")).to_be_focused()
    panel.evaluate("form => { form.noValidate = true }")
    page.keyboard.press("Control+Enter")
    expect(panel.locator("[aria-invalid=true]")).to_be_visible()
    watch.forgive(422)
    assert nothing_found_by_axe(page, in_layers=True)
    page.keyboard.press("Escape")
    page.keyboard.press("x")
    page.keyboard.press("t")
    expect(page.locator(".desk-outcome")).to_be_visible()
    expect(page.locator("#desk-said button")).to_be_visible()
    assert nothing_found_by_axe(page, in_layers=True)
