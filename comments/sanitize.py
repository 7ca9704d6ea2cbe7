"""From what a reader typed to HTML that is safe to show: the one place that decides.

Two walls stand behind ``to_html``, and neither trusts what comes to it. bleach
cleans against the allow-list and makes links. It had its last release in June
2026, so nh3 cleans the result again, against the same list. What nh3 returns is
the only thing ever marked safe, and nothing changes it after that.
"""

import re
import threading
from collections import Counter
from collections.abc import Iterator
from functools import partial
from html import escape, unescape
from typing import Any

import bleach
import nh3
from bleach.linkifier import LinkifyFilter
from django.utils.safestring import SafeString, mark_safe

from blog.characters import printable, without_direction_controls

from .addresses import SCHEMES, link_target
from .markup import CONTAINERS, TAGS, to_html

# Raise it with every change that makes render() answer differently: stored HTML
# of a lower version is rendered anew.
RENDERER_VERSION: int = 1

REL = "nofollow ugc noopener"

# From a scheme or "www." to the next character that can't be in an address (RFC
# 3986, appendix C), a mark of direction or a quotation mark. One possessive run:
# linear time.
_BARE_ADDRESS = re.compile(
    r"(?<![\w@./:-])(?:https?://(?=[\w\[])|www\.(?=[\w-]++\.\w))"
    r"""[^\s<>"\\^`{|}«»“”„\u061c\u200b\u200e\u200f\ufeff]++""",
    re.IGNORECASE,
)
_CLOSING = {")": "(", "]": "[", "’": "‘"}
_AFTER_ADDRESS = frozenset(".,;:!?'*_~…،؛؟۔।。，、！？；：）】」』›")
_ALLOWED_ADDRESS = re.compile(rf"(?:{'|'.join(sorted(SCHEMES))}):", re.IGNORECASE | re.ASCII)

_TAG = re.compile(r"<(/?)([a-z]+)[^>]*>")


def render(typed: str) -> SafeString:
    """Return what a reader typed as safe HTML: what ``RENDERER_VERSION`` stands for."""
    shown = without_direction_controls(printable(typed))
    return mark_safe(wall_two(wall_one(to_html(shown))))


def wall_one(html: str) -> str:
    """Clean ``html`` with bleach; bare addresses become links, and each link gets its rel."""
    return str(_BLEACH.cleaner.clean(html))


def wall_two(html: str) -> str:
    """Clean ``html`` with nh3, which writes the rel of each link itself."""
    return _NH3.clean(html)


def plain_text(html: str) -> str:
    """Return the readable text of rendered HTML, for feed titles, summaries and mail.

    A blank line stands between blocks, a newline between the items of a list and
    for each ``<br>``. ``html`` comes from ``render``, so a "<" begins a tag.
    """
    text: list[str] = []
    gap = ""
    position = 0
    for tag in [*_TAG.finditer(html), None]:
        words = html[position : tag.start() if tag else len(html)]
        if tag and tag[2] == "br":
            words += "\n"
        if words:
            text += [gap if text else "", unescape(words)]
            gap = ""
        if tag:
            position = tag.end()
            if tag[2] == "li":
                gap = gap or "\n"
            elif tag[2] in CONTAINERS or tag[2] == "p":
                gap = "\n\n"
    return "".join(text)


class _Links(LinkifyFilter):
    """Links for bare addresses, except in pre, code and other links.

    bleach's own loop reads ``&amp;copy;`` as ``&copy;``, which changes the text,
    and forgets ``pre`` when a ``code`` in it ends.
    """

    def __iter__(self) -> Iterator[dict[str, Any]]:
        depth = 0
        for token in self.source:
            kind, name = token["type"], token.get("name")
            if kind == "StartTag" and name == "a":
                token["data"][None, "rel"] = REL
            if name in {"a", "code", "pre"}:
                depth += {"StartTag": 1, "EndTag": -1}.get(kind, 0)
            if kind == "Characters" and not depth:
                yield from self.handle_links([token])
            else:
                yield token

    def strip_non_url_bits(self, fragment: str) -> tuple[str, str, str]:
        """Leave the punctuation after an address, and brackets it didn't open, outside."""
        count = Counter(fragment)
        end = len(fragment)
        while end:
            last = fragment[end - 1]
            opening = _CLOSING.get(last)
            if last not in _AFTER_ADDRESS and (opening is None or count[last] <= count[opening]):
                break
            count[last] -= 1
            end -= 1
        return fragment[:end], "", fragment[end:]


def _new_link(attributes: dict[Any, str], _new: bool) -> dict[Any, str] | None:
    """What bleach asks about each address it found: its attributes, or None for text."""
    target = link_target(attributes[None, "href"])
    if target is None:
        return None
    # bleach takes an attribute for source, in which "&copy;" is a reference.
    return {**attributes, (None, "href"): escape(target), (None, "rel"): REL}


def _attribute_allowed(tag: str, name: str, value: str) -> bool:
    return tag == "a" and (name == "href" or (name == "rel" and value == REL))


def _checked_attribute(tag: str, name: str, value: str) -> str | None:
    """Our own look at what nh3 keeps: at the scheme, and at the rel that it wrote."""
    allowed = value == REL if name == "rel" else _ALLOWED_ADDRESS.match(value)
    return value if tag == "a" and allowed else None


class _OfThread(threading.local):
    """bleach's parser keeps state while it works, so each thread has its own."""

    def __init__(self) -> None:
        links = partial(_Links, callbacks=[_new_link], url_re=_BARE_ADDRESS)
        self.cleaner = bleach.Cleaner(
            tags=TAGS, attributes=_attribute_allowed, protocols=SCHEMES, filters=[links]
        )


_BLEACH = _OfThread()

_NH3 = nh3.Cleaner(
    tags=set(TAGS),
    attributes={"a": {"href"}},
    attribute_filter=_checked_attribute,
    url_schemes=set(SCHEMES),
    url_relative="deny",
    link_rel=REL,
)
