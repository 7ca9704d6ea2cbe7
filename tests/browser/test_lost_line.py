"""A reply that is sent without a line is not lost."""

import re

import pytest
from playwright.sync_api import expect

from comments.models import Comment
from tests.browser.writing import NO_STORAGE, TYPED, drafts, fill_in, text_of, told


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
