"""Attacks and naughty strings as comments: nothing runs, nothing is lost, no page breaks.

The policy of the site is switched off here: what is judged is the sanitising alone.
"""

import pytest
from django.db import transaction
from playwright.sync_api import Page, expect

from blog.characters import clean_name, printable
from blog.models import Article
from comments.markup import TAGS
from comments.models import Comment, Status
from tests.browser.steps import sign_in
from tests.data import shared_json
from tests.make import make_article, make_comment, make_reason

HELD = "/admin/comments/comment/"

TEXTS = {
    "attacks": lambda: [attack["payload"] for attack in shared_json("xss-payloads.json")],
    "naughty strings": lambda: shared_json("naughty-strings.json"),
}

#: Runs before anything on the page can, and keeps a list of whatever opens.
HOOKS = """
window.opened = []
for (const name of ["alert", "confirm", "prompt", "print", "open"])
  window[name] = (...given) => { window.opened.push(`${name}(${given})`) }
"""

OPENED = "() => window.opened"

GLOBALS = "() => Object.getOwnPropertyNames(window)"

#: Does everything to every element that an attribute of it could wait for.
TOUCH = """(elements) => {
  const events = ["click", "dblclick", "mousedown", "mouseenter", "mouseover", "mousemove",
    "contextmenu", "pointerover", "pointerenter", "load", "error", "focus", "focusin", "blur",
    "input", "change", "select", "submit", "toggle", "scroll", "copy", "paste", "drag", "drop",
    "animationstart", "animationend", "transitionend", "begin", "end", "keydown", "keypress"]
  const stay = (event) => event.preventDefault()
  addEventListener("click", stay, true)
  for (const element of elements)
    for (const event of events)
      element.dispatchEvent(new Event(event, { bubbles: true, cancelable: true }))
  removeEventListener("click", stay, true)
}"""

#: Elements, attributes and link schemes inside comments that nobody may write.
UNALLOWED = """(elements, allowed) => elements.flatMap((element) => [
  ...[...element.attributes].map(({ name }) => name)
    .filter((name) => element.localName !== "a" || !["href", "rel"].includes(name)),
  ...[element.localName].filter((name) => !allowed.includes(name)),
  ...[element.protocol ?? ""].filter((name) => !["", "http:", "https:", "mailto:"].includes(name)),
])"""

COMMENTS = """(comments) => comments.map((comment) => [
  comment.querySelector(".comment-author").innerText,
  comment.querySelector(".comment-text").innerText,
])"""

#: Presses every "Reply"; the form goes there and its title names the author.
TITLES_OF_ANSWERS = """(links) => links.map((link) => {
  link.click()
  const comment = link.closest(".comment")
  return comment.querySelector("#respond [data-reply-title]").textContent
})"""


@pytest.fixture(params=TEXTS.values(), ids=TEXTS)
def hostile(request: pytest.FixtureRequest) -> list[str]:
    # Text in which nothing is to be seen can't be sent.
    return [text for text in request.param() if clean_name(text)]


@pytest.fixture
def page(browse) -> Page:
    """A window without the policy, in which a list is kept of what opens."""
    page = browse(bypass_csp=True)
    page.add_init_script(HOOKS)
    return page


