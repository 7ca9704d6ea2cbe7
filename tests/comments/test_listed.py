import html5lib
import pytest
from django.utils import timezone, translation

from comments.listed import listed as pieces
from comments.threads import Removed, Row


def listed(*args, **kwargs) -> str:
    found = pieces(*args, **kwargs)
    return "".join(piece if isinstance(piece, str) else piece.decode() for piece in found)


def row(**fields):
    fields = {
        "pk": 7,
        "parent_id": None,
        "name": "Zarina",
        "website": "",
        "created_at": "2026-11-24 21:05:09.123456",
        "html": b"<p>Well said.</p>",
        "depth": 1,
        "answers": "",
        "is_staff": False,
        "is_edited": False,
    } | fields
    return Row(**fields)


def test_a_comment_has_its_place_name_time_and_words():
    html = listed([row(depth=2)], 1, 0)
    assert '<li id="comment-7" class="comment depth-2">' in html
    assert '<h3 id="author-7" class="comment-author"><bdi>Zarina</bdi></h3>' in html
    assert '<a href="/comments/7/"><time datetime="2026-11-24T21:05:09+00:00">' in html
    assert "<p>Well said.</p>" in html


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "24 November 2026, 21:05"),
        ("ru", "24 ноября 2026, 21:05"),
        ("tg", "24 ноябри 2026, 21:05"),
        ("fa", "24 نوامبر 2026، 21:05"),
    ],
)
def test_the_time_is_in_the_words_of_the_edition(language, words):
    with translation.override(language):
        assert f">{words}</time>" in listed([row()], 1, 4)


@pytest.mark.parametrize("zone", ["", "+00", "+00:00"])
def test_databases_write_the_same_moment_differently(zone):
    html = listed([row(created_at=f"2026-11-24 21:05:09{zone}")], 1, 0)
    assert '"2026-11-24T21:05:09+00:00">24 November 2026, 21:05<' in html


def test_the_time_is_in_the_zone_of_the_site():
    with timezone.override("Asia/Dushanbe"):
        html = listed([row()], 1, 0)
    assert '"2026-11-25T02:05:09+05:00">25 November 2026, 02:05<' in html


HOSTILE = "\"><script>alert('1')</script>&amp; %s %(name)s {0} \\"


@pytest.mark.parametrize("field", ["name", "website", "answers"])
def test_what_was_typed_is_text_wherever_it_stands(field):
    html = listed([row(**{field: HOSTILE})], 1, 4)
    assert "<script" not in html
    tree = html5lib.parseFragment(html, treebuilder="etree", namespaceHTMLElements=False)
    inside = [element.text or "" for element in tree.iter()]
    inside += [value for element in tree.iter() for value in element.attrib.values()]
    assert any(HOSTILE in text for text in inside)


def test_a_reply_says_whom_it_answers():
    html = listed([row(parent_id=3, answers="Bahrom")], 1, 0)
    assert '<a href="#comment-3">in reply to <bdi>Bahrom</bdi></a>' in html


@pytest.mark.parametrize(("depth", "there"), [(1, True), (4, True), (5, False)])
def test_the_deepest_cannot_be_answered(depth, there):
    assert ("reply-link" in listed([row(depth=depth)], 1, 4)) is there
    assert "reply-link" not in listed([row(depth=depth)], 1, 0)


def test_the_reply_link_leads_back_to_its_page():
    assert 'href="?replytocom=7#respond"' in listed([row()], 1, 4)
    assert 'href="?cpage=3&amp;replytocom=7#respond"' in listed([row()], 3, 4)


def test_a_removed_comment_holds_its_place():
    html = listed([Removed(4, 1), row(depth=2)], 1, 4)
    assert '<li id="comment-4" class="comment depth-1"><p class="comment-removed">' in html
    assert html.count("<li") == html.count("</li>") == 2


def test_what_the_newsroom_wrote_or_edited_says_so():
    plain = listed([row()], 1, 0)
    assert "Newsroom" not in plain
    assert "edited" not in plain
    assert '<span class="comment-badge">Newsroom</span>' in listed([row(is_staff=True)], 1, 0)
    assert "edited by the newsroom" in listed([row(is_edited=True)], 1, 0)
