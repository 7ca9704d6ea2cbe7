import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.utils.safestring import SafeString
from hypothesis import example, given
from hypothesis import strategies as st

from blog.characters import printable, without_direction_controls
from comments.addresses import SCHEMES
from comments.markup import TAGS, to_html
from comments.sanitize import plain_text, render, wall_one, wall_two
from tests.comments.test_markup import TAG_SOUP, faults, parsed
from tests.data import shared_json

REL = ' rel="nofollow ugc noopener"'
NAMES = "a|b|i|em|strong|del|q|code|p|br|pre|blockquote|ul|ol|li"
ANY_TEXT = st.text(st.characters(exclude_categories=()))


def dangers(html: str) -> list[str]:
    """What html5lib finds in ``html`` that isn't on the list."""
    found = []
    for element in parsed(html).iter():
        if element.tag == "DOCUMENT_FRAGMENT":
            continue
        if element.tag not in TAGS:
            found.append(f"tag {element.tag}")
        if set(element.attrib) != ({"href", "rel"} if element.tag == "a" else set()):
            found.append(f"attributes {element.attrib}")
        elif element.tag == "a":
            if element.attrib["href"].partition(":")[0].lower() not in SCHEMES:
                found.append(f"address {element.attrib['href']}")
            if element.attrib["rel"] != "nofollow ugc noopener":
                found.append(f"rel {element.attrib['rel']}")
    return found


def is_sound(html: str) -> bool:
    assert dangers(html) == []
    assert faults(parsed(html)) == []
    assert wall_one(html) == html
    assert wall_two(html) == html
    return True


def shown(typed: str) -> str:
    return without_direction_controls(printable(typed))


def words(text: str) -> str:
    """Text without white space, and without what may be markup of ours."""
    attribute = r"""\s+[^\s"'<>/=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>`]+))?"""
    while True:
        shorter = re.sub(rf"(?ai)</?(?:{NAMES})(?:{attribute})*\s*/?>", "", text)
        if shorter == text:
            return "".join(text.split())
        text = shorter


def read_back(typed: str) -> str:
    """How text without markup reads: lines as typed, blank ones only between paragraphs."""
    text = re.sub(r"\n(?:[ \t]*\n)+", "\n\n", "\n" + shown(typed) + "\n").strip("\n")
    text = re.sub(r"(?:\n[ \t]*)+\Z", "", re.sub(r"\A(?:[ \t]*\n)+", "", text))
    return text if text.strip(" \t") else ""


def links(typed: str) -> list[tuple[str, str]]:
    return [(a.attrib["href"], "".join(a.itertext())) for a in parsed(render(typed)).iter("a")]


@pytest.mark.parametrize(
    "typed",
    [
        "5 < 6 and 7 > 3",
        "a & b &amp; &copy; &lt;b&gt; &#60; &nbsp &notit; &",
        r"C:\new",
        "  two  spaces\tand a tab",
        "one\ntwo\n\nthree",
        "<script>alert(1)</script>",
        "<SCRIPT  x=1>",
        "<!-- x -->",
        "<![CDATA[ x ]]> <?php x ?> <!DOCTYPE html>",
        "</script></p x></",
        "👩‍💻 🏴󠁧󠁢󠁥󠁮󠁧󠁿 ❤️‍🔥",
        "می‌خواهم «سلام» שלום",
        "a\xa0b\u3000c\u200bd\ufeff",
        "https://x.tj/?a=1&copy=2&lt;x",
    ],
)
def test_plain_text_reads_back_as_typed(typed):
    assert plain_text(render(typed)) == typed
    assert is_sound(render(typed))


@given(ANY_TEXT | st.text("ab <>&;#\n\t /!=\"'\x00\x85\xa0\u202e\ud800.:hw"))
@example("\ufeff")
@example("&" * 50 + "#x41;")
@example("www.a.tj&copy;www.b.tj")
def test_any_text_without_tags_of_ours_reads_back_as_typed(typed):
    html = render(typed)
    assert is_sound(html)
    if not re.search(rf"(?ai)</?(?:{NAMES})[\s/>]", shown(typed)):
        assert plain_text(html) == read_back(typed)


