"""One ready answer, as bytes in each encoding."""

import gzip
from base64 import urlsafe_b64encode
from collections.abc import Iterable
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from hashlib import sha256
from math import inf

import brotli

from .negotiation import has_already

Headers = list[tuple[str, str]]

#: Better than gzip at its best, in less time; beyond 5 it costs far more than it saves.
_BROTLI_QUALITY = 5
_GZIP_LEVEL = 6

#: Shorter bodies gain nothing.
_WORTH_COMPRESSING = 200

#: What the page writes itself.
_OWN_HEADERS = {"content-length", "content-encoding", "etag", "vary"}

#: What doesn't make another answer: django-csp orders its directives differently in each
#: process, and a 304 from any of them has to do. It says the policy itself.
_NOT_IN_ETAG = "content-security-policy"

#: What a 304 repeats (RFC 9110, 15.4.5), and what must hold for the stored answer, too.
_NOT_IN_304 = {"content-length", "content-encoding", "content-type", "content-language"}

#: Bytes that a page takes up besides its body, with the headers of each encoding; and that
#: the store takes up to find it by one tag. Measured with tracemalloc.
_OVERHEAD, _OVERHEAD_OF_A_TAG = 8_000, 400


@dataclass
class Variant:
    """The answer in one encoding."""

    headers: Headers
    headers_304: Headers
    chunks: list[bytes]


@dataclass(eq=False)
class Page:
    """An answer to a GET, ready to be sent again.

    ``until`` is in seconds since the epoch. ``used`` is set by every hit and taken away by
    the store when it looks for something to evict.
    """

    status: str
    headers: Headers
    body: bytes
    tags: frozenset[str] = frozenset()
    until: float = inf
    used: bool = False
    etags: dict[str, str] = field(init=False)
    _variants: dict[str, Variant] = field(default_factory=dict)

    def __post_init__(self) -> None:
        digest = sha256(self.body)  # processors have instructions for it
        for name, value in self.headers:
            if name.lower() != _NOT_IN_ETAG:
                digest.update(f"{name}:{value}\n".encode())
        opaque = urlsafe_b64encode(digest.digest()[:15]).decode()
        # Strong, so each encoding has its own.
        self.etags = {
            f'"{opaque}"': "identity",
            f'"{opaque}-br"': "br",
            f'"{opaque}-gzip"': "gzip",
        }

    @property
    def size(self) -> int:
        """Bytes of memory, with all encodings: text shrinks to less than half in each."""
        return 2 * len(self.body) + _OVERHEAD + _OVERHEAD_OF_A_TAG * len(self.tags)

    def variant(self, encoding: str) -> Variant:
        """The answer in this encoding; made when it is first asked for, then kept."""
        if len(self.body) < _WORTH_COMPRESSING:
            encoding = "identity"
        return self._variants.get(encoding) or self._make(encoding)

    def is_had(self, if_none_match: str | None, if_modified_since: str | None) -> bool:
        """Whether a client that sent these headers needs no body (RFC 9110, 13.2.2)."""
        if not self.status.startswith("200"):
            return False
        if if_none_match is not None:
            return has_already(if_none_match, self.etags)
        if if_modified_since is None:
            return False
        modified = dict(self.headers).get("Last-Modified")
        return modified is not None and _is_not_after(modified, if_modified_since)

    def _make(self, encoding: str) -> Variant:
        body = _compressed(self.body, encoding)
        etag = next(tag for tag, name in self.etags.items() if name == encoding)
        headers = [
            *((name, value) for name, value in self.headers if name.lower() not in _OWN_HEADERS),
            ("Vary", _vary(self.headers)),
            ("ETag", etag),
            ("Content-Length", str(len(body))),
        ]
        if encoding != "identity":
            headers.append(("Content-Encoding", encoding))
        again = [(name, value) for name, value in headers if name.lower() not in _NOT_IN_304]
        made = self._variants[encoding] = Variant(headers, again, [body])
        return made


def _compressed(body: bytes, encoding: str) -> bytes:
    if encoding == "br":
        return brotli.compress(body, mode=brotli.MODE_TEXT, quality=_BROTLI_QUALITY)
    if encoding == "gzip":
        return gzip.compress(body, _GZIP_LEVEL, mtime=0)
    return body


def _vary(headers: Iterable[tuple[str, str]]) -> str:
    """``Accept-Encoding`` and whatever else the answer varies on."""
    said = (value for name, value in headers if name.lower() == "vary")
    names = [name.strip() for value in said for name in value.split(",")]
    return ", ".join(dict.fromkeys([*names, "Accept-Encoding"]))


def _is_not_after(modified: str, since: str) -> bool:
    if modified == since:
        return True
    try:
        return parsedate_to_datetime(modified) <= parsedate_to_datetime(since)
    except (TypeError, ValueError, OverflowError):
        return False
