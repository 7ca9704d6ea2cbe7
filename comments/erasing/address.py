"""An email address, in all the ways in which somebody may have written it down."""

import hashlib
import json
import re
from collections.abc import Iterable
from contextlib import suppress
from html import escape
from typing import Any
from unicodedata import normalize
from urllib.parse import quote

from ..mailbox import folded

#: What stands where the address stood.
HIDDEN = "…"

#: From so many characters on the part before the "@" is hidden by itself, too, in what hangs
#: on the person's own comments. Elsewhere it may be anybody's word.
_TELLING = 5

#: Not within a longer address: what goes on before the "@" is a letter or digit of ASCII, and
#: signs that one stands before. What ends an escaped character is none of it.
_BEFORE = (
    r"(?:(?<![a-z0-9])(?<![a-z0-9][.+_-])(?<![a-z0-9][.+_-][.+_-])"
    r"|(?<=%[0-9a-f][0-9a-f])|(?<=\\[nrt])|(?<=\\u[0-9a-f][0-9a-f][0-9a-f][0-9a-f]))"
)
#: A domain goes on in its own alphabet only: whatever ending a language hangs on it is none.
_AFTER_ASCII = r"(?![a-z0-9]|-[a-z0-9]|(?-i:\.[a-z0-9]))"
_AFTER = r"(?!\w|-\w|(?-i:\.[a-z0-9]))"


class Address:
    """One mailbox: ``same`` are its spellings as ``Comment.email_folded`` has them.

    A domain with letters beyond ASCII is the same in its ASCII form (RFC 5890). ``spelled``
    has what was typed, too. ``probe`` is the longest run of ASCII letters and digits that all
    spellings have, which each way of escaping leaves as it is: a text without it, and without a
    hash, does not quote the address.
    """

    def __init__(self, typed: str) -> None:
        mailbox = folded(typed)
        self.same = _spellings(mailbox)
        self.hashes = sorted({digest for spelling in self.same for digest in _digests(spelling)})
        as_typed = typed.strip().lower()
        self.spelled = sorted({*self.same, as_typed, normalize("NFC", as_typed)})
        self.probe = _probe(mailbox, self.spelled)
        forms = {form for spelling in self.spelled for form in _escaped(spelling)}
        foreign = {form for form in forms if not form[-1].isascii()}
        ascii_ones = f"(?:{_any_of(forms - foreign)}){_AFTER_ASCII}"
        others = f"|(?:{_any_of(foreign)}){_AFTER}" if foreign else ""
        self._quoted = re.compile(
            f"{_BEFORE}(?:{ascii_ones}{others})|(?:{_any_of(self.hashes)})", re.IGNORECASE
        )
        self._name = local = mailbox.rpartition("@")[0]
        self._local = None
        self._is_telling = len(local) >= _TELLING and not local.isalpha()
        if len(local) >= _TELLING:
            self._local = re.compile(rf"(?<!\w)(?:{re.escape(local)})(?!\w)", re.IGNORECASE)

    @property
    def traces(self) -> list[str]:
        """What no file may hold any more: the address, its hashes, and the part before the "@"
        where that is no mere word."""
        return [*self.spelled, *self.hashes, *([self._name] if self._is_telling else [])]

    def is_quoted_in(self, text: str) -> bool:
        return bool(self._quoted.search(text))

    def hidden_in(self, value: Any) -> Any:
        """A text, or what JSON is made of, without the address."""
        return _mapped(value, lambda text: self._quoted.sub(HIDDEN, text))

    def hidden_in_own(self, value: Any) -> Any:
        """The same of what hangs on the person's own comments: without the name in it, too."""
        return self._without(self._local, value)

    def hidden_in_notes(self, value: Any) -> Any:
        """The same of what moderators noted: without the name in it where that is no mere word."""
        return self._without(self._local if self._is_telling else None, value)

    def _without(self, local: re.Pattern[str] | None, value: Any) -> Any:
        hidden = self.hidden_in(value)
        return _mapped(hidden, lambda text: local.sub(HIDDEN, text)) if local else hidden


def _mapped(value: Any, change: Any) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [_mapped(part, change) for part in value]
    if isinstance(value, dict):
        return {_mapped(key, change): _mapped(part, change) for key, part in value.items()}
    return value


def _spellings(mailbox: str) -> list[str]:
    local, _at, domain = mailbox.rpartition("@")
    domains = {domain}
    with suppress(UnicodeError):
        domains.add(domain.encode("ascii").decode("idna").casefold())
    return sorted(f"{local}@{domain}" for domain in domains)


def _digests(spelling: str) -> Iterable[str]:
    """The hashes by which services for pictures know an address."""
    for name in ("md5", "sha1", "sha256"):
        yield hashlib.new(name, spelling.encode(), usedforsecurity=False).hexdigest()


def _escaped(spelling: str) -> Iterable[str]:
    """As text, in HTML, in JSON and in the address of a link."""
    yield spelling
    yield escape(spelling)
    yield json.dumps(spelling)[1:-1]
    yield quote(spelling, safe="")
    yield quote(spelling, safe="@")


def _probe(mailbox: str, spelled: Iterable[str]) -> str:
    for part in (mailbox.rpartition("@")[0], mailbox):
        runs = [run for run in re.findall("[a-z0-9]+", part) if all(run in one for one in spelled)]
        longest = max(runs, key=len, default="")
        if len(longest) > 2:
            return str(longest)
    return ""


def _any_of(texts: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(texts, key=len, reverse=True)))
