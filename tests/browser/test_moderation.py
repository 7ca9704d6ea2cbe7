"""Moderators at their desk: with the keyboard alone, by mouse and touch, without JavaScript."""

from collections.abc import Callable

import pytest
from django.test import Client
from playwright.sync_api import Page, Route, expect

from comments.models import Comment, Decision, RejectionReason
from tests.browser.steps import PASSWORD, sign_in_as
from tests.make import make_article, make_comment, make_reason, make_staff

LIST = "/admin/comments/comment/"
CURRENT = ".desk-current:not(.desk-done)"


@pytest.fixture
def moderator():
    return make_staff("Moderator", password=PASSWORD)


@pytest.fixture
def zarina():
    return make_staff("Moderator", "zarina", first_name="Zarina")


@pytest.fixture
def desk(browse, moderator) -> Callable[..., Page]:
    """Opens the desk, signed in; a page load after that would wipe the mark off the window."""

    def open_desk(query: str = "", **options) -> Page:
        page = browse(**options)
        sign_in_as(page, moderator)
        page.goto(LIST + query)
        if options.get("java_script_enabled", True):
            page.evaluate("window.isTheSame = true")
        return page

    return open_desk


def is_the_same(page: Page) -> bool:
    """Whether no page was loaded since the desk was opened."""
    return page.evaluate("window.isTheSame === true")


def current(page: Page) -> int:
    """The comment that the keys are for, once it is there."""
    return int(page.locator(CURRENT).get_attribute("data-comment"))


def held(number: int, **fields) -> list[Comment]:
    article = make_article("The summit")
    return [
        make_comment(article, f"Comment {one}.", name=f"Reader {one}", status="held", **fields)
        for one in range(number)
    ]


def status(comment: Comment) -> str:
    return Comment.objects.values_list("status", flat=True).get(pk=comment.pk)


def told(page: Page, text: str) -> None:
    expect(page.locator("#desk-said")).to_contain_text(text)


def log() -> list[tuple[int, str, str]]:
    """Who became what which way, of all that people decided."""
    taken = Decision.objects.exclude(by=None)
    return list(taken.values_list("comment", "to_status", "via"))


def test_a_moderator_clears_a_hundred_comments_with_the_keyboard_alone(desk, browse):
    comments = held(100)
    page = desk()
    decided: dict[int, str] = {}

    def press(key: str, becomes: str) -> None:
        decided[current(page)] = becomes
        page.keyboard.press(key)

    for number in range(30):
        press(*(("s", "spam") if number % 10 == 7 else ("a", "approved")))

    press("t", "trash")
    undone = list(decided)[-1]
    page.keyboard.press("u")
    told(page, "1 decision undone.")
    assert current(page) == undone
    press("a", "approved")

    chosen = []
    for _ in range(10):
        chosen.append(current(page))
        page.keyboard.press("x")
        page.keyboard.press("j")
    expect(page.locator("#desk-chosen")).to_have_text("10 chosen")
    page.keyboard.press("t")
    decided |= dict.fromkeys(chosen, "trash")
    told(page, "10 comments: Trash.")

    answered = current(page)
    page.keyboard.press("r")
    expect(page.locator(".desk-panel textarea")).to_be_focused()
    page.keyboard.type("Thank you for asking.")
    page.keyboard.press("Control+Enter")
    told(page, "Your reply is published.")
    decided[answered] = "approved"

    while len(decided) < 100:
        press("a", "approved")
    expect(page.locator("#desk-empty")).to_be_visible()
    expect(page.locator("[data-tab=held] .desk-count")).to_have_text("0")
    expect(page.locator("[data-tab=trash] .desk-count")).to_have_text("10")
    assert is_the_same(page)

    found = Comment.objects.filter(parent=None).values_list("pk", "status")
    assert dict(found) == decided
    rows = [row for row in log() if row[0] != undone]
    assert len(rows) == 99
    assert {(pk, to) for pk, to, _via in rows} == set(decided.items()) - {(undone, "approved")}
    assert {pk for pk, _to, via in rows if via == "bulk"} == set(chosen)
    assert [row[1:] for row in log() if row[0] == undone] == [
        ("trash", "desk"),
        ("held", "undo"),
        ("approved", "desk"),
    ]

    reader = browse()
    reader.goto(comments[0].article.get_absolute_url())
    shown = set(reader.locator(".comment").evaluate_all("all => all.map((one) => one.id)"))
    reader.goto(f"{comments[0].article.get_absolute_url()}?cpage=2")
    shown |= set(reader.locator(".comment").evaluate_all("all => all.map((one) => one.id)"))
    [reply] = Comment.objects.exclude(parent=None)
    public = {pk for pk, to in decided.items() if to == "approved"} | {reply.pk}
    assert shown == {f"comment-{pk}" for pk in public}
    reader.goto(reply.get_absolute_url())
    expect(reader.locator(f"#comment-{reply.pk}")).to_contain_text("Thank you for asking.")


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