@given(TAG_SOUP)
def test_tag_soup_becomes_sound_html_and_loses_no_word(typed):
    html = render(typed)
    assert is_sound(html)
    assert words(plain_text(html)) == words(shown(typed))


@given(st.text("hHtTpPsſ:/\\.w@[]()#?&;=%x0189-_ \xa0\u200e\ud800é١ابа،’'\"<>", max_size=30))
def test_addresses_of_any_shape_are_sound(text):
    typed = f"http://{text} www.a{text} <a href='https://{text}'>x</a> <a href='mailto:{text}'>"
    html = render(typed)
    assert is_sound(html)
    assert words(plain_text(html)) == words(shown(typed))


def test_no_known_attack_leaves_anything_that_can_run_and_no_text_is_lost():
    for attack in shared_json("xss-payloads.json"):
        typed = attack["payload"]
        for text in (typed, f"<b>{typed}", f"<a href='https://x.tj'>{typed}</a>", f"<pre>{typed}"):
            html = render(text)
            assert is_sound(html), attack["title"]
            assert words(plain_text(html)) == words(shown(text)), attack["title"]


def test_an_attack_in_the_place_of_an_address_is_harmless():
    for attack in shared_json("xss-payloads.json"):
        typed = attack["payload"].replace("'", "&#39;")
        assert is_sound(render(f"<a href='{typed}'>x</a>"))


def test_naughty_strings_read_back_and_are_sound():
    for typed in shared_json("naughty-strings.json"):
        html = render(typed)
        assert is_sound(html), typed
        assert words(plain_text(html)) == words(shown(typed))
        if not re.search(rf"(?ai)</?(?:{NAMES})[\s/>]", shown(typed)):
            assert plain_text(html) == read_back(typed)


@pytest.mark.parametrize(
    ("typed", "html"),
    [
        ("https://x.tj", f'<a href="https://x.tj"{REL}>https://x.tj</a>'),
        ("HTTP://X.TJ/A", f'<a href="HTTP://X.TJ/A"{REL}>HTTP://X.TJ/A</a>'),
        ("www.x.tj,", f'<a href="http://www.x.tj"{REL}>www.x.tj</a>,'),
        ("?a=1&b=2", "?a=1&amp;b=2"),
        (
            "https://x.tj/?a=1&b=2",
            f'<a href="https://x.tj/?a=1&amp;b=2"{REL}>https://x.tj/?a=1&amp;b=2</a>',
        ),
        (
            "https://x/?a=1&copy=2",
            f'<a href="https://x/?a=1&amp;copy=2"{REL}>https://x/?a=1&amp;copy=2</a>',
        ),
        (
            "(see https://x.tj/a_(b)).",
            f'(see <a href="https://x.tj/a_(b)"{REL}>https://x.tj/a_(b)</a>).',
        ),
        ("<b>https://x.tj</b>!", f'<b><a href="https://x.tj"{REL}>https://x.tj</a></b>!'),
        ("<a href=https://x.tj rel=me>y</a>", f'<a href="https://x.tj"{REL}>y</a>'),
    ],
)
def test_addresses_become_links_with_a_rel(typed, html):
    assert render(typed) == f"<p>{html}</p>"


