"""Nothing typed is lost, and readers see beforehand what everybody will see."""

import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from blog.models import Article
from comments.models import Comment, Discussion
from comments.sanitize import render
from tests.browser.axe import in_every_look, nothing_found_by_axe
from tests.browser.steps import leave_reply
from tests.browser.test_accessibility import NARROW, SMALLEST, WIDE, sideways, too_small
from tests.make import make_article, make_comment

ADDRESS = "madina@example.org"
TYPED = "A <b>bold</b> word & <i>more</i>\n\nhttps://example.org"

WITH_AND_WITHOUT_JAVASCRIPT = pytest.mark.parametrize(
    "javascript", [True, False], ids=["with JavaScript", "without JavaScript"]
)

DAY = 24 * 60 * 60 * 1000

#: A browser that keeps nothing says so like this.
NO_STORAGE = """
for (const name of ["localStorage", "sessionStorage"])
  Object.defineProperty(window, name, { get() { throw new DOMException("No", "SecurityError") } })
"""

#: Browsers write HTML in their own way.
IS_SHOWN = """(html) => {
  const there = document.createElement("div")
  there.innerHTML = html
  return document.getElementById("preview-panel").innerHTML === there.innerHTML
}"""

HIDE = """(state) => {
  Object.defineProperty(document, "visibilityState", { configurable: true, get: () => state })
  document.dispatchEvent(new Event("visibilitychange"))
}"""


@pytest.fixture
def article(watch) -> Article:
    Discussion(pk=1, form_min_seconds=0).save()  # a test types faster than anybody
    return make_article("The summit")


def text_of(page: Page):
    return page.get_by_label("Comment *")


def toggle(page: Page):
    return page.get_by_role("button", name="Preview")


def panel(page: Page):
    return page.get_by_role("region", name="Preview")


def told(page: Page):
    return page.locator(".form-told")


def draft_back(page: Page):
    return page.locator(".draft-back")


def wait_until_kept(page: Page, text: str) -> None:
    """It takes less than a second."""
    page.wait_for_function(
        """(text) => Object.entries(localStorage).some(
          ([key, kept]) => key.startsWith("javob.draft.") && JSON.parse(kept).text === text)""",
        arg=text,
        timeout=1_000,
    )


def drafts(page: Page) -> dict[str, dict]:
    found = page.evaluate("() => ({ ...localStorage })")
    return {key: json.loads(kept) for key, kept in found.items() if key.startswith("javob.draft")}


@WITH_AND_WITHOUT_JAVASCRIPT
def test_a_comment_is_written_looked_at_and_posted(article, browse, javascript):
    page = browse(java_script_enabled=javascript)
    page.goto(article.get_absolute_url())
    text_of(page).fill(TYPED)
    toggle(page).click()
    expect(panel(page).locator("b")).to_have_text("bold")
    expect(panel(page).get_by_role("link")).to_have_attribute("rel", "nofollow ugc noopener")
    expect(text_of(page)).to_have_value(TYPED)
    assert not Comment.objects.exists()

    leave_reply(page, f"{TYPED} Indeed.", "Мадина", ADDRESS)
    expect(page.get_by_text("Your comment awaits moderation.")).to_be_visible()
    assert Comment.objects.get().source == f"{TYPED} Indeed."


def test_without_javascript_the_preview_is_a_page_with_the_form_below(article, browse):
    above = make_comment(article, name="Farrukh")
    page = browse(java_script_enabled=False)
    page.goto(f"{article.get_absolute_url()}?replytocom={above.pk}")
    page.get_by_label("Name *").fill("Мадина")
    text_of(page).fill(TYPED)
    toggle(page).click()
    expect(panel(page)).to_be_focused()
    expect(panel(page)).to_be_in_viewport()
    expect(page.get_by_text("Nothing is posted yet.")).to_be_visible()
    expect(page.get_by_role("heading", name="Leave a Reply to Farrukh")).to_be_visible()
    expect(page.get_by_label("Name *")).to_have_value("Мадина")
    page.get_by_label("Email *").fill(ADDRESS)
    page.get_by_label("Email *").press("Enter")  # posts, as it does in every form
    expect(page.get_by_text("Your comment awaits moderation.")).to_be_visible()
    assert Comment.objects.get(name="Мадина").parent == above


