from time import perf_counter

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments.desk.marking import Words, marked_html, marked_text
from comments.sanitize import plain_text, render


def marked(source: str, word: str) -> str:
    start = source.index(word)
    return marked_html(render(source), [Words.cut(source, start, start + len(word))])


@pytest.mark.parametrize(
    ("source", "word", "html"),
    [
        ("buy v1agra now", "v1agra", "<p>buy <mark>v1agra</mark> now</p>"),
        ("<b>vi</b>agra", "vi</b>agra", "<p><b><mark>vi</mark></b><mark>agra</mark></p>"),
        ("a & b & c", "& b &", "<p>a <mark>&amp; b &amp;</mark> c</p>"),
        ("sex in Essex", "sex", "<p><mark>sex</mark> in Essex</p>"),
        ("casinos, casino", "casino", "<p><mark>casino</mark>s, <mark>casino</mark></p>"),
        ("one\ntwo", "one\ntwo", "<p><mark>one</mark><br><mark>two</mark></p>"),
        ("vi&#97;gra", "vi&#97;gra", "<p><mark>vi&amp;#97;gra</mark></p>"),
        ("see\u202eabc", "\u202e", "<p>seeabc</p>"),
    ],
)
def test_the_words_are_marked_where_readers_see_them(source, word, html):
    assert marked(source, word) == html


def test_a_link_is_marked_inside():
    html = marked("at https://a.tj/x now", "https://a.tj/x")
    assert ">" + "<mark>https://a.tj/x</mark></a>" in html


def test_without_words_nothing_changes():
    assert marked_html("<p>a</p>", []) == "<p>a</p>"
    assert marked_html("<p>a</p>", [Words.cut("<b></b>", 0, 7)]) == "<p>a</p>"


@given(st.text(max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_marking_changes_nothing_that_is_read(source, start, length):
    html = render(source)
    with_marks = marked_html(html, [Words.cut(source, start, start + length)])
    without = with_marks.replace("<mark>", "").replace("</mark>", "")
    assert without == html
    assert plain_text(without) == plain_text(html)
    html5lib.HTMLParser(strict=False).parseFragment(with_marks)


@pytest.mark.parametrize(
    ("spans", "html"),
    [
        ([], "A &amp; B"),
        ([(0, 1)], "<mark>A</mark> &amp; B"),
        ([(2, 3), (0, 3)], "<mark>A &amp;</mark> B"),
        ([(4, 99)], "A &amp; <mark>B</mark>"),
        ([(5, 9)], "A &amp; B"),
    ],
)
def test_spans_of_plain_text_are_marked(spans, html):
    assert marked_text("A & B", spans) == html


def test_a_whole_text_that_was_objected_to_takes_no_longer_than_its_length():
    source = "A " * 30_000 + "A<br>A"
    html = f"<p>{'A ' * 30_000}A<br>A</p>"
    begun = perf_counter()
    assert marked_html(html, [Words.cut(source, 0, len(source))]) == html
    assert perf_counter() - begun < 1


def test_words_that_a_line_break_parts_are_marked():
    words = Words.cut("BUY<br>NOW today", 0, 10)
    assert marked_html("<p>BUY<br>NOW today</p>", [words]) == (
        "<p><mark>BUY</mark><br><mark>NOW</mark> today</p>"
    )
