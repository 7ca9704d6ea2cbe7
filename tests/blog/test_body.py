import pytest

from blog.body import sanitize_body, with_absolute_links


@pytest.mark.parametrize(
    ("html", "clean"),
    [
        ("<p>5 &lt; 6 &amp; “so”</p>", "<p>5 &lt; 6 &amp; “so”</p>"),
        ("<h1>Too big</h1>", "Too big"),
        ('<p style="color:red" class="x">Plain</p>', "<p>Plain</p>"),
        ('<a href="/x" target="_blank">in</a>', '<a href="/x" rel="noopener">in</a>'),
        ('<a href="data:text/html,x">out</a>', '<a rel="noopener">out</a>'),
        ('<img src="https://tracker.example/x.gif">', ""),
        ("<p></p>", ""),
        ("", ""),
    ],
)
def test_only_what_an_article_needs_is_let_through(html, clean):
    assert sanitize_body(html) == clean
    assert sanitize_body(clean) == clean


def test_links_become_absolute_for_feeds():
    body = '<p><a href="/2025/">in</a> <a href="#top">up</a> <a href="https://x.tj/">out</a></p>'
    assert with_absolute_links(body, "https://javob.tj/2025/06/a/") == (
        '<p><a href="https://javob.tj/2025/" rel="noopener">in</a> '
        '<a href="https://javob.tj/2025/06/a/#top" rel="noopener">up</a> '
        '<a href="https://x.tj/" rel="noopener">out</a></p>'
    )
