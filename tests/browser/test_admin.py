"""Editors work in admin under the policy of the whole site."""

import re

from playwright.sync_api import Page, expect

from blog.models import Article
from tests.browser.steps import sign_in, sign_in_as
from tests.make import make_article, make_category, make_staff

EDITOR = ".field-body [contenteditable=true]"


def test_an_editor_writes_an_article_publishes_it_and_looks_at_it(browse):
    make_category("Tajikistan")
    make_category("Sport")
    page = browse()
    sign_in(page)
    page.goto("/admin/blog/article/")
    page.get_by_role("link", name="Add article").click()

    page.get_by_label("Title:").fill("Ҷавоби хонанда")

    # The text is written as it will look.
    text = page.locator(EDITOR)
    text.click()
    page.keyboard.type("An answer that is ")
    page.keyboard.press("Control+b")
    page.keyboard.type("bold")
    page.keyboard.press("Control+b")
    page.keyboard.press("Enter")
    page.keyboard.type("And a second paragraph.")
    expect(text.locator("strong")).to_have_text("bold")

    choose(page, "category", "Taj", "Tajikistan")
    page.get_by_role("button", name="Save", exact=True).first.click()
    expect(page.get_by_text("was added successfully")).to_be_visible()
    article = Article.objects.get()
    assert article.body == (
        "<p>An answer that is <strong>bold</strong></p><p>And a second paragraph.</p>"
    )
    assert article.category.name == "Tajikistan"
    assert not article.is_public

    row = page.get_by_role("row").filter(has_text="Ҷавоби хонанда")
    row.get_by_role("checkbox").check()
    page.get_by_label("Action:").select_option("Publish selected articles")
    page.get_by_role("button", name="Run").or_(page.get_by_role("button", name="Go")).click()
    expect(page.get_by_text("1 article is public now.")).to_be_visible()

    page.get_by_role("link", name="Ҷавоби хонанда").click()
    expect(page.locator(EDITOR).locator("strong")).to_have_text("bold")
    page.get_by_role("link", name="View on site").click()
    expect(page.locator("h1")).to_have_text("Ҷавоби хонанда")
    expect(page.locator(".article .prose strong")).to_have_text("bold")


def test_a_title_makes_its_slug_while_it_is_typed(browse):
    page = browse()
    sign_in_as(page, make_staff("Chief"))
    for what, name, slug in (
        ("article", "Ҷавоби хонанда", "javobi-k?honanda"),
        ("category", "پاسخ", "paskh"),
        ("tag", "Ответ", "otvet"),
        ("author", "Ғолиб Қодирӣ", "gholib-qodiri"),
    ):
        page.goto(f"/admin/blog/{what}/add/")
        page.locator("#id_title, #id_name").fill(name)
        page.keyboard.press("Tab")
        expect(page.get_by_label("Slug:")).to_have_value(re.compile(f"^{slug}$"))


def choose(page: Page, field: str, typed: str, name: str) -> None:
    """Choose a row in a field that looks rows up while one types."""
    page.locator(f".field-{field} .select2-selection").click()
    page.locator(".select2-search__field:focus").press_sequentially(typed)
    page.get_by_role("option", name=name).click()


def test_the_list_of_articles_shows_all_its_columns(browse):
    make_article("A title of several words, as long as they tend to be in newspapers")
    page = browse(viewport={"width": 1280, "height": 900})
    sign_in_as(page, make_staff("Chief"))
    page.goto("/admin/blog/article/")
    room = page.locator(".results").bounding_box()
    for cell in page.locator("#result_list tbody tr > *").all():
        box = cell.bounding_box()
        assert box["x"] + box["width"] <= room["x"] + room["width"] + 1