def test_the_preview_follows_the_typing_and_is_what_the_page_shows(article, browse):
    page = browse()
    page.goto(article.get_absolute_url())
    toggle(page).click()
    expect(toggle(page)).to_have_attribute("aria-expanded", "true")
    expect(panel(page)).to_be_empty()
    for typed in ("5 < 6 & <q>x</q>", "سلام\n\n<ul><li>one<li>two</ul>", "<script>x</script>"):
        text_of(page).fill(typed)
        page.wait_for_function(IS_SHOWN, arg=render(typed))
    text_of(page).fill("")
    expect(panel(page)).to_be_empty()
    toggle(page).click()
    expect(panel(page)).to_have_count(0)


def test_the_preview_moves_neither_the_cursor_nor_what_is_below(article, browse):
    page = browse()
    page.goto(article.get_absolute_url())
    toggle(page).click()
    text_of(page).fill("One two three")
    expect(panel(page)).to_have_text("One two three")
    button = page.get_by_role("button", name="Post Comment")
    before = button.bounding_box()
    text_of(page).press("Home")
    with page.expect_response("**/comments/preview/"):
        page.keyboard.type("Zero\n" * 40)
    expect(panel(page)).to_contain_text("Zero")
    assert button.bounding_box() == before
    expect(text_of(page)).to_be_focused()
    assert text_of(page).evaluate("(field) => field.selectionStart") == len("Zero\n" * 40)
    panel(page).focus()
    page.keyboard.press("End")
    page.wait_for_function("() => document.activeElement.scrollTop > 0")


def test_the_preview_asks_for_little(article, browse):
    page = browse()
    page.goto(article.get_absolute_url())
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    def previews() -> int:
        return len([url for url in asked if url.endswith("/comments/preview/")])

    text_of(page).fill("Nobody has opened it")
    page.wait_for_timeout(800)
    assert previews() == 0
    toggle(page).click()
    expect(panel(page)).to_have_text("Nobody has opened it")
    assert previews() == 1

    text_of(page).press_sequentially(" yet, letter by letter", delay=20)
    expect(panel(page)).to_contain_text("letter by letter")
    assert previews() == 2

    page.evaluate(HIDE, "hidden")
    text_of(page).fill("Nobody looks")
    page.wait_for_timeout(800)
    assert previews() == 2
    page.evaluate(HIDE, "visible")
    expect(panel(page)).to_have_text("Nobody looks")
    assert previews() == 3

    text_of(page).fill(" \n ")
    expect(panel(page)).to_be_empty()
    page.wait_for_timeout(800)
    assert previews() == 3


def test_a_text_too_long_for_the_preview_is_told_so_once(article, browse, watch):
    page = browse()
    page.goto(article.get_absolute_url())
    toggle(page).click()
    text_of(page).fill("x" * 10_001)
    expect(panel(page)).to_contain_text("up to 10000 characters")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    text_of(page).fill("x" * 10_002)
    page.wait_for_timeout(800)
    assert not any("preview" in url for url in asked)
    text_of(page).fill("x" * 10_000)
    expect(panel(page)).to_have_text("x" * 10_000)
    watch.forgive(413)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("\u200c", "Please type your comment."),
        ("\u200b", "Please type your comment."),
        ("\u2800", "Please type your comment."),
        ("a\0b", "There is a null character in this text"),
    ],
)
def test_what_the_preview_refuses_is_forgotten_with_the_next_letter(
    article, browse, watch, typed, why
):
    page = browse()
    page.goto(article.get_absolute_url())
    toggle(page).click()
    # Nobody types a null character: it comes from elsewhere.
    text_of(page).evaluate("(field, typed) => { field.value = typed }", typed)
    text_of(page).dispatch_event("input")
    expect(panel(page)).to_contain_text(why)
    text_of(page).fill(f"More than {typed[:1]}that")
    expect(panel(page)).to_contain_text("that")
    watch.forgive(422)


