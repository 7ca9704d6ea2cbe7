"""comments/markup.py: hostile text costs no more time than its length."""

import time

import pytest

from comments.markup import to_html


@pytest.mark.parametrize(
    "piece",
    [
        *("<a ", "<b>", "<b>x</b>", "</b>", "&", '"', "<", "<a x='", '<a x="', "<a y=' w='"),
        *(
            "<a href=",
            "<a>",
            "\n ",
            "\n\nx",
            "<ul><li>",
            "<ul>x",
            "<li>x",
            "<p>",
            "<br>",
            "<pre>\n",
        ),
        *("<a href=https://a.tj>x\n\n", "<b><i>x</b>y\n\n", "<a b='c' ", "<a b ", "<a href='&#"),
        f"<a href='https://{'а' * 1900}@'>",
    ],
)
def test_the_time_is_linear_in_the_length(piece):
    short, long = (piece * 8_190)[:8_190], (piece * 65_525)[:65_525]
    # Eight times the text takes eight times the time, not 64 times; below some
    # milliseconds there is nothing to compare.
    most = max(30 * min(_seconds(short) for _ in range(3)), 0.05)
    # The best of three, of which the second and third are left out once one is good enough.
    assert any(_seconds(long) < most for _ in range(3))


@pytest.mark.parametrize("start", ["<a ", "<a href='", "<a" + " " * 9, "<ul>", "<pre>", "<b>"])
@pytest.mark.parametrize("piece", [" ", "x ", "x=", "x='' ", "&#", "&a", "<li>x", "\n", "<a>"])
def test_no_beginning_makes_the_time_grow_faster(start, piece):
    assert _seconds(start + (piece * 65_525)[:65_525]) < 2


def _seconds(typed: str) -> float:
    """Of this thread alone: how busy the machine is doesn't count."""
    start = time.thread_time()
    to_html(typed)
    return time.thread_time() - start
