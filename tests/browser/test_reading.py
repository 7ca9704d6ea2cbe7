"""Threads are worth reading: in the order that one likes, without losing one's place."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from blog.models import Article
from comments.models import Discussion
from tests.browser.axe import in_every_look, nothing_found_by_axe
from tests.browser.reading import HALF_A_MINUTE, reading
from tests.browser.steps import leave_reply
from tests.browser.test_accessibility import NARROW, SMALLEST, WIDE, sideways
from tests.make import make_article, make_comment, make_staff

WITH_AND_WITHOUT_JAVASCRIPT = pytest.mark.parametrize(
    "javascript", [True, False], ids=["with JavaScript", "without JavaScript"]
)


def shown(page: Page) -> list[str]:
    """The texts of the comments on the page, from above."""
    return page.locator(".comment-list .comment-text").all_inner_texts()


@WITH_AND_WITHOUT_JAVASCRIPT
def test_an_order_is_chosen_and_kept_from_page_to_page(article, browse, settings, javascript):
    settings.COMMENTS_THREADS_PER_PAGE = 2
    _one, two, _three = (make_comment(article, name) for name in ("One", "Two", "Three"))
    make_comment(article, "Two, answered", parent=two)
    page = browse(java_script_enabled=javascript)
    page.goto(article.get_absolute_url())
    orders = page.get_by_role("navigation", name="Order of comments")
    expect(orders.locator("[aria-current]")).to_have_text("Oldest first")
    assert shown(page) == ["One", "Two", "Two, answered"]

    orders.get_by_role("link", name="Newest first").click()
    expect(orders.locator("[aria-current]")).to_have_text("Newest first")
    expect(page.locator("#comments")).to_be_in_viewport()
    assert shown(page) == ["Three", "Two", "Two, answered"]
    page.get_by_role("link", name="Further comments").click()
    expect(page.get_by_text("Page 2 of 2")).to_be_visible()
    expect(orders.locator("[aria-current]")).to_have_text("Newest first")
    assert shown(page) == ["One"]
    page.get_by_role("link", name="Previous comments").click()
    expect(page.get_by_text("Page 1 of 2")).to_be_visible()
    assert shown(page) == ["Three", "Two", "Two, answered"]

    orders.get_by_role("link", name="Most discussed first").click()
    expect(orders.locator("[aria-current]")).to_have_text("Most discussed first")
    assert shown(page) == ["Two", "Two, answered", "One"]
    assert not page.context.cookies()


@WITH_AND_WITHOUT_JAVASCRIPT
def test_who_posts_stays_in_the_order_that_was_chosen(article, browse, javascript):
    Discussion(pk=1, form_min_seconds=0).save()  # a test types faster than anybody
    one, _two = (make_comment(article, name) for name in ("One", "Two"))
    page = browse(java_script_enabled=javascript)
    page.goto(f"{article.get_absolute_url()}?corder=newest")
    leave_reply(page, "Three", "Мадина", "madina@example.org")
    expect(page.get_by_text("Your comment awaits moderation.")).to_be_visible()
    assert shown(page) == ["Two", "One"]
    if javascript:
        page.reload()
        page.get_by_role("link", name="Show it").click()
        expect(page.locator(".waiting")).to_contain_text("Three")
        assert shown(page) == ["Two", "One"]
    page.goto(f"{article.get_absolute_url()}?corder=newest&replytocom={one.pk}")
    page.get_by_role("link", name="Cancel reply").click()
    expect(page).to_have_url(re.compile(r"/\?corder=newest#respond$"))


@WITH_AND_WITHOUT_JAVASCRIPT
@pytest.mark.parametrize("order", ["oldest", "newest", "discussed"])
def test_a_permalink_lands_on_the_right_page_in_the_order_that_was_chosen(
    article, browse, settings, javascript, order
):
    settings.COMMENTS_THREADS_PER_PAGE = 1
    comments = [make_comment(article, name) for name in ("One", "Two", "Three")]
    late = make_comment(article, "Two, answered", parent=comments[1])
    page = browse(java_script_enabled=javascript)
    for comment in (*comments, late):
        page.goto(f"/comments/{comment.pk}/?corder={order}")
        expect(reading(page, comment)).to_be_in_viewport()
        expect(page.locator(":target")).to_contain_text(comment.source)
        assert ("corder" in page.url) == (order != "oldest")
        # The time beside a comment leads to the same place.
        here = page.url
        reading(page, comment).locator(".comment-meta a").first.click()
        expect(page).to_have_url(here)
        expect(reading(page, comment)).to_be_in_viewport()


@WITH_AND_WITHOUT_JAVASCRIPT
def test_a_thread_is_folded_and_unfolded(article, browse, javascript):
    top = make_comment(article, "Top")
    answer = make_comment(article, "Answer", parent=top)
    make_comment(article, "Answer to the answer", parent=answer)
    page = browse(java_script_enabled=javascript)
    page.goto(article.get_absolute_url())
    fold = page.locator(".thread > summary")
    expect(fold).to_have_text("2 answers")
    expect(reading(page, answer)).to_be_visible()
    fold.click()
    expect(reading(page, answer)).to_be_hidden()
    expect(reading(page, top)).to_be_visible()
    fold.press("Enter")
    expect(reading(page, answer)).to_be_visible()


@WITH_AND_WITHOUT_JAVASCRIPT
def test_links_jump_to_what_was_answered_and_past_the_answers(article, browse, javascript):
    top = make_comment(article, "Top", name="Zarina")
    answers = [make_comment(article, f"Answer {number}", parent=top) for number in range(12)]
    following = make_comment(article, "Something else")
    make_comment(article, "Long. " * 1000)
    page = browse(java_script_enabled=javascript)
    page.goto(article.get_absolute_url())
    reading(page, answers[-1]).get_by_role("link", name="in reply to Zarina").click()
    expect(page).to_have_url(re.compile(f"#{top.anchor}$"))
    expect(reading(page, top)).to_be_in_viewport()
    expect(reading(page, following)).not_to_be_in_viewport()
    reading(page, top).get_by_role("link", name="Skip the answers").click()
    expect(page).to_have_url(re.compile(f"#{following.anchor}$"))
    expect(reading(page, following)).to_be_in_viewport()


def test_a_link_to_an_answer_that_is_folded_away_unfolds_it(article, browse):
    top = make_comment(article, "Top", name="Zarina")
    answer = make_comment(article, "Answer", parent=top, name="Farrukh")
    make_comment(article, "Answer to the answer", parent=answer)
    page = browse()
    page.goto(article.get_absolute_url())
    page.locator(".thread > summary").click()
    expect(reading(page, answer)).to_be_hidden()
    page.evaluate("(anchor) => { location.hash = anchor }", answer.anchor)
    expect(reading(page, answer)).to_be_in_viewport()


def test_times_are_the_readers_own_and_the_sites_are_at_hand(article, browse, settings):
    at = datetime(2025, 6, 18, 22, 30, tzinfo=UTC)
    comment = make_comment(article, created_at=at)
    plain = browse(java_script_enabled=False)
    plain.goto(article.get_absolute_url())
    sites = reading(plain, comment).locator("time").inner_text()

    there = browse(timezone_id="Asia/Tokyo")
    there.goto(article.get_absolute_url())
    time = reading(there, comment).locator("time")
    expect(time).to_have_text(re.compile(r"Jun 19, 2025, 7:30\sAM"))
    expect(time).to_have_attribute("title", re.compile(rf"^{re.escape(sites)} \([+-]\d\d:\d\d\)$"))

    here = browse(timezone_id=settings.TIME_ZONE)
    here.goto(article.get_absolute_url())
    expect(reading(here, comment).locator("time")).to_have_text(sites)


def test_in_a_language_that_the_browser_does_not_know_times_are_in_figures(browse):
    """Chromium knows no Tajik."""
    article = make_article("The summit", language="tg")
    comment = make_comment(article, created_at=datetime(2025, 6, 18, 22, 30, tzinfo=UTC))
    page = browse(timezone_id="Asia/Tokyo")
    page.goto(article.get_absolute_url())
    expect(reading(page, comment).locator("time")).to_have_text("19.06.2025, 07:30")


@WITH_AND_WITHOUT_JAVASCRIPT
def test_a_pick_stands_on_top_and_leads_to_its_thread(article, browse, javascript):
    for number in range(12):
        make_comment(article, f"Comment {number}")
    pick = make_comment(article, "Well said indeed.", picked_at=timezone.now())
    page = browse(java_script_enabled=javascript)
    page.goto(article.get_absolute_url())
    picks = page.get_by_role("region", name="Editors' pick")
    expect(picks).to_contain_text("Well said indeed.")
    expect(reading(page, pick)).not_to_be_in_viewport()
    picks.get_by_role("link", name="In its thread").click()
    expect(reading(page, pick)).to_be_in_viewport()


@in_every_look(NARROW, WIDE)
def test_axe_finds_nothing_on_a_page_full_of_threads(browse, language, size, colours):
    article = make_threads(language)
    page = browse(viewport=size, color_scheme=colours)
    page.clock.install()
    page.goto(article.get_absolute_url())
    expect(page.locator(".picks")).to_be_visible()
    expect(page.locator(".orders")).to_be_visible()
    assert nothing_found_by_axe(page)

    page.locator(".thread > summary").first.click()
    make_comment(article)
    page.clock.fast_forward(HALF_A_MINUTE)
    expect(page.locator(".news")).to_be_visible()
    page.locator(".comments").scroll_into_view_if_needed()
    assert nothing_found_by_axe(page, in_layers=True)


@pytest.mark.parametrize("language", ["en", "ru", "tg", "fa"])
def test_a_page_full_of_threads_is_not_scrolled_sideways(browse, language):
    article = make_threads(language)
    page = browse(viewport=SMALLEST)
    page.goto(article.get_absolute_url())
    assert sideways(page) == 0


def make_threads(language: str) -> Article:
    """Picks, threads, badges, a removed comment, one that was edited, in five levels."""
    reporter = make_staff("Reporter", f"reporter-{language}")
    article = make_article("The summit", language=language)
    now = timezone.now()
    above = make_comment(article, "Top", name="Zarina", website="https://example.org/")
    for depth in range(2, 6):
        above = make_comment(article, f"Depth {depth}", parent=above, name="Мадина " * depth)
    make_comment(article, "We thank you.", user=reporter, name="Newsroom", edited_at=now)
    removed = make_comment(article, status="trash")
    make_comment(article, "In a removed thread", parent=removed, revised_at=now)
    make_comment(article, "سلام\n\n<ul><li>one<li>two</ul>", picked_at=now, name="زرینه")
    make_comment(article, "Picked. " * 80, picked_at=now - timedelta(hours=1))
    return article