def test_where_there_is_no_preview_it_says_so(article, browse, watch):
    page = browse()
    page.goto(article.get_absolute_url())
    page.route("**/comments/preview/", lambda route: route.fulfill(status=503, body="<b>no</b>"))
    text_of(page).fill("Words")
    toggle(page).click()
    expect(panel(page)).to_have_text("There is no preview at the moment.")
    watch.forgive(503)
    page.unroute("**/comments/preview/")
    text_of(page).fill("More words")
    expect(panel(page)).to_have_text("More words")


def test_a_reload_keeps_the_draft(article, browse):
    page = browse()
    page.goto(article.get_absolute_url())
    text_of(page).fill(TYPED)
    wait_until_kept(page, TYPED)
    page.goto("/")
    page.goto(article.get_absolute_url())
    expect(text_of(page)).to_have_value(TYPED)
    expect(draft_back(page)).to_contain_text(re.compile(r"Your draft from \d+:\d\d .M is back\."))
    expect(page.get_by_label("Name *")).to_be_empty()

    page.get_by_role("button", name="Discard it").click()
    expect(text_of(page)).to_be_empty()
    expect(text_of(page)).to_be_focused()
    expect(draft_back(page)).to_have_count(0)
    assert not drafts(page)
    page.goto("/")
    page.goto(article.get_absolute_url())
    expect(text_of(page)).to_be_empty()
    expect(draft_back(page)).to_have_count(0)


def test_a_draft_outlives_a_crash_and_is_kept_for_each_article(article, browse):
    page = browse()
    page.goto(article.get_absolute_url())
    text_of(page).fill(TYPED)
    wait_until_kept(page, TYPED)
    # Another window is told nothing when one crashes; the first one is still open here.
    another = page.context.new_page()
    another.goto(make_article().get_absolute_url())
    expect(text_of(another)).to_be_empty()
    another.goto(article.get_absolute_url())
    expect(text_of(another)).to_have_value(TYPED)


def test_what_is_typed_just_before_one_leaves_is_kept(article, browse):
    page = browse()
    page.goto(article.get_absolute_url())
    text_of(page).fill("Last words")
    page.goto("/")
    page.goto(article.get_absolute_url())
    expect(text_of(page)).to_have_value("Last words")


def test_only_the_text_is_kept(article, browse):
    page = browse()
    page.goto(article.get_absolute_url())
    page.get_by_label("Name *").fill("Мадина")
    page.get_by_label("Email *").fill(ADDRESS)
    text_of(page).fill("Words")
    wait_until_kept(page, "Words")
    [kept] = drafts(page).values()
    assert kept.keys() == {"text", "parent", "at"}
    assert "madina" not in json.dumps(page.evaluate("() => ({ ...localStorage })"))


def test_a_draft_is_given_up_after_a_week(article, browse):
    page = browse()
    page.goto(article.get_absolute_url())
    keep = """([key, at]) => localStorage.setItem(
      key, JSON.stringify({ text: "Old words", parent: "", at: Date.now() - at }))"""
    key = f"javob.draft.{article.pk}"
    page.evaluate(keep, ["javob.draft.999", 8 * DAY])
    page.evaluate(keep, [key, 8 * DAY])
    page.goto(article.get_absolute_url())
    expect(page.locator("#submit")).to_be_visible()
    expect(text_of(page)).to_be_empty()
    assert not drafts(page)

    page.evaluate(keep, [key, 6 * DAY])
    page.goto(article.get_absolute_url())
    expect(text_of(page)).to_have_value("Old words")
    expect(draft_back(page)).to_contain_text(re.compile(r"from \d\d/\d\d/\d{4}, \d+:\d\d"))


def test_what_is_no_draft_does_no_harm(article, browse):
    page = browse()
    page.goto(article.get_absolute_url())
    for nonsense in ("{", "null", "7", "[]", "{}"):
        keep = "([key, kept]) => localStorage.setItem(key, kept)"
        page.evaluate(keep, [f"javob.draft.{article.pk}", nonsense])
        page.goto(article.get_absolute_url())
        expect(toggle(page)).to_be_visible()
        expect(text_of(page)).to_be_empty()


