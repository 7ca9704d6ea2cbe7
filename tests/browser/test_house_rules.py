"""The house rules stand beside the form."""

from playwright.sync_api import expect


def test_the_house_rules_are_one_line_until_somebody_wants_to_read_them(article, browse):
    for javascript in (True, False):
        page = browse(java_script_enabled=javascript)
        page.goto(article.get_absolute_url())
        rule = page.get_by_text("No advertising.")
        expect(rule).to_be_hidden()
        page.get_by_text("House rules").click()
        expect(rule).to_be_visible()
