"""Every attack and every odd string goes through the form and comes out as text.

What a browser makes of them is in tests/browser/test_hostile_text.py.
"""

from html import unescape
from xml.etree import ElementTree

import feedparser
import html5lib
import pytest
from django.utils import timezone

from blog.characters import clean_name
from comments.models import Comment, Tally
from comments.sanitize import plain_text, render
from tests.comments.test_sanitize import dangers
from tests.data import shared_json
from tests.feeds import read_json_feed
from tests.make import make_article, reply_data

pytestmark = pytest.mark.django_db

#: SQLite can't ask for the records of more at once, and nobody says the same twice.
PEOPLE = 100


@pytest.fixture(params=["xss-payloads.json", "naughty-strings.json"])
def typed(request, settings) -> list[str]:
    """The strings that a comment can be: NUL is refused, and so is what shows nothing."""
    settings.COMMENTS_PER_FEED = settings.COMMENTS_THREADS_PER_PAGE = 10_000
    texts = [
        text["payload"] if isinstance(text, dict) else text for text in shared_json(request.param)
    ]
    return list(
        dict.fromkeys(
            text for text in texts if "\0" not in text and clean_name(plain_text(render(text)))
        )
    )


def leave(guest, article, comments: list[str], names: list[str]) -> None:
    """Send each through the form, and approve all of them."""
    for number, (text, name) in enumerate(zip(comments, names, strict=True)):
        data = {"comment": text, "name": name, "email": f"{number % PEOPLE}@example.org"}
        answer = guest.post("/comments/post/", reply_data(article, **data))
        assert answer.status_code == 303, (text, name)
    Comment.objects.update(status="approved", approved_at=timezone.now(), heads_thread=True)
    Tally.objects.update(comments=len(comments), threads=len(comments))


def names_among(texts: list[str]) -> list[str]:
    """Those that can be a name, as they are stored: one line, none of them twice."""
    return [name for name in dict.fromkeys(map(clean_name, texts)) if name and len(name) <= 245]


def markup_in(html: str) -> list:
    """The elements; without a sign of one no parser finds any."""
    return list(html5lib.parseFragment(html, namespaceHTMLElements=False)) if "<" in html else []


def read_as_it_is(guest, address: str) -> feedparser.FeedParserDict:
    """As tests.feeds.read_feed, which finds harmless whatever the parser took out."""
    answer = guest.get(address)
    ElementTree.fromstring(answer.content)
    raw = feedparser.parse(
        answer.content,
        response_headers={"content-type": answer["Content-Type"]},
        sanitize_html=False,
    )
    assert not raw.bozo, raw.get("bozo_exception")
    return raw


def test_as_a_comment_and_as_a_name_each_is_stored_as_typed_and_shown_as_text(
    guest, desk, typed, monkeypatch
):
    # Each comment has another's text for a name: that shows both, in half as many comments.
    article = make_article()
    names = names_among(typed)[::-1]
    names += [f"Reader {number}" for number in range(len(typed) - len(names))]
    leave(guest, article, typed, names)
    stored = Comment.objects.order_by("pk").values_list("source", "name")
    sources = [text.replace("\r\n", "\n").replace("\r", "\n") for text in typed]
    assert list(stored) == list(zip(sources, names, strict=True))
    address = article.get_absolute_url()

    page = html5lib.parse(guest.get(address).text, namespaceHTMLElements=False)
    assert len(page.findall(".//li[@id]")) == len(typed)
    assert ["".join(name.itertext()).strip() for name in page.findall(".//li//h3")] == names
    assert not [tag for tag in ("iframe", "img", "object", "style") if page.findall(f".//{tag}")]
    scripts = list(page.iter("script"))
    assert all(script.get("src", "").startswith("/static/") for script in scripts)
    assert not any(script.text for script in scripts)
    assert page.find(".//form[@id='commentform']") is not None

    feed = read_json_feed(guest, f"{address}feed/json/")
    assert sorted(item["authors"][0]["name"] for item in feed["items"]) == sorted(names)
    assert not [item for item in feed["items"] if dangers(item["content_html"])]
    for format_ in ("", "atom/"):
        raw = read_as_it_is(guest, f"{address}feed/{format_}")
        assert len(raw.entries) == len(typed)
        # Summary and title are HTML by convention; only Atom can say that a title is text.
        assert not [entry for entry in raw.entries if markup_in(entry.summary)]
        titles = [entry.title for entry in raw.entries]
        if format_:
            assert sorted(titles) == sorted(names)
        else:
            assert not [title for title in titles if markup_in(title)]

    monkeypatch.setattr("comments.desk.listing.PER_PAGE", 10_000)
    listed = html5lib.parse(
        desk.get("/admin/comments/comment/?tab=all").text, namespaceHTMLElements=False
    )
    cards = listed.findall(".//article[@id]")
    assert len(cards) == len(typed)
    assert not [tag for tag in ("iframe", "img", "object") if listed.findall(f".//article//{tag}")]
    for comment in Comment.objects.all()[:: len(typed) // 20 or 1]:
        shown = desk.get(f"/admin/comments/comment/{comment.pk}/change/")
        assert comment.html in shown.text


def test_a_page_given_back_holds_all_of_them_as_typed(guest, typed):
    answer = guest.post(
        "/comments/post/", reply_data(make_article(), comment="\n\n".join(typed), email="no")
    )
    assert answer.status_code == 422
    area = answer.text[answer.text.index("<textarea") :]
    area = area[area.index(">") + 1 : area.index("</textarea>")]
    assert unescape(area.removeprefix("\n")) == "\n\n".join(typed)