def test_a_draft_of_an_answer_puts_the_form_back(article, browse):
    first = make_comment(article, name="Farrukh")
    page = browse()
    page.goto(article.get_absolute_url())
    page.get_by_role("link", name="Reply to Farrukh").click()
    text_of(page).fill("An answer")
    wait_until_kept(page, "An answer")
    page.goto("/")
    page.goto(article.get_absolute_url())
    expect(page.locator(f"#{first.anchor} #respond")).to_be_visible()
    expect(page.get_by_role("heading", name="Leave a Reply to Farrukh")).to_be_visible()
    expect(text_of(page)).to_have_value("An answer")
    expect(text_of(page)).not_to_be_focused()
    assert page.evaluate("() => scrollY") == 0

    # Whoever cancels keeps the words, for everybody.
    page.get_by_role("link", name="Cancel reply").click()
    page.goto("/")
    page.goto(article.get_absolute_url())
    expect(page.locator(".comment #respond")).to_have_count(0)
    expect(text_of(page)).to_have_value("An answer")


def test_a_draft_of_an_answer_to_a_comment_elsewhere_leads_there(article, browse, settings):
    settings.COMMENTS_THREADS_PER_PAGE = 1
    make_comment(article, name="Zarina")
    second = make_comment(article, name="Farrukh")
    page = browse()
    page.goto(f"{article.get_absolute_url()}?cpage=2")
    page.get_by_role("link", name="Reply to Farrukh").click()
    text_of(page).fill("An answer")
    wait_until_kept(page, "An answer")
    page.goto(article.get_absolute_url())
    expect(text_of(page)).to_have_value("An answer")
    page.get_by_role("link", name="It answers a comment that is not on this page").click()
    expect(page.get_by_role("heading", name="Leave a Reply to Farrukh")).to_be_visible()
    expect(text_of(page)).to_have_value("An answer")
    leave_reply(page, "An answer", "Мадина", ADDRESS)
    expect(page.get_by_text("Your comment awaits moderation.")).to_be_visible()
    assert Comment.objects.get(name="Мадина").parent == second


def test_cancelling_on_the_page_of_an_answer_forgets_whom_it_answers(article, browse):
    above = make_comment(article, name="Farrukh")
    page = browse()
    page.goto(f"{article.get_absolute_url()}?replytocom={above.pk}#respond")
    text_of(page).fill("An answer")
    page.get_by_role("link", name="Cancel reply").click()
    expect(page).to_have_url(re.compile(r"/#respond$"))
    expect(page.locator(".comment #respond")).to_have_count(0)
    expect(text_of(page)).to_have_value("An answer")


def test_a_refusal_keeps_the_draft_and_success_clears_it(article, browse):
    page = browse()
    page.goto(article.get_absolute_url())
    leave_reply(page, TYPED, "\u200b", ADDRESS)  # a name in which there is nothing to see
    expect(page.get_by_role("alert")).to_be_visible()
    page.goto(article.get_absolute_url())
    expect(text_of(page)).to_have_value(TYPED)

    # A comment that others wrote is no sign of success.
    other = make_comment(article)
    page.goto("/")
    page.goto(f"/comments/{other.pk}/")
    expect(text_of(page)).to_have_value(TYPED)

    leave_reply(page, TYPED, "Мадина", ADDRESS)
    expect(page.get_by_text("Your comment awaits moderation.")).to_be_visible()
    assert not drafts(page)
    page.goto(article.get_absolute_url())
    expect(text_of(page)).to_be_empty()
    expect(draft_back(page)).to_have_count(0)


def test_a_reply_that_did_not_arrive_leaves_the_draft_to_whoever_opens_a_comment_next(
    article, browse, watch
):
    other = make_comment(article)
    page = browse()
    page.goto(article.get_absolute_url())
    away = {"status": 503, "content_type": "text/html", "body": "<!doctype html>Away"}
    page.route("**/comments/post/", lambda route: route.fulfill(**away))
    leave_reply(page, TYPED, "Мадина", ADDRESS)
    expect(page.get_by_text("Away")).to_be_visible()
    watch.forgive(503)
    page.goto(f"/comments/{other.pk}/")  # as from a mail
    expect(page).to_have_url(re.compile(f"#{other.anchor}$"))
    expect(text_of(page)).to_have_value(TYPED)
    assert drafts(page)


