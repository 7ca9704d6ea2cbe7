import html5lib
import pytest
from django.utils import timezone, translation

from comments.listed import listed as pieces
from comments.places import Order, Place
from comments.threads import Badge, Edited, Removed, Row


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
        "badge": "",
        "edited": "",
    } | fields
    return Row(**fields)


def test_a_comment_has_its_place_name_time_and_words():
    html = listed([row(depth=2)], Place(), 0)
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
        assert f">{words}</time>" in listed([row()], Place(), 4)


@pytest.mark.parametrize("zone", ["", "+00", "+00:00"])
def test_databases_write_the_same_moment_differently(zone):
    html = listed([row(created_at=f"2026-11-24 21:05:09{zone}")], Place(), 0)
    assert '"2026-11-24T21:05:09+00:00">24 November 2026, 21:05<' in html


def test_the_time_is_in_the_zone_of_the_site():
    with timezone.override("Asia/Dushanbe"):
        html = listed([row()], Place(), 0)
    assert '"2026-11-25T02:05:09+05:00">25 November 2026, 02:05<' in html


HOSTILE = "\"><script>alert('1')</script>&amp; %s %(name)s {0} \\"


@pytest.mark.parametrize("field", ["name", "website", "answers"])
def test_what_was_typed_is_text_wherever_it_stands(field):
    html = listed([row(**{field: HOSTILE})], Place(), 4)
    assert "<script" not in html
    tree = html5lib.parseFragment(html, treebuilder="etree", namespaceHTMLElements=False)
    inside = [element.text or "" for element in tree.iter()]
    inside += [value for element in tree.iter() for value in element.attrib.values()]
    assert any(HOSTILE in text for text in inside)


def test_a_reply_says_whom_it_answers():
    html = listed([row(parent_id=3, answers="Bahrom")], Place(), 0)
    assert '<a href="#comment-3">in reply to <bdi>Bahrom</bdi></a>' in html


@pytest.mark.parametrize(("depth", "there"), [(1, True), (4, True), (5, False)])
def test_the_deepest_cannot_be_answered(depth, there):
    assert ("reply-link" in listed([row(depth=depth)], Place(), 4)) is there
    assert "reply-link" not in listed([row(depth=depth)], Place(), 0)


def test_the_reply_link_leads_back_to_its_page():
    assert 'href="?replytocom=7#respond"' in listed([row()], Place(), 4)
    assert 'href="?cpage=3&amp;replytocom=7#respond"' in listed([row()], Place(3), 4)


def test_a_removed_comment_holds_its_place():
    html = listed([Removed(4, 1), row(depth=2)], Place(), 4)
    assert '<li id="comment-4" class="comment depth-1"><p class="comment-removed">' in html
    assert html.count("<li") == html.count("</li>") == 2


def test_the_answers_in_a_thread_can_be_folded_away():
    rows = [row(pk=1), row(pk=2, depth=2), row(pk=3, depth=3), row(pk=4), Removed(5, 1)]
    rows += [row(pk=6, depth=2)]
    html = listed(rows, Place(), 0)
    tree = html5lib.parseFragment(html, treebuilder="etree", namespaceHTMLElements=False)
    threads = [
        (thread.find("summary").text, [item.get("id") for item in thread.findall("ol/li")])
        for thread in tree.iter("details")
    ]
    assert threads == [
        ("2 answers", ["comment-2", "comment-3"]),
        ("1 answer", ["comment-6"]),
    ]
    tops = [item.get("id") for item in tree.findall("ol/li")]
    assert tops == ["comment-1", "comment-4", "comment-5"]


def test_from_a_comment_with_answers_one_comes_to_what_stands_behind_them():
    depths = [1, 2, 3, 3, 2, 1, 2]
    html = listed([row(pk=pk, depth=depth) for pk, depth in enumerate(depths, 1)], Place(), 0)
    tree = html5lib.parseFragment(html, treebuilder="etree", namespaceHTMLElements=False)
    leads = {
        article.get("aria-labelledby"): link.get("href")
        for article in tree.iter("article")
        for link in article.iter("a")
        if link.text == "Skip the answers"
    }
    assert leads == {"author-1": "#comment-6", "author-2": "#comment-5"}


def test_links_keep_the_order_that_the_reader_chose():
    html = listed([row()], Place(2, Order.NEWEST), 4)
    assert 'href="?cpage=2&amp;corder=newest&amp;replytocom=7#respond"' in html
    assert 'href="/comments/7/?corder=newest"' in html


def test_badges_and_edits_are_told():
    plain = listed([row()], Place(), 0)
    assert "badge" not in plain
    assert "edited" not in plain
    newsroom = listed([row(badge=Badge.NEWSROOM, edited=Edited.NEWSROOM)], Place(), 0)
    assert '<span class="comment-badge badge-newsroom">Newsroom</span>' in newsroom
    assert "<span>edited by the newsroom</span>" in newsroom
    author = listed([row(badge=Badge.AUTHOR, edited=Edited.AUTHOR)], Place(), 0)
    assert '<span class="comment-badge badge-author">Author</span>' in author
    assert "<span>edited</span>" in author


def test_every_comment_can_be_reported_and_its_author_is_named():
    html = listed([row(depth=9), Removed(8, 1)], Place(3, Order.NEWEST), 0)
    assert html.count("report-link") == 1
    assert (
        '<a class="report-link" rel="nofollow" href="/comments/7/report/"'
        ' aria-label="Report the comment of Zarina">Report</a>'
    ) in html
