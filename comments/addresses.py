"""Where a link in a comment may lead."""

import re
from html import escape, unescape
from html.entities import html5
from urllib.parse import quote

import nh3

SCHEMES = frozenset({"http", "https", "mailto"})
MAX_LENGTH = 2000  # characters: a re-opened link repeats its address

#: The value of an attribute. Possessive, like all patterns here: a failed match never
#: tries a second way, so the time is linear.
VALUE = r"""(?:"[^"]*+"|'[^']*+'|[^\s"'<>`]++)"""

_ATTRIBUTE = re.compile(rf"""([^\s"'<>/=]++)(?:\s*+=\s*+({VALUE}))?+""", re.ASCII)
_REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]*+);")
_HOST = r"\[[0-9a-f:.]++\]|[^\x00-,/:-@\[-^`{-\xa0]++"
_ADDRESS = re.compile(
    rf"(mailto:(?=.)|https?://(?:{_HOST})(?::[0-9]++)?(?![^/?#]))(.*)", re.IGNORECASE | re.DOTALL
)
_NOT_IN_ADDRESS = re.compile(r"[^!#$%&'()*+,./:;=?@~\w-]")
_BROWSER = nh3.Cleaner(
    tags={"a"},
    attributes={"a": {"href"}},
    url_schemes=set(SCHEMES),
    url_relative="deny",
    link_rel=None,
)


def link_target(address: str) -> str | None:
    """Return ``address`` as a valid absolute URL, or None when it may not be a link.

    A link leads to http, https or mailto, names its host, and carries no user
    name before it (``https://bank.tj@evil.tj``). White space and controls that the
    URL standard ignores are ignored here, what it has no place for is
    percent-encoded, and what its parser refuses (nh3 brings one) is refused.
    """
    if len(address) > MAX_LENGTH:
        return None
    address = re.sub("[\t\n\r]", "", address.strip("".join(map(chr, range(33)))))
    match = _ADDRESS.fullmatch(address)
    if match is None:
        return None
    target = match[1] + _NOT_IN_ADDRESS.sub(_percent_encoded, match[2])
    kept = _BROWSER.clean(f'<a href="{escape(target)}">').startswith("<a href=")
    return target if kept else None


def _percent_encoded(match: re.Match[str]) -> str:
    character = match[0]
    if character > "\x7f" and character.isprintable():
        return character
    return quote(character, safe="", errors="replace")


def href(attributes: str) -> str:
    """The value of the first href, its character references decoded."""
    for name, value in _ATTRIBUTE.findall(attributes):
        if name.lower() == "href":
            return _REFERENCE.sub(_decoded, value.strip("\"'"))
    return ""


def _decoded(match: re.Match[str]) -> str:
    return unescape(match[0]) if match[0][1] == "#" else html5.get(match[0][1:], match[0])