def test_without_a_time_to_change_it_a_published_comment_clears_the_draft(article, browse):
    Discussion(pk=1, form_min_seconds=0, edit_minutes=0).save()
    page = browse()
    page.goto(article.get_absolute_url())
    leave_reply(page, "First", "Мадина", ADDRESS, remember=True)
    expect(page.get_by_text("Your comment awaits moderation.")).to_be_visible()
    Comment.objects.get().approve(by=None)
    page.goto(f"{article.get_absolute_url()}#respond")
    leave_reply(page, "Second")
    expect(page.locator(".comment-list > .comment")).to_have_count(2)
    assert "awaiting" not in page.url
    assert not drafts(page)


def test_a_comment_that_is_published_at_once_clears_the_draft(article, browse):
    page = browse()
    page.goto(article.get_absolute_url())
    leave_reply(page, "First", "Мадина", ADDRESS, remember=True)
    expect(page.get_by_text("Your comment awaits moderation.")).to_be_visible()
    Comment.objects.get().approve(by=None)
    page.goto(article.get_absolute_url())
    leave_reply(page, "Second")
    expect(page.locator(".comment-list > .comment")).to_have_count(2)
    assert not drafts(page)


@pytest.mark.parametrize("kept", [True, False], ids=["keeps drafts", "keeps nothing"])
def test_a_lost_line_loses_nothing(article, browse, watch, kept):
    page = browse()
    if not kept:
        page.add_init_script(NO_STORAGE)
    page.goto(article.get_absolute_url())
    fill_in(page)
    page.context.set_offline(True)
    page.get_by_role("button", name="Post Comment").click()
    expect(told(page)).to_have_text(
        "You are offline. Your text is kept; send it when the line is back."
    )
    expect(text_of(page)).to_have_value(TYPED)
    expect(page).to_have_url(re.compile(re.escape(article.get_absolute_url())))

    page.context.set_offline(False)
    expect(told(page)).to_have_text("The line is back: you can send your comment now.")
    assert not Comment.objects.exists()
    page.get_by_role("button", name="Post Comment").click()
    expect(page.get_by_text("Your comment awaits moderation.")).to_be_visible()
    assert Comment.objects.get().source == TYPED
    if kept:
        assert not drafts(page)


def test_a_site_that_can_not_be_reached_is_asked_again_and_again(article, browse, watch):
    """The browser believes that there is a line, and there is none."""
    page = browse()
    page.clock.install()
    page.goto(article.get_absolute_url())
    fill_in(page)
    page.route("**/comments/begin/", lambda route: route.abort("connectionrefused"))
    page.get_by_role("button", name="Post Comment").click()
    expect(told(page)).to_contain_text("You are offline.")
    page.clock.fast_forward(6_000)
    expect(told(page)).to_contain_text("You are offline.")
    page.unroute("**/comments/begin/")
    page.clock.fast_forward(6_000)
    expect(told(page)).to_contain_text("The line is back")
    lost = [said for said in watch.complaints if "CONNECTION_REFUSED" in said]
    assert lost
    watch.complaints = [said for said in watch.complaints if said not in lost]


def test_who_closes_the_window_without_a_line_finds_the_text_again(article, browse):
    page = browse()
    page.goto(article.get_absolute_url())
    fill_in(page)
    page.context.set_offline(True)
    page.get_by_role("button", name="Post Comment").click()
    expect(told(page)).to_contain_text("You are offline.")
    context = page.context
    page.close()
    context.set_offline(False)
    page = context.new_page()
    page.goto(article.get_absolute_url())
    expect(text_of(page)).to_have_value(TYPED)


def test_without_javascript_the_browser_has_the_text_of_a_reply_that_got_lost(
    article, browse, watch
):
    page = browse(java_script_enabled=False)
    page.goto(article.get_absolute_url())
    fill_in(page)
    page.context.set_offline(True)
    page.get_by_role("button", name="Post Comment").click()
    page.wait_for_url("chrome-error://**")
    page.context.set_offline(False)
    page.go_back()
    expect(text_of(page)).to_have_value(TYPED)
    page.get_by_role("button", name="Post Comment").click()
    expect(page.get_by_text("Your comment awaits moderation.")).to_be_visible()
    watch.complaints = [said for said in watch.complaints if "DISCONNECTED" not in said]