@pytest.mark.parametrize(
    ("typed", "addresses"),
    [
        ("settings.py example.com a@x.tj ftp://x.tj //x.tj www. www.x", []),
        ("xhttp://x.tj awww.x.tj @www.x.tj ftp://www.x.tj", []),
        ("http://999.999.999.999 https://a@x.tj https:// http://[::g]", []),
        ("<code>https://x.tj</code><pre>www.x.tj</pre>", []),
        ("<pre><code>a</code> https://x.tj</pre>", []),
        ("<a href=javascript:x>https://x.tj</a>", ["https://x.tj"]),
        (
            "«https://x.tj/a», “www.x.tj”; https://x.tj/б؟",
            ["https://x.tj/a", "http://www.x.tj", "https://x.tj/б"],
        ),
        (
            "[https://x.tj] https://x.tj/... **https://x.tj**",
            ["https://x.tj", "https://x.tj/", "https://x.tj"],
        ),
        ("https://x.tj/\u200e\u200fسلام", ["https://x.tj/"]),
        ("https://душанбе.рф/путь", ["https://душанбе.рф/путь"]),
        ("https://x.tj/?a[]=1", ["https://x.tj/?a%5B%5D=1"]),
        ("https://x.tj/?u=https://y.tj/", ["https://x.tj/?u=https://y.tj/"]),
        ("https://x.tj/a\xa0b", ["https://x.tj/a"]),
    ],
)
def test_only_whole_addresses_become_links(typed, addresses):
    assert [address for address, _ in links(typed)] == addresses


def test_a_link_holds_no_link():
    assert links("<a href=https://x.tj>www.y.tj</a>") == [("https://x.tj", "www.y.tj")]


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<a href='javascript:123'>x</a>",
        "<a href='/x' rel='me'>x</a>",
        "<a href='https://x.tj' rel='me' onclick=x>x</a>",
        "<p style='x' onclick='x'>x</p><img src=x onerror=x><svg><a xlink:href='javascript:x'>",
        "<math><mtext><table><mglyph><style><!--</style><img title='--><img src onerror=x>'>",
    ],
)
def test_each_wall_stands_when_the_ones_before_it_fall(hostile):
    for html in (wall_one(hostile), wall_two(hostile), wall_two(wall_one(hostile))):
        assert not re.search(r"<(?!/?(?:a|p|br)\b)|<[^>]*(?:onclick|style|onerror|me\b)", html)
    assert "javascript" not in re.sub("&lt;.*?&gt;", "", wall_two(wall_one(hostile)))


def test_the_walls_leave_our_own_markup_as_it_is():
    typed = (
        "One & two < three\nfour  five\n\n<b>six <i>seven</i></b> <q>a</q> <del>b</del>\xa0"
        "<blockquote>c<pre>\n\nd\n  e</pre></blockquote><ol><li>f<ul><li>g</ul></ol>\n\"h\" 'i'"
    )
    html = to_html(typed)
    assert wall_one(html) == html
    assert wall_two(html) == html
    assert render(typed) == html


def test_the_result_is_marked_safe():
    assert isinstance(render(""), SafeString)
    assert render("") == ""
    assert isinstance(render("<b>x"), SafeString)


def test_characters_html_cannot_carry_are_shown_and_overrides_are_gone():
    assert render("a\x00b\ud800\u202ec\r\nd") == "<p>a\u2400b\ufffdc<br>d</p>"


def test_many_threads_render_the_same():
    texts = [f"<b>{n}</b> https://x.tj/{n}?a&b\n\n<ul><li>{n & 7}" * 5 for n in range(200)]
    alone = [render(text) for text in texts]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(render, texts)) == alone


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("", ""),
        ("<p>a</p><p>b<br>c</p>", "a\n\nb\nc"),
        ("<p>a &amp;amp; &lt;b&gt;&nbsp;c</p>", "a &amp; <b>\xa0c"),
        ("<ul><li>a</li><li>b<ol><li>c</li></ol></li></ul><p>d</p>", "a\nb\n\nc\n\nd"),
        ("<blockquote><p>a</p></blockquote><pre><br>b\n c</pre>", "a\n\n\nb\n c"),
        ('<p>a<a href="https://x.tj"><b>b</b></a>c</p>', "abc"),
    ],
)
def test_plain_text_separates_blocks_by_blank_lines(html, text):
    assert plain_text(html) == text
