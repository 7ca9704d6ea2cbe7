"""Moderators and editors keep the lists and the settings: to be read and used by everybody."""

from datetime import timedelta
from functools import partial

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Page, expect

from comments.models import Discussion, Term
from tests.browser.steps import sign_in_as
from tests.browser.test_accessibility import sideways
from tests.make import make_article, make_block, make_comment, make_staff, make_term

TELEPHONE = {"width": 390, "height": 800}
WIDE = {"width": 1280, "height": 1800}  # of what lies across the edge axe isn't sure

TERMS = "/admin/comments/term/"
TRY = "[name=_try]"

#: Ours on a page of admin. The rest is Django's, such as dates without labels.
OURS = {
    "include": [["#content"]],
    "exclude": [[".object-tools"], ["#changelist-filter"], [".datetime"]],
}
#: Reading the style sheets beforehand, axe would add its own, which the policy forbids.
OPTIONS = {"resultTypes": ["violations", "incomplete"], "preload": False}

axe = Axe()


@pytest.mark.parametrize(
    ("language", "size", "colours"),
    [("en", WIDE, "dark"), ("fa", TELEPHONE, "light")],
    ids=["wide and dark", "right to left on a telephone"],
)
def test_axe_finds_nothing_on_the_lists_and_the_settings(browse, language, size, colours):
    article = make_article()
    for number in range(3):
        make_comment(article, f"Buy viagra now, https://a{number}.tj")
    make_term("<b>casino</b>", kind="phrase", note="Телеграм")
    make_block("203.0.113.9", until=timezone.now() - timedelta(days=1))
    Discussion.row()
    page = browse(viewport=size, color_scheme=colours, locale=language)
    sign_in_as(page, make_staff("Chief"))
    is_fine = partial(nothing_is_wrong, page)

    is_fine(TERMS)
    page.goto(f"{TERMS}add/")
    page.locator("#id_text").fill("viagra")
    page.locator(TRY).click()
    expect(page.locator(".desk-trials")).to_be_focused()
    expect(page.locator(".desk-trial li")).to_have_count(3)
    is_fine()
    page.locator("#id_text").fill("...")
    page.locator(TRY).click()
    expect(page.locator(".errornote")).to_be_visible()
    is_fine()

    page.goto(f"{TERMS}many/")
    page.locator("#id_terms").fill("\n".join(["spin", "...", "x" * 10_000]))
    page.locator("form.desk-many button").click()
    expect(page.locator(".desk-wrong li")).to_have_count(2)
    is_fine()

    page.goto("/admin/comments/discussion/1/change/")
    page.locator("#id_comment_max_links").fill("0")
    page.locator(TRY).click()
    page.locator(".desk-trial summary").click()
    is_fine()

    is_fine("/admin/comments/block/add/")


def test_a_term_is_tried_and_then_saved_with_the_keyboard(browse):
    make_comment(make_article(), "Buy viagra now")
    page = browse()
    sign_in_as(page, make_staff("Moderator"))
    page.goto(f"{TERMS}add/")
    expect(page.locator("#id_text")).to_be_focused()
    long = "viagra" * 50
    page.locator("#id_text").fill(long)
    page.locator(TRY).focus()
    page.keyboard.press("Enter")
    expect(page.locator(".errorlist")).to_contain_text("(it has 300)")
    expect(page.locator("#id_text")).to_have_value(long)
    page.locator("#id_text").fill("viagra")
    page.locator(TRY).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Would have stopped 1 of the last 1 comments.")).to_be_in_viewport()
    assert not Term.objects.exists()
    page.locator("#id_text").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("was added successfully")).to_be_visible()
    assert Term.objects.get().text == "viagra"


def nothing_is_wrong(page: Page, address: str = "") -> None:
    if address:
        page.goto(address)
    found = axe.run(page, OURS, OPTIONS).response
    wrong = [
        node["failureSummary"] + node["html"]
        for kind in ("violations", "incomplete")
        for rule in found[kind]
        for node in rule["nodes"]
    ]
    assert wrong == [], page.url
    assert sideways(page) == 0, page.url