def test_hostile_comments_are_text_for_readers_and_nothing_else(page, settings, hostile):
    settings.COMMENTS_THREADS_PER_PAGE = len(hostile)
    harmless, article = make_article(), make_article()
    make_comments(harmless, ["Well said."], Status.APPROVED)
    comments = make_comments(article, hostile, Status.APPROVED)
    page.goto(harmless.get_absolute_url())
    usual = page.evaluate(GLOBALS)
    asked_for: list[str] = []
    page.on("request", lambda request: asked_for.append(request.url))

    page.goto(article.get_absolute_url())
    shown = page.locator(".comment-list > .comment")
    expect(shown).to_have_count(len(comments))
    read = shown.evaluate_all(COMMENTS)
    assert [lines(text) for _name, text in read] == [lines(found.text) for found in comments]
    assert [name for name, _text in read] == [found.name for found in comments]
    inside = page.locator(".comment-text *, .comment-author bdi *")
    assert inside.evaluate_all(UNALLOWED, sorted(TAGS)) == []

    page.locator("main *").evaluate_all(TOUCH)
    titles = page.locator(".reply-link").evaluate_all(TITLES_OF_ANSWERS)
    assert titles == [f"Leave a Reply to {found.name}" for found in comments]
    assert nothing_ran(page, usual)
    # The icon of the page before may come late, so the order says nothing.
    ours = (page.url, f"{page.url.split('/', 3)[0]}//{page.url.split('/', 3)[2]}/comments/begin/")
    assert all("/static/" in address or address in ours for address in asked_for)
    expect(page.get_by_role("button", name="Post Comment")).to_be_visible()
    expect(page.locator(".footer")).to_be_visible()


def test_hostile_comments_are_text_in_the_list_of_held_ones(page, monkeypatch, hostile):
    monkeypatch.setattr("comments.desk.listing.PER_PAGE", len(hostile) + 1)
    article = make_article()
    make_comments(article, ["Well said."], Status.HELD)
    sign_in(page)
    page.goto(HELD)
    usual = page.evaluate(GLOBALS)

    comments = make_comments(article, hostile, Status.HELD)
    page.goto(HELD)
    cards = page.locator(".desk-card")
    expect(cards).to_have_count(len(comments) + 1)
    names = cards.locator(".desk-name bdi").all_inner_texts()
    assert names[1:] == [found.name for found in comments]
    texts = cards.locator(".desk-text").all_inner_texts()
    assert [lines(text) for text in texts[1:]] == [lines(found.text) for found in comments]

    cards.locator(".desk-text *, .desk-name *, .desk-reasons *").evaluate_all(TOUCH)
    assert nothing_ran(page, usual)
    approve = cards.get_by_role("button", name="Approve")
    expect(approve).to_have_count(len(comments) + 1)


def test_a_hostile_comment_is_text_on_its_page_in_admin(page, hostile):
    article = make_article()
    [harmless] = make_comments(article, ["Well said."], Status.HELD)
    comments = make_comments(article, hostile, Status.HELD)
    sign_in(page)
    page.goto(f"{HELD}{harmless.pk}/change/")
    usual = page.evaluate(GLOBALS)

    for comment in comments[::40]:
        page.goto(f"{HELD}{comment.pk}/change/")
        shown = page.locator(".desk-text")
        assert lines(shown.inner_text()) == lines(comment.text)
        assert lines(page.locator(".desk-typed").inner_text()) == lines(printable(comment.source))
        assert shown.locator("*").evaluate_all(UNALLOWED, sorted(TAGS)) == []
        page.locator(".desk-text *, .desk-typed, .desk-record *").evaluate_all(TOUCH)
        assert nothing_ran(page, usual)


def nothing_ran(page: Page, usual: list[str]) -> bool:
    """Nothing opened, and no script left a name behind that is unusual on such a page."""
    assert page.evaluate(OPENED) == []
    return set(page.evaluate(GLOBALS)) <= set(usual)


@transaction.atomic
def make_comments(article: Article, texts: list[str], status: str) -> list[Comment]:
    """A comment of each text, which is also its author's name and in the reason of a rule."""
    comments = []
    for text in texts:
        comment = make_comment(article, text, name=clean_name(text)[:245].strip(), status=status)
        make_reason(comment, message="Filled in: “%(typed)s”.", details={"typed": text[:100]})
        comments.append(comment)
    return comments


def lines(text: str) -> list[str]:
    """The lines of a text without the white space around them, and without empty ones."""
    return [line for line in (line.strip() for line in text.split("\n")) if line]
