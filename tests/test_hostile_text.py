"""Every attack and every odd string goes through the form and comes out as text.

What a browser makes of them is in tests/browser/test_hostile_text.py.
"""

from html import unescape

import feedparser
import html5lib
import pytest
from django.utils import timezone

from blog.characters import clean_name
from comments.models import Comment, Tally
from comments.sanitize import plain_text, render
from tests.comments.test_sanitize import dangers
from tests.data import shared_json
from tests.feeds import read_feed, read_json_feed
from tests.make import make_article, reply_data

pytestmark = pytest.mark.django_db


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


def leave(guest, article, texts: list[str], field: str) -> None:
    """Send each through the form, and approve all of them."""
    for number, text in enumerate(texts):
        person = {"name": f"Reader {number}", "email": f"{number}@example.org"}
        data = person | {"comment": f"Comment {number}", field: text}
        answer = guest.post("/comments/post/", reply_data(article, **data))
        assert answer.status_code == 303, text
    Comment.objects.update(status="approved", approved_at=timezone.now(), heads_thread=True)
    Tally.objects.update(comments=len(texts), threads=len(texts))


def markup_in(html: str) -> list:
    return list(html5lib.parseFragment(html, namespaceHTMLElements=False))


def test_as_a_comment_each_is_stored_as_typed_and_shown_as_text(guest, desk, typed, monkeypatch):
    article = make_article()
    leave(guest, article, typed, "comment")
    stored = Comment.objects.order_by("pk").values_list("source", flat=True)
    assert list(stored) == [text.replace("\r\n", "\n").replace("\r", "\n") for text in typed]
    address = article.get_absolute_url()

    page = html5lib.parse(guest.get(address).text, namespaceHTMLElements=False)
    assert len(page.findall(".//li[@id]")) == len(typed)
    assert not [tag for tag in ("iframe", "img", "object", "style") if page.findall(f".//{tag}")]
    assert len(page.findall(".//script")) == 1
    assert page.find(".//form[@id='commentform']") is not None

    feed = read_json_feed(guest, f"{address}feed/json/")
    assert len(feed["items"]) == len(typed)
    assert not [item for item in feed["items"] if dangers(item["content_html"])]
    for format_ in ("", "atom/"):
        read_feed(guest, f"{address}feed/{format_}")
        # Title and summary are HTML by convention: once more without the parser's cleaning.
        raw = feedparser.parse(guest.get(f"{address}feed/{format_}").content, sanitize_html=False)
        assert len(raw.entries) == len(typed)
        assert not [entry for entry in raw.entries if markup_in(entry.title)]
        assert not [entry for entry in raw.entries if markup_in(entry.summary)]

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


def test_as_a_name_each_is_one_line_of_text(guest, typed):
    article = make_article()
    cleaned = dict.fromkeys(map(clean_name, typed))
    names = [name for name in cleaned if name and len(name) <= 245]
    leave(guest, article, names, "name")
    page = html5lib.parse(guest.get(article.get_absolute_url()).text, namespaceHTMLElements=False)
    assert ["".join(name.itertext()).strip() for name in page.findall(".//li//h3")] == names
    assert not page.findall(".//img")
    assert len(page.findall(".//script")) == 1
    feed = read_json_feed(guest, f"{article.get_absolute_url()}feed/json/")
    assert sorted(item["authors"][0]["name"] for item in feed["items"]) == sorted(names)
    read_feed(guest, f"{article.get_absolute_url()}feed/")


def test_a_page_given_back_holds_each_as_typed(guest, typed):
    article = make_article()
    for text in typed[::5]:
        answer = guest.post("/comments/post/", reply_data(article, comment=text, email="no"))
        assert answer.status_code == 422
        area = answer.text[answer.text.index("<textarea") :]
        area = area[area.index(">") + 1 : area.index("</textarea>")]
        assert unescape(area.removeprefix("\n")) == text
