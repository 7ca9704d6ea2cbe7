"""The desk by mouse, by finger and without JavaScript."""

from playwright.sync_api import expect

from tests.browser.desk.steps import held, is_the_same, status, told
from tests.make import make_reason


def test_without_javascript_everything_is_a_button(desk):
    comments = held(5)
    page = desk(java_script_enabled=False)
    page.locator(f"#comment-{comments[1].pk}").get_by_role("button", name="Approve").click()
    expect(page.get_by_text("1 comment: Approved.")).to_be_visible()
    assert page.url.endswith(f"#comment-{comments[2].pk}")
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("1 decision undone.")).to_be_visible()
    assert status(comments[1]) == "held"
    for comment in comments[:3]:
        page.get_by_label(f"Choose the comment of {comment.name}").check()
    page.locator("#desk-bulk").get_by_role("button", name="Trash").click()
    expect(page.get_by_text("3 comments: Trash.")).to_be_visible()
    page.locator(f"#comment-{comments[3].pk}").get_by_role("link", name="Reply").click()
    page.get_by_label("Your reply").fill("Thank you.")
    page.get_by_role("button", name="Approve and reply").click()
    expect(page.get_by_text("Your reply is published.")).to_be_visible()
    assert [status(comment) for comment in comments] == [*["trash"] * 3, "approved", "held"]


def test_a_finger_does_it_as_well(desk):
    comments = held(3)
    size = {"width": 390, "height": 800}
    page = desk(viewport=size, has_touch=True, is_mobile=True)
    page.locator(f"#comment-{comments[0].pk}").get_by_role("button", name="Approve").tap()
    told(page, "1 comment: Approved.")
    page.locator("#desk-said").get_by_role("button", name="Undo").tap()
    told(page, "1 decision undone.")
    page.get_by_label("All on this page").tap()
    page.locator("#desk-bulk").get_by_role("button", name="Spam").tap()
    told(page, "3 comments: Spam.")
    assert is_the_same(page)
    assert [status(comment) for comment in comments] == ["spam"] * 3


def test_the_words_that_a_rule_objected_to_are_marked(desk):
    [comment] = held(1)
    make_reason(comment, field="comment", start=0, end=7)
    expect(desk().locator(".desk-text mark")).to_have_text("Comment")
