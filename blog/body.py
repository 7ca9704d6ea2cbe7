"""The article's body: what the editor in admin offers, and what is let through."""

from typing import Any
from urllib.parse import urljoin

import nh3

#: The buttons of the editor; every one of them has its tags in ``_TAGS``.
EDITOR_EXTENSIONS: dict[str, Any] = {
    "Bold": True,
    "Italic": True,
    "Link": {"enableTarget": False, "protocols": ["http", "https", "mailto"]},
    "Heading": {"levels": [2, 3, 4]},
    "BulletList": True,
    "OrderedList": True,
    "ListItem": True,
    "Blockquote": True,
    "Code": True,
    "CodeBlock": True,
    "Strike": True,
    "Subscript": True,
    "Superscript": True,
    "HorizontalRule": True,
    "HardBreak": True,
    "History": True,
    "CspSafe": True,  # ours: static/js/editor.js
}

_TAGS = {"p", "br", "hr", "h2", "h3", "h4", "ul", "ol", "li", "blockquote", "q", "cite", "pre"}
_TAGS |= {"code", "strong", "b", "em", "i", "s", "del", "sub", "sup", "a"}
_ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
_SCHEMES = {"http", "https", "mailto"}

_cleaner = nh3.Cleaner(
    tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=_SCHEMES, link_rel="noopener"
)


def sanitize_body(html: str) -> str:
    """Return the HTML with only the tags, attributes and link schemes of an article.

    ``BodyField`` passes here whatever is written to the database, by an editor, an
    import or a programme, so templates and feeds may print it as it is. An editor left
    empty gives ``""``.
    """
    clean = _cleaner.clean(html).strip()
    return "" if clean == "<p></p>" else clean


def with_absolute_links(html: str, base: str) -> str:
    """Return a sanitised body in which every link is absolute, as feeds need it."""

    def absolute(tag: str, attribute: str, value: str) -> str:
        return urljoin(base, value) if (tag, attribute) == ("a", "href") else value

    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        link_rel="noopener",
        attribute_filter=absolute,
    )
