"""A reader follows an article by mail, from the form to the end of it."""

import re

import pytest
from playwright.sync_api import Page, expect

from comments.models import Comment, Discussion, Subscription
from comments.notifications.readers.links import CONFIRM, UNSUBSCRIBE
from comments.notifications.readers.tasks import mail_readers
from tests.browser.axe import in_every_look, nothing_found_by_axe
from tests.browser.steps import leave_reply
from tests.make import make_article, make_comment, make_reader, make_staff, make_subscription
from tests.smtp import Server

WITH_AND_WITHOUT_JAVASCRIPT = pytest.mark.parametrize(
    "javascript", [True, False], ids=["with JavaScript", "without JavaScript"]
)

ADDRESS = "madina@example.org"


@pytest.fixture
def server(watch, settings):
    server = Server().start()
    server.settle(settings)
    yield server
    server.stop()


def links(server: Server) -> list[str]:
    """The addresses in the newest mail."""
    _to, read = server.taken[-1]
    return re.findall("http[^ \n]+", read.get_body(("plain",)).get_content())


@WITH_AND_WITHOUT_JAVASCRIPT
def test_a_reader_follows_an_article_by_mail_and_ends_it_with_one_click(
    browse, server, javascript
):
    Discussion(pk=1, form_min_seconds=0).save()
    article = make_article("The summit")
    page = browse(java_script_enabled=javascript)
    page.goto(article.get_absolute_url())
    follow = page.get_by_label("Tell me by email about all comments on this article")
    expect(follow).not_to_be_checked()
    expect(page.get_by_label("Tell me by email about replies to me")).not_to_be_checked()
    follow.check()
    leave_reply(page, "What do they say?", "Мадина", ADDRESS)
    expect(page.get_by_text("Your comment awaits moderation.")).to_be_visible()

    # A mail asks whether it was she.
    assert mail_readers.func() == 1
    [address] = links(server)
    page.goto(address)
    expect(page.get_by_text("All comments on “The summit”")).to_be_visible()
    assert not Subscription.objects.confirmed().exists()
    page.get_by_role("button", name="Yes, tell me by mail").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("From now on we tell you by mail")

    # Her own comment and somebody else's are published; she is told of the other one.
    moderator = make_staff("Moderator")
    Comment.objects.get().approve(moderator)
    make_comment(article, "A lot.", name="Farrukh", status="held").approve(moderator)
    assert mail_readers.func() == 1
    to, read = server.taken[-1]
    body = read.get_body(("plain",)).get_content()
    assert to == ADDRESS
    assert "A lot." in body
    assert "What do they say?" not in body
    to_comment = next(link for link in links(server) if re.search(r"/comments/\d+/", link))
    page.goto(to_comment)
    expect(page.locator(".comment").filter(has_text="A lot.")).to_be_in_viewport()

    # One click in her mail program ends it; the link in the mail says that it is over.
    one_click = read["List-Unsubscribe"].strip("<> ")
    answer = page.request.post(one_click, form={"List-Unsubscribe": "One-Click"})
    assert answer.status == 200
    assert not Subscription.objects.exists()
    page.goto(one_click)
    expect(page.get_by_role("heading", level=1)).to_have_text("This mail is over already")
    make_comment(article, "Later.", status="held").approve(moderator)
    assert mail_readers.func() == 0
    assert len(server.taken) == 2


@WITH_AND_WITHOUT_JAVASCRIPT
def test_a_reader_ends_it_on_the_page(browse, javascript):
    one = make_subscription(make_article("The summit"))
    page = browse(java_script_enabled=javascript)
    page.goto(f"/comments/unsubscribe/{UNSUBSCRIBE.token(one.reader_id, one.article_id)}/")
    page.get_by_role("button", name="End it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You get no more such mail")
    assert not Subscription.objects.exists()


def test_an_address_that_no_mail_can_go_to_gives_the_form_back_with_all_that_was_typed(browse):
    page = browse()
    page.goto(make_article().get_absolute_url())
    box = page.get_by_label("Tell me by email about replies to me")
    box.check()
    page.locator("#commentform").evaluate("form => { form.noValidate = true }")
    leave_reply(page, "What do they say?", "Мадина", '"\u0001"@example.org')
    expect(page.get_by_text("We can't send mail to such an address.")).to_be_visible()
    expect(page.get_by_label("Comment *")).to_have_value("What do they say?")
    expect(box).to_be_checked()
    expect(page.get_by_label("Email *")).to_be_focused()
    assert not Comment.objects.exists()


@in_every_look({"width": 360, "height": 740}, {"width": 1280, "height": 900})
def test_axe_finds_nothing_on_the_pages_behind_the_links(browse, language, size, colours):
    article = make_article("The summit", language=language)
    reader = make_reader(language=language)
    for about in (article, make_comment(article, email=reader.email)):
        make_subscription(about, reader=reader, confirmed_at=None)
    page = browse(viewport=size, color_scheme=colours, locale=language)
    confirm = f"/comments/confirm/{CONFIRM.token(reader.pk)}/"
    end = f"/comments/unsubscribe/{UNSUBSCRIBE.token(reader.pk, article.pk)}/"
    for address in (confirm, end):
        page.goto(address)
        assert_in(page, language)
        button = page.locator("main button")
        box = button.bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 44
        button.click()
        expect(button).to_have_count(0)
        assert_in(page, language)
        page.goto(address)
        assert_in(page, language)
    page.goto("/comments/confirm/x/")
    assert_in(page, language)


def assert_in(page: Page, language: str) -> None:
    expect(page.locator("html")).to_have_attribute("lang", language)
    assert nothing_found_by_axe(page)
