"""A reader changes a comment of a moment ago, or takes it back."""

import re
from datetime import timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import Page, expect

from comments.models import Comment, Discussion
from comments.preview import own_address
from comments.second_thoughts.proof import ends_at, make_proof
from comments.second_thoughts.withdrawal_links import make
from tests.browser.axe import in_every_look, nothing_found_by_axe
from tests.browser.steps import leave_reply
from tests.make import make_article, make_comment, make_staff

ADDRESS = "madina@example.org"
NARROW = {"width": 360, "height": 740}
WIDE = {"width": 1280, "height": 900}

WITH_AND_WITHOUT_JAVASCRIPT = pytest.mark.parametrize(
    "javascript", [True, False], ids=["with JavaScript", "without JavaScript"]
)


def site(**fields) -> None:
    Discussion(pk=1, form_min_seconds=0, comment_previously_approved=False, **fields).save()


def write(page: Page, text: str = "Well sad."):
    article = make_article("The summit")
    page.goto(article.get_absolute_url())
    leave_reply(page, text, "Мадина", ADDRESS)
    return article


def change(page: Page, text: str) -> None:
    page.get_by_role("link", name="Change it").click()
    page.get_by_label("Comment *").fill(text)
    page.get_by_role("button", name="Save the change").click()


@WITH_AND_WITHOUT_JAVASCRIPT
def test_within_the_minutes_a_comment_is_changed_and_everybody_sees_that(
    browse, settings, javascript
):
    settings.COMMENTS_FLOOD_SECONDS = 0
    site()
    page = browse(java_script_enabled=javascript)
    article = write(page)
    mine = page.locator(".comment-list > .comment")
    expect(mine).to_contain_text("Your comment is published.")
    expect(mine).to_contain_text(re.compile(r"until \d"))
    expect(mine).to_be_in_viewport()

    change(page, "Well said.")
    expect(mine).to_contain_text("Well said.")
    expect(mine).to_contain_text("edited")
    expect(mine.get_by_role("link", name="Change it")).to_have_count(1)

    stranger = browse(java_script_enabled=javascript)
    stranger.goto(article.get_absolute_url())
    theirs = stranger.locator(".comment-list > .comment")
    expect(theirs).to_contain_text("Well said.")
    expect(theirs).to_contain_text("edited")
    expect(stranger.get_by_role("link", name="Change it")).to_have_count(0)


def test_in_tajik_which_the_browser_does_not_know_the_end_is_in_figures(browse):
    site()
    comment = make_comment(make_article(language="tg"))
    page = browse(timezone_id="Asia/Tokyo")
    page.goto(own_address(comment, Discussion.current()))
    ends = timezone.localtime(ends_at(comment, Discussion.current()), ZoneInfo("Asia/Tokyo"))
    expect(page.locator("[data-own-until]")).to_have_text(f"то {ends:%H:%M}")


@WITH_AND_WITHOUT_JAVASCRIPT
def test_after_the_minutes_it_is_not_changed_and_the_text_is_given_back(browse, javascript):
    site()
    page = browse(java_script_enabled=javascript)
    write(page)
    page.get_by_role("link", name="Change it").click()
    page.get_by_label("Comment *").fill("Too late.")
    Comment.objects.update(created_at=timezone.now() - timedelta(minutes=16))
    page.get_by_role("button", name="Save the change").click()
    expect(
        page.get_by_role("heading", name="The time to change your comment is over")
    ).to_be_visible()
    expect(page.get_by_label("This is what you typed")).to_have_value("Too late.")
    assert Comment.objects.get().source == "Well sad."


@WITH_AND_WITHOUT_JAVASCRIPT
def test_a_comment_that_waits_is_changed_and_withdrawn(browse, javascript):
    Discussion(pk=1, form_min_seconds=0).save()
    page = browse(java_script_enabled=javascript)
    article = write(page)
    expect(page.get_by_text("Your comment awaits moderation.")).to_be_visible()
    change(page, "Well said.")
    expect(page.locator(".waiting")).to_contain_text("Well said.")
    assert Comment.objects.get().status == "held"

    page.get_by_role("link", name="Withdraw it").click()
    page.get_by_role("button", name="Withdraw it").click()
    expect(page.get_by_role("heading", name="Your comment is withdrawn")).to_be_visible()
    assert Comment.objects.get().status == "trash"
    page.goto(article.get_absolute_url())
    expect(page.get_by_text("Your comment awaits moderation.")).to_have_count(0)


@WITH_AND_WITHOUT_JAVASCRIPT
def test_a_published_comment_is_withdrawn(browse, javascript):
    site()
    page = browse(java_script_enabled=javascript)
    article = write(page)
    page.get_by_role("link", name="Withdraw it").click()
    expect(page.get_by_text("Well sad.")).to_be_visible()
    page.get_by_role("button", name="Withdraw it").click()
    expect(page.get_by_role("heading", name="Your comment is withdrawn")).to_be_visible()
    page.get_by_role("link", name=article.title).click()
    expect(page.get_by_role("heading", name="No comments yet")).to_be_visible()