def strike(page: Page, key: str, code: str, **more) -> None:
    """A key as a keyboard of another layout gives it."""
    page.evaluate(
        """(event) => document.activeElement.dispatchEvent(
          new KeyboardEvent("keydown", { bubbles: true, ...event }))""",
        {"key": key, "code": code, **more},
    )


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


def test_a_colleagues_decision_is_told_and_never_decided_over(desk, watch, zarina):
    first, second, third = held(3)
    page = desk()
    first.trash(by=zarina)
    page.keyboard.press("a")
    told(page, "Already decided by Zarina")
    watch.forgive(409)
    second.mark_spam(by=zarina)
    hear_news(page)
    expect(page.locator(f"#comment-{second.pk} .desk-outcome")).to_contain_text("Zarina")
    page.keyboard.press("a")  # the current one is closed: the key is for nobody
    assert (status(first), status(second), status(third)) == ("trash", "spam", "held")
    page.keyboard.press("j")
    assert current(page) == third.pk


def hear_news(page: Page) -> None:
    with page.expect_response("**/news/*"):
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def test_a_colleague_who_looks_is_named_and_forbids_nothing(desk, browse, zarina):
    [comment] = held(1)
    client = Client()
    client.force_login(zarina)
    page = desk()
    client.post(f"{LIST}{comment.pk}/look/")
    hear_news(page)
    expect(page.get_by_text("Zarina looks at this now.")).to_be_visible()
    page.keyboard.press("a")
    told(page, "1 comment: Approved.")


def test_comments_that_come_in_later_and_come_back_are_shown(desk, zarina):
    [comment] = held(1)
    page = desk()
    page.keyboard.press("t")
    expect(page.locator("#desk-empty")).to_be_visible()
    new = make_comment(comment.article, "Quite new", status="held")
    hear_news(page)
    expect(page.locator(f"#comment-{new.pk}")).to_be_visible()
    comment.undo(comment.last_decision().pk, zarina)
    hear_news(page)
    expect(page.locator(f"#comment-{comment.pk} .desk-text")).to_be_visible()


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


def test_a_signed_out_desk_says_so_and_goes_on_once_one_is_signed_in_again(desk, watch):
    first, second = held(2)
    page = desk()
    page.context.clear_cookies()
    page.keyboard.press("a")
    told(page, "You are signed out.")
    expect(page.locator(f"#comment-{first.pk} .desk-text")).to_be_visible()
    page.keyboard.press("k")
    page.keyboard.press("n")
    told(page, "You are signed out.")

    other = page.context.new_page()
    other.goto("/admin/login/")
    other.get_by_label("Username").fill("nigora")
    other.get_by_label("Password").fill(PASSWORD)
    other.get_by_role("button", name="Log in").click()
    expect(other.locator("#logout-form")).to_be_visible()
    page.keyboard.press("a")
    told(page, "1 comment: Approved.")
    assert is_the_same(page)
    assert (status(first), status(second)) == ("approved", "held")
    watch.forgive(403)  # with the token of before


def test_undo_is_for_the_last_key_even_before_its_answer_is_there(desk):
    first, second, third = held(3)
    page = desk()
    page.keyboard.press("a")
    told(page, "1 comment: Approved.")
    waiting: list[Route] = []
    page.route("**/decide/", lambda route: waiting.append(route))
    page.keyboard.press("s")
    page.wait_for_function("document.querySelectorAll('.desk-done').length === 2")
    page.keyboard.press("u")
    waiting[0].continue_()
    page.unroute("**/decide/")
    told(page, "1 decision undone.")
    assert (status(first), status(second)) == ("approved", "held")
    assert [row[1] for row in log()] == ["approved", "spam", "held"]
    assert current(page) in (second.pk, third.pk)


def test_a_decision_that_does_not_get_through_comes_back_and_the_next_key_is_for_the_next(desk):
    first, second, third = held(3)
    page = desk()
    page.route("**/decide/", lambda route: route.abort("aborted"))
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
    waiting: list[Route] = []
    page.route("**/reply/", lambda route: waiting.append(route))
    page.keyboard.press("r")
    page.keyboard.type("that")
    waiting[0].continue_()
    page.unroute("**/reply/")
    expect(page.locator(".desk-panel textarea")).to_be_focused()
    page.keyboard.type("that")
    expect(page.locator(".desk-panel textarea")).to_have_value("that")
    assert log() == []


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


def test_a_reported_comment_is_kept_with_the_key_of_approval(desk, zarina):
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
    assert [status(comment) for comment in comments] == ["approved"] * 3
    assert log() == []


def test_the_tab_of_all_goes_on_after_its_first_page(desk):
    held(30)
    page = desk("?tab=all&order=oldest")
    for _ in range(30):
        current(page)
        page.keyboard.press("a")
    expect(page.locator("[data-tab=approved] .desk-count")).to_have_text("30")
    expect(page.locator("#desk-empty")).to_be_visible()
    assert len(log()) == 30


def test_the_words_that_a_rule_objected_to_are_marked(desk):
    [comment] = held(1)
    make_reason(comment, field="comment", start=0, end=7)
    expect(desk().locator(".desk-text mark")).to_have_text("Comment")
