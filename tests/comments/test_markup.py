import re
import warnings
from xml.etree import ElementTree

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog.characters import printable
from comments.markup import to_html

INLINES = {"a", "b", "strong", "i", "em", "del", "q", "code"}
BLOCKS = {"p", "pre", "blockquote", "ul", "ol"}
NAMES = "b i em strong del q code p pre blockquote ul ol li LI a script"
PIECES = [f"<{slash}{name}>" for name in NAMES.split() for slash in ("", "/")]
PIECES += ["<br>", "<br/>", "<b/>", "</br>", "<!-- -->", "&", "&amp;", "&copy;", "&#38;"]
PIECES += ["<", ">", '"', "'", "one", "two", "👩‍💻"]
PIECES += ["http://x.tj/?a=1&copy=2", "www.x.tj.", "(https://x.tj)"]
PIECES += ["<a href='https://x.tj/?a&b'>", '<a href="javascript:x">', "<b class='x'>"]
PIECES += [" ", "  ", "\t", "\n", "\n\n", "\n \n", "\xa0"]
TAG_SOUP = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=40).map("".join)


def parsed(html: str) -> ElementTree.Element:
    """The tree that a browser would build, and proof that it had nothing to mend."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tree = parser.parseFragment(html)
    assert parser.errors == [], html
    return tree


def faults(parent: ElementTree.Element, inside: tuple[str, ...] = ()) -> list[str]:
    """What breaks the content model of the HTML standard, or is there for nothing."""
    name = inside[-1] if inside else "body"
    found = []
    if inside and name != "br" and not "".join(parent.itertext()):
        found.append(f"empty {name}")
    own_text = (parent.text or "") + "".join(child.tail or "" for child in parent)
    if name in {"body", "blockquote", "ul", "ol"} and own_text:
        found.append(f"text straight in {name}: {own_text!r}")
    allowed = {"body": BLOCKS, "blockquote": BLOCKS, "ul": {"li"}, "ol": {"li"}, "br": set()}
    allowed["li"] = BLOCKS | INLINES | {"br"}
    for child in parent:
        if child.tag not in allowed.get(name, INLINES | {"br"}):
            found.append(f"{child.tag} in {name}")
        if child.tag == "a" and "a" in inside:
            found.append("a in a")
        found += faults(child, (*inside, child.tag))
    if len(inside) > 30:
        found.append("too deep")
    return found


@pytest.mark.parametrize(
    ("typed", "html"),
    [
        ("5 < 6 and 7 > 3", "<p>5 &lt; 6 and 7 &gt; 3</p>"),
        ("a & b", "<p>a &amp; b</p>"),
        ("&amp; &copy; &#60;", "<p>&amp;amp; &amp;copy; &amp;#60;</p>"),
        (r"C:\new", r"<p>C:\new</p>"),
        ("\"'`", "<p>\"'`</p>"),
        ("👩‍💻 🏴󠁧󠁢󠁥󠁮󠁧󠁿", "<p>👩‍💻 🏴󠁧󠁢󠁥󠁮󠁧󠁿</p>"),
        ("می‌خواهم", "<p>می‌خواهم</p>"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("<SCRIPT  x=1>", "<p>&lt;SCRIPT  x=1&gt;</p>"),
        ("<!-- x -->", "<p>&lt;!-- x --&gt;</p>"),
        ("<b", "<p>&lt;b</p>"),
        ("< b>", "<p>&lt; b&gt;</p>"),
        ("<b/>x", "<p>&lt;b/&gt;x</p>"),
        ("</b x=1>", "<p>&lt;/b x=1&gt;</p>"),
        ("<bold>", "<p>&lt;bold&gt;</p>"),
        ("<ſtrong>", "<p>&lt;ſtrong&gt;</p>"),
        ("  two  spaces", "<p>  two  spaces</p>"),
        ("a\xa0b", "<p>a&nbsp;b</p>"),
    ],
)
def test_what_is_no_tag_of_ours_reads_back_as_typed(typed, html):
    assert to_html(typed) == html


@pytest.mark.parametrize(
    ("typed", "html"),
    [
        ("", ""),
        (" \n\t\n ", ""),
        ("a\nb", "<p>a<br>b</p>"),
        ("a\n\nb", "<p>a</p><p>b</p>"),
        ("\n\na\n \t\n\n\nb\n\n", "<p>a</p><p>b</p>"),
        ("a\n  b", "<p>a<br>  b</p>"),
        ("a<br>\nb<BR />c<br/>", "<p>a<br>b<br>c</p>"),
        ("<p>a\n\nb</p>c", "<p>a</p><p>b</p><p>c</p>"),
        ("<p>a<p>b", "<p>a</p><p>b</p>"),
    ],
)
def test_blank_lines_make_paragraphs_and_newlines_make_breaks(typed, html):
    assert to_html(typed) == html


@pytest.mark.parametrize(
    ("typed", "html"),
    [
        ("<B onclick=x class='y'>a</B >", "<p><b>a</b></p>"),
        ("<b>a", "<p><b>a</b></p>"),
        ("a</b>", "<p>a&lt;/b&gt;</p>"),
        ("<b><i>a</b>b</i>", "<p><b><i>a</i></b><i>b</i></p>"),
        ("<b>a\n\nb</b>c", "<p><b>a</b></p><p><b>b</b>c</p>"),
        ("<b>a<ul><li>b</ul>c</b>", "<p><b>a</b></p><ul><li><b>b</b></li></ul><p><b>c</b></p>"),
        ("<b>a<pre>b</pre>", "<p><b>a</b></p><pre><b>b</b></pre>"),
        ("<blockquote><i>a</blockquote>b", "<blockquote><p><i>a</i></p></blockquote><p>b</p>"),
        ("<q>a <q>b</q></q>", "<p><q>a <q>b</q></q></p>"),
        ("a<b></b><p></p><ul><li></li></ul><b> </b>", "<p>a</p>"),
    ],
)
def test_allowed_tags_are_kept_and_made_to_fit(typed, html):
    assert to_html(typed) == html


@pytest.mark.parametrize(
    ("typed", "html"),
    [
        ("<ul>\n<li>a</li>\n<li>b\n</ul>\nc", "<ul><li>a</li><li>b</li></ul><p>c</p>"),
        ("<ol><li>a<li>b</ol>", "<ol><li>a</li><li>b</li></ol>"),
        ("<ul><li>a\n\nb</ul>", "<ul><li>a<br><br>b</li></ul>"),
        ("<ul>a</ul>", "<ul><li>a</li></ul>"),
        ("<ul><ul><li>a</ul></ul>", "<ul><li><ul><li>a</li></ul></li></ul>"),
        ("<ul><li>a<ol><li>b</ol>c</ul>", "<ul><li>a<ol><li>b</li></ol>c</li></ul>"),
        ("<ul><li><p>a</p>b</ul>", "<ul><li><p>a</p>b</li></ul>"),
        ("<ul><li>a<ul></li></ul>b</ul>", "<ul><li>a<ul><li>&lt;/li&gt;</li></ul>b</li></ul>"),
        ("<li>a</li>", "<p>&lt;li&gt;a&lt;/li&gt;</p>"),
    ],
)
def test_a_list_holds_items_and_an_item_stands_in_a_list(typed, html):
    assert to_html(typed) == html


@pytest.mark.parametrize(
    ("typed", "html"),
    [
        ("<pre>\na\n\n  b\n</pre>", "<pre>a\n\n  b\n</pre>"),
        ("<pre>\n\n\na</pre>", "<pre><br><br>a</pre>"),
        ("<pre>  a</pre>", "<pre>  a</pre>"),
        ("<pre> \n a</pre>", "<pre> <br> a</pre>"),
        ("<pre><ul>a</ul></pre>b", "<pre>&lt;ul&gt;a&lt;/ul&gt;</pre><p>b</p>"),
        ("<pre><code>a</code></pre>", "<pre><code>a</code></pre>"),
        ("<pre>\n</pre>", ""),
    ],
)
def test_pre_keeps_its_lines(typed, html):
    assert to_html(typed) == html


@pytest.mark.parametrize(
    ("typed", "html"),
    [
        ("<a href='https://x.tj'>y</a>", '<p><a href="https://x.tj">y</a></p>'),
        ("<a HREF=https://x.tj/>y</a>", '<p><a href="https://x.tj/">y</a></p>'),
        ("<a title=z href=http://x.tj>y", '<p><a href="http://x.tj">y</a></p>'),
        ("<a href='mailto:a@x.tj'>y</a>", '<p><a href="mailto:a@x.tj">y</a></p>'),
        (
            "<a href='https://x.tj/?a&amp;b&copy=2'>y",
            '<p><a href="https://x.tj/?a&amp;b&amp;copy=2">y</a></p>',
        ),
        ("<a href='&#104;ttps://x.tj'>y", '<p><a href="https://x.tj">y</a></p>'),
        ("<a href=' ht\ntps://x.tj '>y", '<p><a href="https://x.tj">y</a></p>'),
        ("<a title=' href=x' href=https://x.tj>y", '<p><a href="https://x.tj">y</a></p>'),
        (
            "<a href=https://x.tj>a<a href=https://y.tj>b</a>",
            '<p><a href="https://x.tj">a</a><a href="https://y.tj">b</a></p>',
        ),
        (
            "<a href=https://x.tj>a\n\nb</a>",
            '<p><a href="https://x.tj">a</a></p><p><a href="https://x.tj">b</a></p>',
        ),
        (
            "<a href=https://x.tj>a<a href=data:x>b</a>c</a>",
            '<p><a href="https://x.tj">a&lt;a href=data:x&gt;b&lt;/a&gt;c</a></p>',
        ),
    ],
)
def test_a_link_leads_to_one_absolute_address(typed, html):
    assert to_html(typed) == html


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "&#106;avascript:alert(1)",
        "java&Tab;script:alert(1)",
        "java\nscript:alert(1)",
        "&#1;javascript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "tel:1",
        "//x.tj",
        "/x",
        "x.tj",
        "#x",
        "",
        "https:",
        "https://",
        "https:x.tj",
        "https:/x.tj",
        "https:\\\\x.tj",
        "httpſ://x.tj",
        "http://999.999.999.999",
        "http://[::g]",
        "http://[",
        "https://x.tj:99999",
        "https://bank.tj@evil.tj",
        "https://evil.tj\\@bank.tj",
        "https://x y.tj",
        "https://xn--/",
        "mailto:",
        "https://x.tj/" + "a" * 2000,
        "&#" + "9" * 5000 + ";",
    ],
)
def test_a_link_that_leads_elsewhere_shows_as_the_text_it_was(address):
    html = to_html(f"<a href='{address}'>x</a>")
    assert "<a" not in html
    assert html.startswith("<p>&lt;a href='")
    assert html.endswith("'&gt;x&lt;/a&gt;</p>")
    assert to_html("<a>x</a>") == "<p>&lt;a&gt;x&lt;/a&gt;</p>"


def test_nesting_ends_at_a_depth_and_the_rest_is_text():
    html = to_html("<b>" * 30 + "x" + "</b>" * 30)
    assert html.count("<b>") == html.count("</b>") == 20
    assert html.count("&lt;b&gt;") == html.count("&lt;/b&gt;") == 10
    assert to_html("<ul><li>" * 5000).count("<ul>") <= 20


def test_formatting_that_never_ends_does_not_make_the_page_grow():
    typed = "<b><i><em><q><del><code>" + "\n\nx" * 20_000
    assert len(to_html(typed)) < 5 * len(typed)


@given(TAG_SOUP)
def test_the_html_is_valid_whatever_was_typed(typed):
    assert faults(parsed(to_html(printable(typed)))) == []


@given(TAG_SOUP)
def test_no_word_is_lost_or_changes_its_place(typed):
    def words(text: str) -> str:
        names = "a|b|i|em|strong|del|q|code|p|br|pre|blockquote|ul|ol|li"
        while True:
            shorter = re.sub(
                rf"""(?ai)</?(?:{names})(?:\s+\w+=(?:"[^"]*"|'[^']*'))*/?>|\s""", "", text
            )
            if shorter == text:
                return text
            text = shorter

    typed = printable(typed)
    assert words("".join(parsed(to_html(typed)).itertext())) == words(typed)
