"""The whole story: a reader answers, an editor decides, everybody reads and answers."""

import re
from io import StringIO

import feedparser
import pytest
from django.core.management import call_command
from playwright.sync_api import Page, expect

from blog.models import Article
from comments.models import Comment, Discussion
from tests.browser.steps import leave_reply, sign_in
from tests.make import make_article, make_comment

REPLY = "Рӯзи хуб! This is good news for the whole region."
ADDRESS = "madina@example.org"

WITH_AND_WITHOUT_JAVASCRIPT = pytest.mark.parametrize(
    "javascript", [True, False], ids=["with JavaScript", "without JavaScript"]
)


@pytest.fixture
def first_article(watch) -> Article:
    call_command("load_first_article", stdout=StringIO())
    return Article.objects.get()


def comments_on(page: Page):
    return page.locator(".comment-list .comment")


@WITH_AND_WITHOUT_JAVASCRIPT
def test_a_reply_goes_from_the_form_over_the_desk_to_every_reader(
    first_article, browse, settings, javascript
):
    Discussion(pk=1, form_min_seconds=0).save()  # a test types faster than anybody
    reader = browse(java_script_enabled=javascript)
    a_stranger = browse(java_script_enabled=javascript)
    editor = browse(java_script_enabled=javascript)
    article = first_article.get_absolute_url()

    # A reader opens the first article
    reader.goto("/")
    reader.get_by_role("link", name=first_article.title).click()
    expect(reader.get_by_role("heading", name=first_article.title)).to_have_count(1)
    expect(reader.locator("h1")).to_have_text(first_article.title)
    expect(reader.get_by_text(first_article.title, exact=True)).to_have_count(1)
    date = reader.locator("article header time")
    expect(date).to_have_text(re.compile("18 June 2025|June 18, 2025"))
    expect(date).to_have_attribute("datetime", re.compile("^2025-06-18T"))
    expect(reader.locator(".article .prose p")).to_have_count(10)
    expect(reader.get_by_role("heading", name="No comments yet")).to_be_visible()

    # and leaves a reply,
    leave_reply(reader, REPLY, "Мадина", ADDRESS, remember=True)

    # which the reader sees and nobody else.
    expect(reader.get_by_text("Your comment awaits moderation.")).to_be_visible()
    expect(reader.locator(".waiting .comment-text")).to_have_text(REPLY)
    a_stranger.goto(article)
    expect(a_stranger.get_by_text(REPLY)).to_have_count(0)

    # An editor finds it held, reads why, and approves it.
    sign_in(editor)
    editor.goto("/admin/")
    editor.get_by_role("link", name="Comments", exact=True).first.click()
    card = editor.get_by_role("article").filter(has_text=REPLY)
    expect(card).to_contain_text("No approved comment from this browser yet.")
    expect(card).to_contain_text(ADDRESS)
    card.get_by_role("button", name="Approve").click()
    expect(editor.get_by_text("1 comment: Approved.")).to_be_visible()
    expect(card.get_by_text(REPLY).and_(editor.locator(":visible"))).to_have_count(0)

    # Now everybody reads it, without the address,
    a_stranger.goto(article)
    expect(comments_on(a_stranger)).to_have_count(1)
    expect(comments_on(a_stranger)).to_contain_text(REPLY)
    expect(a_stranger.get_by_role("heading", name="1 comment")).to_be_visible()
    assert ADDRESS not in a_stranger.content()

    # and the subscribers have it.
    for feed in ("/comments/feed/", f"{article}feed/", f"{article}feed/atom/"):
        answer = a_stranger.request.get(feed)
        parsed = feedparser.parse(answer.body(), response_headers=answer.headers)
        assert not parsed.bozo
        [entry] = parsed.entries
        assert REPLY in entry.content[0].value
        assert entry.link.startswith(settings.SITE_URL)
        assert ADDRESS not in answer.text()

    # The reader comes back and answers a reply: known by now, it appears at once.
    reader.goto(article)
    comments_on(reader).get_by_role("link", name="Reply to Мадина").click()
    expect(reader.get_by_role("heading", name="Leave a Reply to Мадина")).to_be_visible()
    if javascript:
        leave_reply(reader, "And one thing more.")
    else:
        leave_reply(reader, "And one thing more.", "Мадина", ADDRESS, remember=True)
    expect(comments_on(reader)).to_have_count(2)
    answer = comments_on(reader).nth(1)
    expect(answer).to_contain_text("And one thing more.")
    expect(answer).to_contain_text("in reply to Мадина")
    expect(answer).to_be_in_viewport()
    assert reader.url.endswith(f"#{answer.get_attribute('id')}")
    assert Comment.objects.get(source="And one thing more.").parent.source == REPLY


def test_the_form_says_what_it_has_always_said(browse):
    page = browse()
    page.goto(make_article().get_absolute_url())
    form = page.locator("#respond")
    expect(form.get_by_role("heading")).to_have_text("Leave a Reply", use_inner_text=True)
    expect(form.locator(".form-notes")).to_contain_text(
        "Your email address will not be published. Required fields are marked *"
    )
    for label in (
        "Comment *",
        "Name *",
        "Email *",
        "Website",
        "Save my name, email, and website in this browser for the next time I comment.",
    ):
        expect(form.get_by_label(label, exact=True)).to_be_visible()
    expect(form.get_by_role("button", name="Post Comment")).to_be_visible()
    expect(form.get_by_role("button", name="Preview")).to_be_visible()
    expect(form.get_by_text("House rules")).to_be_visible()


