"""A key for everything, on every keyboard, and none for what is only typed."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from comments.models import RejectionReason
from tests.browser.desk.steps import CURRENT, current, held, log, status, strike, told
from tests.make import make_article, make_comment


def test_the_question_mark_shows_the_keys(desk):
    held(2)
    page = desk()
    page.keyboard.press("?")
    expect(page.locator("#desk-keys")).to_be_visible()
    page.keyboard.press("a")  # is for no comment now
    page.keyboard.press("Escape")
    expect(page.locator("#desk-keys")).to_be_hidden()
    assert log() == []
    page.keyboard.press("k")
    page.keyboard.press("j")
    page.keyboard.press("s")
    told(page, "1 comment: Spam.")
    assert [row[1] for row in log()] == ["spam"]


@pytest.mark.parametrize(
    ("key", "code", "more"),
    [
        ("ф", "KeyA", {}),  # Russian, Tajik
        ("ش", "KeyA", {}),  # Persian
        ("A", "KeyA", {}),  # Caps Lock
        ("a", "KeyQ", {}),  # French
    ],
)
def test_a_key_is_the_same_on_every_keyboard(desk, key, code, more):
    [comment] = held(1)
    page = desk()
    strike(page, key, code)
    told(page, "1 comment: Approved.")
    assert status(comment) == "approved"


def test_other_keyboards_have_the_question_mark_and_the_list_of_reasons(desk):
    rude = RejectionReason.objects.create(label="Rude", position=0)
    RejectionReason.objects.exclude(pk=rude.pk).delete()
    [comment] = held(1)
    page = desk()
    strike(page, "؟", "Slash", shiftKey=True)
    expect(page.locator("#desk-keys")).to_be_visible()
    page.keyboard.press("Escape")
    strike(page, "Е", "KeyT", shiftKey=True)
    expect(page.locator("#desk-reasons")).to_be_visible()
    page.keyboard.press("1")
    told(page, "1 comment: Trash.")
    assert comment.last_decision().rejection == rude


def test_a_key_held_down_and_a_double_click_decide_once(desk):
    held(4)
    page = desk()
    strike(page, "a", "KeyA")
    for _ in range(5):
        strike(page, "a", "KeyA", repeat=True)
    told(page, "1 comment: Approved.")
    page.locator(CURRENT).get_by_role("button", name="Spam").dblclick()
    told(page, "1 comment: Spam.")
    expect(page.locator("[data-tab=held] .desk-count")).to_have_text("2")
    assert sorted(row[1] for row in log()) == ["approved", "spam"]


def intercept(page: Page, address: str, act: Callable[[Route], object]) -> None:
    """Does this with what the desk, loaded again, asks of the address.

    Of a page that is there already the first request may slip through.
    """
    page.route(address, act)
    page.reload()
    current(page)


def hold_up(page: Page, address: str) -> Callable[[], None]:
    """Holds back the next request to the address, until what is given back is called."""
    waiting: list[Route] = []
    intercept(page, address, lambda route: waiting.append(route))

    def go_on() -> None:
        while not waiting:  # the browser sends it when it comes to it
            page.wait_for_timeout(10)
        waiting[0].continue_()
        page.unroute(address)

    return go_on


def test_undo_is_for_the_last_key_even_before_its_answer_is_there(desk):
    first, second, third = held(3)
    page = desk()
    page.keyboard.press("a")
    told(page, "1 comment: Approved.")
    go_on = hold_up(page, "**/decide/")
    page.keyboard.press("s")
    expect(page.locator(".desk-done")).to_have_count(1)
    page.keyboard.press("u")
    go_on()
    told(page, "1 decision undone.")
    assert (status(first), status(second)) == ("approved", "held")
    assert [row[1] for row in log()] == ["approved", "spam", "held"]
    assert current(page) in (second.pk, third.pk)


def test_a_decision_that_does_not_get_through_comes_back_and_the_next_key_is_for_the_next(desk):
    first, second, third = held(3)
    page = desk()
    intercept(page, "**/decide/", lambda route: route.abort("aborted"))
    page.keyboard.press("s")
    told(page, "No answer came.")
    expect(page.locator(f"#comment-{first.pk} .desk-text")).to_be_visible()
    assert current(page) == second.pk
    page.unroute("**/decide/")
    page.keyboard.press("a")
    told(page, "1 comment: Approved.")
    assert [status(comment) for comment in (first, second, third)] == ["held", "approved", "held"]


def test_what_is_typed_before_a_slow_form_is_there_is_no_key(desk):
    held(2)
    page = desk()
    go_on = hold_up(page, "**/reply/")
    page.keyboard.press("r")
    page.keyboard.type("that")
    go_on()
    expect(page.locator(".desk-panel textarea")).to_be_focused()
    page.keyboard.type("that")
    expect(page.locator(".desk-panel textarea")).to_have_value("that")
    assert log() == []


def test_reported_comments_are_kept_with_the_key_of_approval_and_taken_back(desk, zarina):
    comments = [make_comment(make_article(), name=f"Reader {one}") for one in range(3)]
    for comment in comments:
        comment.report(zarina, "insult")
    page = desk("?tab=reported")
    page.keyboard.press("a")
    told(page, "1 comment stays; its reports are settled.")
    for _ in range(2):
        page.keyboard.press("x")
        page.keyboard.press("j")
    page.keyboard.press("a")
    told(page, "2 comments stay; their reports are settled.")
    expect(page.locator("#desk-empty")).to_be_visible()
    page.keyboard.press("u")
    told(page, "2 decisions undone.")
    expect(page.locator("[data-tab=reported] .desk-count")).to_have_text("2")
    page.locator(f"#comment-{comments[0].pk}").get_by_role("button", name="Undo").click()
    told(page, "1 decision undone.")
    expect(page.locator("[data-tab=reported] .desk-count")).to_have_text("3")
    assert [status(comment) for comment in comments] == ["approved"] * 3
    assert log() == []
