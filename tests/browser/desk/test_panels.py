"""Reply, edit and note below a comment, and what is typed there."""

from playwright.sync_api import expect

from tests.browser.desk.steps import held, is_the_same, told


def test_what_is_typed_stays_when_the_form_is_closed_or_refused(desk, watch, zarina):
    [comment] = held(1)
    page = desk()
    page.keyboard.press("r")
    expect(page.get_by_label("Your reply")).to_be_focused()
    page.keyboard.type("Half a thought")
    page.keyboard.press("Escape")
    expect(page.locator(".desk-panel")).to_have_count(0)
    page.keyboard.press("n")
    expect(page.get_by_label("Note for your colleagues")).to_have_value("")
    page.keyboard.press("Escape")
    page.keyboard.press("r")
    reply = page.get_by_label("Your reply")
    expect(reply).to_have_value("Half a thought")
    comment.trash(by=zarina)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("This comment was removed")).to_be_visible()
    expect(page.get_by_label("Your reply")).to_have_value("Half a thought")
    watch.forgive(409)


def test_a_note_and_an_edit_are_there_at_once(desk):
    comment, _other = held(2)
    page = desk()
    page.keyboard.press("n")
    page.get_by_label("Note for your colleagues").fill("I know him.")
    page.keyboard.press("Control+Enter")
    told(page, "Your note is there.")
    card = page.locator(f"#comment-{comment.pk}")
    expect(card).to_contain_text("I know him.")
    page.keyboard.press("e")
    page.locator(f"#id_{comment.pk}_source").fill("Comment …")
    page.get_by_label("Why you change it").fill("A number")
    page.keyboard.press("Control+Enter")
    told(page, "The comment was changed")
    expect(card).to_contain_text("edited by the newsroom")
    expect(card.locator(".desk-text")).to_have_text("Comment …")
    page.keyboard.press("a")
    told(page, "1 comment: Approved.")
    assert is_the_same(page)
