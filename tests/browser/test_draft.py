"""What is typed is kept in the browser until it has arrived."""

import json
import re

from playwright.sync_api import expect

from comments.models import Comment, Discussion
from tests.browser.steps import HIDE, leave_reply
from tests.browser.writing import (
    ADDRESS,
    TYPED,
    draft_back,
    drafts,
    text_of,
    toggle,
    wait_until_kept,
)
from tests.make import make_article, make_comment

DAY = 24 * 60 * 60 * 1000


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


def test_what_is_typed_just_before_the_tab_is_hidden_is_kept(article, browse):
    page = browse()
    page.goto(article.get_absolute_url())
    text_of(page).fill("Last words")
    page.evaluate(HIDE, "hidden")
    assert [kept["text"] for kept in drafts(page).values()] == ["Last words"]


def test_two_tabs_with_two_articles_keep_and_clear_their_own(article, browse):
    other = make_article()
    page = browse()
    page.goto(article.get_absolute_url())
    text_of(page).fill("To the first")
    another = page.context.new_page()
    another.goto(other.get_absolute_url())
    text_of(another).fill("To the second")
    wait_until_kept(another, "To the second")
    leave_reply(page, "To the first", "Мадина", ADDRESS)
    expect(page.get_by_text("Your comment awaits moderation.")).to_be_visible()
    assert [kept["text"] for kept in drafts(page).values()] == ["To the second"]


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
