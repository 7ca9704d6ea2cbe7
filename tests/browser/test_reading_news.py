"""New replies are told while one reads."""

import re

from playwright.sync_api import Page, expect

from blog.models import Article
from tests.browser.reading import HALF_A_MINUTE, reading
from tests.browser.steps import HIDE
from tests.make import make_comment


def open_and_wait(page: Page, article: Article, query: str = "") -> list[str]:
    """The page with its clock in our hands; returns where the news will be asked for."""
    asked: list[str] = []
    page.clock.install()
    page.on("request", lambda request: asked.append(request.url) if "/news/" in request.url else 0)
    page.goto(f"{article.get_absolute_url()}{query}")
    return asked


def test_new_replies_are_told_and_nothing_moves(article, browse):
    for number in range(10):
        make_comment(article, f"Comment {number}")
    page = browse()
    open_and_wait(page, article)
    middle = page.locator(".comment-list > .comment").nth(5)
    middle.scroll_into_view_if_needed()
    before = middle.bounding_box(), page.evaluate("() => [scrollX, scrollY]")
    news = page.locator(".news")
    expect(news).to_have_count(0)

    first = make_comment(article, "News")
    page.clock.fast_forward(HALF_A_MINUTE)
    expect(news).to_have_text("1 new reply")
    make_comment(article, "More news", parent=first)
    make_comment(article, "Not for all", status="held")
    make_comment(article, "Still more news")
    page.clock.fast_forward(HALF_A_MINUTE)
    expect(news).to_have_text("3 new replies")
    assert (middle.bounding_box(), page.evaluate("() => [scrollX, scrollY]")) == before

    news.get_by_role("link").click()
    expect(page).to_have_url(re.compile(f"#{first.anchor}$"))
    expect(reading(page, first)).to_be_in_viewport()
    expect(news).to_have_count(0)


def test_of_more_than_fifty_new_replies_only_that_is_told(article, browse):
    page = browse()
    open_and_wait(page, article)
    for number, words in ((50, "50 new replies"), (1, "50+ new replies")):
        for _ in range(number):
            make_comment(article)
        page.clock.fast_forward(HALF_A_MINUTE)
        expect(page.locator(".news")).to_have_text(words)


def test_the_news_lead_to_the_right_page_in_the_order_that_was_chosen(article, browse, settings):
    settings.COMMENTS_THREADS_PER_PAGE = 2
    for number in range(4):
        make_comment(article, f"Comment {number}")
    page = browse()
    open_and_wait(page, article, "?cpage=2&corder=newest")
    fresh = make_comment(article, "News")
    page.clock.fast_forward(HALF_A_MINUTE)
    page.get_by_role("link", name="1 new reply").click()
    expect(page).to_have_url(re.compile(rf"\?corder=newest#{fresh.anchor}$"))
    expect(reading(page, fresh)).to_be_in_viewport()


def test_what_was_approved_before_the_page_was_made_is_no_news(article, browse, settings):
    settings.COMMENTS_THREADS_PER_PAGE = 1
    for _ in range(3):
        make_comment(article)
    page = browse()
    asked = open_and_wait(page, article)
    page.clock.fast_forward(HALF_A_MINUTE)
    page.wait_for_timeout(300)
    assert len(asked) == 1
    expect(page.locator(".news")).to_have_count(0)


def test_a_page_without_comments_tells_of_the_first_one(article, browse):
    page = browse()
    open_and_wait(page, article)
    make_comment(article, "First")
    page.clock.fast_forward(HALF_A_MINUTE)
    expect(page.locator(".news")).to_have_text("1 new reply")


def test_nobody_asks_for_news_in_a_tab_that_is_hidden(article, browse):
    page = browse()
    asked = open_and_wait(page, article)
    page.clock.fast_forward(HALF_A_MINUTE)
    page.wait_for_timeout(100)
    assert len(asked) == 1
    page.evaluate(HIDE, "hidden")
    for _ in range(10):
        page.clock.fast_forward(HALF_A_MINUTE)
    page.wait_for_timeout(100)
    assert len(asked) == 1
    make_comment(article)
    page.evaluate(HIDE, "visible")
    expect(page.locator(".news")).to_have_text("1 new reply")
    assert len(asked) == 2


def test_news_that_can_not_be_had_disturb_nobody(article, browse, watch):
    page = browse()
    open_and_wait(page, article)
    page.route("**/comments/news/**", lambda route: route.fulfill(status=503, body="no"))
    with page.expect_response("**/comments/news/**"):
        page.clock.fast_forward(HALF_A_MINUTE)
    watch.forgive(503)
    page.unroute("**/comments/news/**")
    make_comment(article)
    page.clock.fast_forward(HALF_A_MINUTE)
    expect(page.locator(".news")).to_have_text("1 new reply")