def test_reply_brings_the_form_to_the_comment_and_cancel_takes_it_back(browse):
    article = make_article()
    first = make_comment(article, name="Farrukh")
    make_comment(article, name="Зарина")
    page = browse()
    page.goto(article.get_absolute_url())
    form = page.locator("#respond")
    cancel = page.get_by_role("link", name="Cancel reply")
    under_first = page.locator(f"#{first.anchor} #respond")
    expect(cancel).to_be_hidden()
    page.get_by_label("Comment *").fill("Half a thought")

    page.get_by_role("link", name="Reply to Farrukh").click()
    expect(under_first).to_be_visible()
    expect(form.get_by_role("heading")).to_contain_text("Leave a Reply to Farrukh")
    expect(page.get_by_label("Comment *")).to_be_focused()

    page.get_by_role("link", name="Reply to Зарина").click()
    expect(under_first).to_have_count(0)
    expect(form.get_by_role("heading")).to_contain_text("Leave a Reply to Зарина")

    cancel.click()
    expect(page.locator(".comment #respond")).to_have_count(0)
    expect(form.get_by_role("heading")).to_have_text("Leave a Reply", use_inner_text=True)
    expect(cancel).to_be_hidden()
    expect(page.get_by_role("link", name="Reply to Зарина")).to_be_focused()
    expect(page.get_by_label("Comment *")).to_have_value("Half a thought")

    leave_reply(page, "Said to everybody", "Мадина", ADDRESS)
    expect(page.get_by_text("Your comment awaits moderation.")).to_be_visible()
    assert Comment.objects.get(name="Мадина").parent is None


def test_without_javascript_reply_and_cancel_are_links(browse):
    article = make_article()
    comment = make_comment(article, name="Farrukh")
    page = browse(java_script_enabled=False)
    page.goto(article.get_absolute_url())
    page.get_by_role("link", name="Reply to Farrukh").click()
    expect(page).to_have_url(re.compile(rf"\?replytocom={comment.pk}#respond$"))
    expect(page.locator("#respond").get_by_role("heading")).to_contain_text("Leave a Reply to Far")
    page.get_by_role("link", name="Cancel reply").click()
    expect(page).to_have_url(re.compile(r"/#respond$"))
    expect(page.locator("#respond").get_by_role("heading")).to_have_text(
        "Leave a Reply", use_inner_text=True
    )


def test_the_browser_remembers_who_writes_when_it_is_asked_to(browse):
    article = make_article()
    page = browse()
    page.goto(article.get_absolute_url())
    remember = page.get_by_label("Save my name, email, and website in this browser")
    expect(remember).not_to_be_checked()
    page.get_by_label("Website", exact=True).fill("https://example.org/madina")
    leave_reply(page, "First.", "Мадина", ADDRESS, remember=True)
    expect(page.get_by_text("Your comment awaits moderation.")).to_be_visible()

    page.goto(make_article().get_absolute_url())
    expect(page.get_by_label("Name *")).to_have_value("Мадина")
    expect(page.get_by_label("Email *")).to_have_value(ADDRESS)
    expect(page.get_by_label("Website", exact=True)).to_have_value("https://example.org/madina")
    expect(page.get_by_label("Comment *")).to_be_empty()
    expect(remember).to_be_checked()

    remember.uncheck()
    leave_reply(page, "Second.")
    expect(page.get_by_text("Your comment awaits moderation.")).to_be_visible()
    page.goto(article.get_absolute_url())
    expect(page.get_by_label("Name *")).to_be_empty()
    expect(page.get_by_label("Email *")).to_be_empty()
    expect(remember).not_to_be_checked()


@WITH_AND_WITHOUT_JAVASCRIPT
def test_a_wrong_field_gives_the_form_back_with_the_text_and_the_cursor_at_the_error(
    browse, javascript
):
    page = browse(java_script_enabled=javascript)
    page.goto(make_article().get_absolute_url())
    page.get_by_label("Website", exact=True).fill("https://example.org")
    # A browser lets both pass: a name of invisible characters, an address without a dot.
    with page.expect_response("**/comments/post/") as answer:
        leave_reply(page, "  5 < 6 & so on\n\n\tсатри дуюм ", "\u200b", "madina@example")
    assert answer.value.status == 422

    expect(page.get_by_role("alert")).to_contain_text("Nothing you typed is lost")
    expect(page.get_by_label("Comment *")).to_have_value("  5 < 6 & so on\n\n\tсатри дуюм ")
    expect(page.get_by_label("Email *")).to_have_value("madina@example")
    expect(page.get_by_label("Website", exact=True)).to_have_value("https://example.org")

    expect(page.get_by_label("Name *")).to_be_focused()
    for label, error in (
        ("Name *", "Please type your name."),
        ("Email *", "This is not a complete email address"),
    ):
        field = page.get_by_label(label)
        expect(field).to_have_attribute("aria-invalid", "true")
        expect(field).to_have_accessible_description(re.compile(re.escape(error)))
        expect(page.get_by_text(error)).to_be_visible()
    expect(page.locator("[aria-invalid=true]")).to_have_count(2)

    page.get_by_label("Name *").fill("Мадина")
    page.get_by_label("Email *").fill(ADDRESS)
    page.get_by_role("button", name="Post Comment").click()
    expect(page.get_by_text("Your comment awaits moderation.")).to_be_visible()
    assert Comment.objects.get().source == "  5 < 6 & so on\n\n\tсатри дуюм "


def test_a_browser_that_checks_nothing_gets_every_missing_field_named(browse):
    page = browse()
    page.goto(make_article().get_absolute_url())
    page.locator("#commentform").evaluate("form => { form.noValidate = true }")
    page.get_by_role("button", name="Post Comment").click()
    for error in (
        "Please type your comment.",
        "Please type your name.",
        "Please type your email address.",
    ):
        expect(page.get_by_text(error)).to_be_visible()
    expect(page.get_by_label("Comment *")).to_be_focused()
    assert not Comment.objects.exists()