def test_a_browser_that_keeps_nothing_posts_all_the_same(article, browse):
    page = browse()
    page.add_init_script(NO_STORAGE)
    page.goto(article.get_absolute_url())
    leave_reply(page, TYPED, "Мадина", ADDRESS)
    expect(page.get_by_text("Your comment awaits moderation.")).to_be_visible()


def test_enter_in_a_field_posts(article, browse):
    page = browse()
    page.goto(article.get_absolute_url())
    fill_in(page)
    page.get_by_label("Email *").press("Enter")
    expect(page.get_by_text("Your comment awaits moderation.")).to_be_visible()


def test_pressing_twice_posts_once(article, browse):
    page = browse()
    page.goto(article.get_absolute_url())
    fill_in(page)
    page.get_by_role("button", name="Post Comment").dblclick()
    expect(page.get_by_text("Your comment awaits moderation.")).to_be_visible()
    assert Comment.objects.count() == 1


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


def test_the_house_rules_are_one_line_until_somebody_wants_to_read_them(article, browse):
    for javascript in (True, False):
        page = browse(java_script_enabled=javascript)
        page.goto(article.get_absolute_url())
        rule = page.get_by_text("No advertising.")
        expect(rule).to_be_hidden()
        page.get_by_text("House rules").click()
        expect(rule).to_be_visible()


@in_every_look(NARROW, WIDE)
def test_axe_finds_nothing_with_everything_open(browse, language, size, colours):
    article = make_article(language=language)
    make_comment(article)
    page = browse(viewport=size, color_scheme=colours)
    page.goto(article.get_absolute_url())
    open_everything(page, lambda: page.goto(article.get_absolute_url()))
    assert nothing_found_by_axe(page)
    assert too_small(page) == []


@pytest.mark.parametrize("language", ["en", "ru", "tg", "fa"])
def test_with_everything_open_nothing_is_scrolled_sideways(browse, language):
    article = make_article(language=language)
    page = browse(viewport=SMALLEST)
    page.goto(article.get_absolute_url())
    open_everything(page, lambda: page.goto(article.get_absolute_url()))
    assert sideways(page) == 0


@in_every_look(NARROW, WIDE)
def test_axe_finds_nothing_on_the_page_of_a_preview(browse, language, size, colours):
    article = make_article(language=language)
    page = browse(viewport=size, color_scheme=colours, java_script_enabled=True)
    page.goto(article.get_absolute_url())
    page.locator("#comment").fill(TYPED)
    page.locator("#preview").evaluate("(button) => { button.hidden = false }")
    page.locator("#preview").click()
    expect(page.locator("section.preview")).to_be_visible()
    assert nothing_found_by_axe(page)
    assert sideways(page) == 0


def open_everything(page: Page, reload: Callable[[], object]) -> None:
    """House rules, a draft that is back, the counter, a long preview, a lost line."""
    field = page.locator("#comment")
    text = "https://example.org/" + "x" * 60_000
    field.fill(text)
    wait_until_kept(page, text)
    reload()
    expect(page.locator(".draft-back button")).to_be_visible()
    expect(page.locator(".draft-left")).not_to_be_empty()
    page.locator(".house-rules summary").click()
    long = render("https://example.org/" + "x" * 300 + "\n\n<pre>Two words</pre>" * 90)
    page.route("**/comments/preview/", lambda route: route.fulfill(body=long))
    page.locator(".draft-toggle").click()
    expect(page.locator("#preview-panel a")).to_be_visible()
    page.locator("#name").fill("Мадина")
    page.locator("#email").fill(ADDRESS)
    page.context.set_offline(True)
    page.locator("#submit").click()
    expect(page.locator(".form-told")).not_to_be_empty()
    page.context.set_offline(False)


def fill_in(page: Page) -> None:
    text_of(page).fill(TYPED)
    page.get_by_label("Name *").fill("Мадина")
    page.get_by_label("Email *").fill(ADDRESS)
