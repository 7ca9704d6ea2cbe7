"""Whoever writes much is told how much room is left."""

from playwright.sync_api import expect

from tests.browser.writing import text_of


def test_the_room_that_is_left_is_told_when_it_is_little(article, browse):
    page = browse()
    page.clock.install()
    page.goto(article.get_absolute_url())
    seen, heard = page.locator(".draft-left"), page.locator(".draft [role=status]")
    told = {
        58_000: "",
        65_425: "100 characters left",
        65_524: "1 character left",
        65_525: "0 characters left",
        1: "",
    }
    for length, words in told.items():
        text_of(page).evaluate("(field, length) => { field.value = 'x'.repeat(length) }", length)
        text_of(page).dispatch_event("input")
        expect(seen).to_have_text(words)
    text_of(page).evaluate("(field) => { field.value = 'x'.repeat(65000) }")
    for _ in range(3):
        text_of(page).dispatch_event("input")
        page.clock.run_for(500)
    expect(seen).to_have_text("525 characters left")
    expect(heard).to_be_empty()
    page.clock.run_for(2_000)
    expect(heard).to_have_text("525 characters left")
