"""Attacks and naughty strings as comments: nothing runs, nothing is lost, no page breaks.

The policy of the site is switched off here: what is judged is the sanitising alone.
"""

import pytest
from django.db import transaction
from django.utils import timezone
from playwright.sync_api import Page, expect

from blog.characters import clean_name, printable
from blog.models import Article
from comments.markup import TAGS
from comments.models import Comment, Status, Tally
from tests.browser.steps import sign_in_as
from tests.data import shared_json
from tests.make import make_article, make_comment, make_reason, make_staff

HELD = "/admin/comments/comment/"

#: Runs before anything on the page can, and keeps a list of whatever opens. The cursor stays
#: where it is: each time that our scripts move it, all of a long page is laid out anew. The form
#: stays, too, which our script sends by itself.
HOOKS = """
window.opened = []
for (const name of ["alert", "confirm", "prompt", "print", "open"])
  window[name] = (...given) => { window.opened.push(`${name}(${given})`) }
HTMLElement.prototype.focus = () => {}
HTMLFormElement.prototype.submit = () => {}
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


@pytest.fixture
def hostile() -> list[str]:
    attacks = [attack["payload"] for attack in shared_json("xss-payloads.json")]
    # Text in which nothing is to be seen can't be sent.
    return [text for text in attacks + shared_json("naughty-strings.json") if clean_name(text)]


@pytest.fixture
def page(browse) -> Page:
    """A window without the policy, in which a list is kept of what opens."""
    page = browse(bypass_csp=True)
    page.add_init_script(HOOKS)
    return page


def test_hostile_comments_are_text_at_the_desk_and_for_readers_and_nothing_else(
    page, settings, monkeypatch, hostile
):
    """The same ones everywhere, since making them takes longer than looking at them."""
    settings.COMMENTS_THREADS_PER_PAGE = len(hostile)
    monkeypatch.setattr("comments.desk.listing.PER_PAGE", 100)
    [harmless] = make_comments(make_article(), ["Well said."], Status.HELD)
    sign_in_as(page, make_staff("Chief"))
    usual_at_the_desk = names_on(page, HELD)
    usual_on_its_page = names_on(page, f"{HELD}{harmless.pk}/change/")

    comments = make_comments(make_article(), hostile, Status.HELD)
    look_at_the_list(page, comments, usual_at_the_desk)
    for comment in comments[::40]:
        look_at_its_page(page, comment, usual_on_its_page)

    publish_all()
    page.context.clear_cookies()
    usual = names_on(page, harmless.article.get_absolute_url())
    look_at_the_article(page, comments, usual)


def names_on(page: Page, address: str) -> list[str]:
    """What is a name to the scripts of a page without anything hostile."""
    page.goto(address)
    return page.evaluate(GLOBALS)


def look_at_the_list(page: Page, comments: list[Comment], usual: list[str]) -> None:
    names: list[str] = []
    texts: list[str] = []
    query: str | None = ""
    while query is not None:
        page.goto(HELD + query)
        cards = page.locator(".desk-card")
        names += cards.locator(".desk-name bdi").all_inner_texts()
        texts += cards.locator(".desk-text").all_inner_texts()
        cards.locator(".desk-text *, .desk-name *, .desk-reasons *").evaluate_all(TOUCH)
        assert nothing_ran(page, usual)
        expect(cards.get_by_role("button", name="Approve")).to_have_count(cards.count())
        following = page.locator("#desk-next")
        query = following.get_attribute("href") if following.count() else None
    assert names[1:] == [found.name for found in comments]
    assert [lines(text) for text in texts[1:]] == [lines(found.text) for found in comments]


def look_at_its_page(page: Page, comment: Comment, usual: list[str]) -> None:
    page.goto(f"{HELD}{comment.pk}/change/")
    shown = page.locator(".desk-text")
    assert lines(shown.inner_text()) == lines(comment.text)
    assert lines(page.locator(".desk-typed").inner_text()) == lines(printable(comment.source))
    assert shown.locator("*").evaluate_all(UNALLOWED, sorted(TAGS)) == []
    page.locator(".desk-text *, .desk-typed, .desk-record *").evaluate_all(TOUCH)
    assert nothing_ran(page, usual)


def look_at_the_article(page: Page, comments: list[Comment], usual: list[str]) -> None:
    asked_for: list[str] = []
    page.on("request", lambda request: asked_for.append(request.url))
    page.goto(comments[0].article.get_absolute_url())
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


def publish_all() -> None:
    """Approve every comment, past the desk."""
    Comment.objects.update(status=Status.APPROVED, approved_at=timezone.now(), heads_thread=True)
    for tally in Tally.objects.all():
        tally.comments = tally.threads = tally.held
        tally.held = 0
        tally.save()


def lines(text: str) -> list[str]:
    """The lines of a text without the white space around them, and without empty ones."""
    return [line for line in (line.strip() for line in text.split("\n")) if line]