def test_the_browser_keeps_the_proof_and_the_address_does_not(browse):
    site()
    page = browse()
    article = write(page)
    mine = page.locator(".comment-list > .comment")
    expect(mine.get_by_role("link", name="Change it")).to_be_visible()
    pk = Comment.objects.get().pk
    expect(page).to_have_url(re.compile(rf"{article.get_absolute_url()}#comment-{pk}$"))

    # Coming back to the page that is the same for everybody.
    page.goto("/")
    page.goto(article.get_absolute_url())
    expect(mine.get_by_role("link", name="Change it")).to_be_visible()
    expect(mine.get_by_role("link", name="Withdraw it")).to_be_visible()
    change(page, "Well said.")
    expect(mine).to_contain_text("Well said.")

    # Somebody to whom the address was sent.
    friend = browse()
    friend.goto(page.url)
    expect(friend.locator(".comment")).to_contain_text("Well said.")
    expect(friend.get_by_role("link", name="Change it")).to_have_count(0)

    page.clock.install()
    page.clock.fast_forward(16 * 60 * 1000)
    page.goto(article.get_absolute_url())
    expect(mine).to_contain_text("Well said.")
    expect(mine.get_by_role("link", name="Change it")).to_have_count(0)
    assert page.evaluate("localStorage.getItem('javob.own')") == "{}"


@pytest.mark.parametrize("broken", ["{", "7", '{"1": null}', "[1]"])
def test_what_is_kept_and_is_not_ours_hides_the_proof_all_the_same(browse, broken):
    site()
    page = browse()
    page.goto("/")
    page.evaluate("text => localStorage.setItem('javob.own', text)", broken)
    write(page)
    mine = page.locator(".comment-list > .comment")
    expect(mine).to_contain_text("Your comment is published.")
    assert "awaiting" not in page.url
    assert Comment.objects.get().pk in page.evaluate(
        "Object.keys(JSON.parse(localStorage.getItem('javob.own'))).map(Number)"
    )


def test_a_comment_that_waits_is_found_again_after_the_page_was_loaded_anew(browse):
    Discussion(pk=1, form_min_seconds=0).save()
    page = browse()
    article = write(page)
    expect(page.locator(".waiting")).to_be_visible()
    expect(page).to_have_url(re.compile(rf"{article.get_absolute_url()}#"))
    page.reload()
    line = page.locator(".notice", has_text="Your comment awaits moderation.")
    expect(line.get_by_role("link", name="Change it")).to_be_visible()
    line.get_by_role("link", name="Show it").click()
    expect(page.locator(".waiting")).to_contain_text("Well sad.")


@WITH_AND_WITHOUT_JAVASCRIPT
def test_an_old_comment_is_withdrawn_by_mail(browse, javascript):
    written = timezone.now() - timedelta(days=400)
    comment = make_comment(make_article(), "An old word.", email=ADDRESS, created_at=written)
    page = browse(java_script_enabled=javascript)
    page.goto("/comments/withdraw/")
    page.get_by_label("Address of the comment").fill(f"/2025/06/summit/#comment-{comment.pk}")
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Email *").fill(ADDRESS.upper())
    page.get_by_role("button", name="Send me the link").click()
    expect(page.get_by_role("status")).to_contain_text("a link is on its way")
    call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)
    [sent] = mail.outbox
    link = next(line for line in sent.body.splitlines() if "/withdraw/" in line)
    page.goto(urlsplit(link).path)
    page.get_by_role("button", name="Withdraw it").click()
    expect(page.get_by_role("heading", name="Your comment is withdrawn")).to_be_visible()
    assert comment.last_decision().is_withdrawal


@in_every_look(NARROW, WIDE)
def test_axe_finds_nothing_on_any_of_these_pages(browse, language, size, colours):
    site()
    article = make_article("The summit", language=language)
    page = browse(viewport=size, color_scheme=colours)
    page.goto(article.get_absolute_url())
    page.locator("#comment").fill("Well sad.")
    page.locator("#name").fill("Мадина")
    page.locator("#email").fill(ADDRESS)
    page.locator("#submit").click()
    expect(page.locator(".own")).to_be_visible()
    assert nothing_found_by_axe(page)

    comment = Comment.objects.get()
    own = f"/comments/own/{make_proof(comment)}"
    mailed = urlsplit(make(comment)).path
    addresses = [f"{own}/edit/", f"{own}/withdraw/", mailed, f"/comments/{comment.pk}/withdraw/"]
    for address in [*addresses, "/comments/withdraw/", "/comments/own/x/edit/", f"{mailed}x"]:
        page.goto(address)
        expect(page.locator("h1")).to_be_visible()
        assert nothing_found_by_axe(page)
    page.goto(f"{own}/edit/")
    expect(page.locator("html")).to_have_attribute("lang", language)
    page.locator("#comment").fill("<b></b>")
    page.locator("#submit").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert nothing_found_by_axe(page)
    comment.pick(make_staff("Moderator"))
    page.goto(f"{own}/edit/")
    expect(page.locator("#comment")).to_have_count(0)
    assert nothing_found_by_axe(page)
    page.goto(f"{own}/withdraw/")
    page.locator("main button").click()
    expect(page.locator("[data-own-gone]")).to_be_visible()
    assert nothing_found_by_axe(page)
    Discussion.objects.update(comment_previously_approved=True)
    page.goto(article.get_absolute_url())
    page.locator("#comment").fill("Another.")
    page.locator("#name").fill("Мадина")
    page.locator("#email").fill(ADDRESS)
    page.locator("#submit").click()
    expect(page.locator(".waiting .own")).to_be_visible()
    page.reload()
    expect(page.locator(".notice .own")).to_be_visible()
    assert nothing_found_by_axe(page)
