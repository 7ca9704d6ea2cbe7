"""What a view says of its answer: that it is public, what it shows, and until when."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import wraps
from secrets import token_hex
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString, mark_safe

#: Browsers ask each time (and mostly get a 304). A shared cache in front may keep a page
#: for a second and fetch the next one behind the reader's back (RFC 9111 and RFC 5861);
#: while we don't answer it shows what it has.
CACHE_CONTROL = "public, max-age=0, s-maxage=1, stale-while-revalidate=1, stale-if-error=300"

#: What ``late`` makes its marks of.
_MARK = f"late-{token_hex(16)}"

#: Answers worth keeping: a success, and ways to it.
_KEPT = (200, 301, 302)

#: Where the request carries it from the view to the door.
SHOWN = "pagecache.shown"


@dataclass
class Shown:
    """What one answer shows, by tags, and the time from which on it would be another."""

    tags: set[str] = field(default_factory=set)
    until: datetime | None = None
    may_be_kept: bool = True
    late: dict[bytes, list[bytes]] = field(default_factory=dict)


def shows(request: HttpRequest, *tags: str) -> None:
    """Note that the answer shows these; ``purge`` with one of them throws it away.

    Tags are words of ASCII without white space, as in ``Cache-Tag``.
    """
    _shown(request).tags.update(tags)


def not_after(request: HttpRequest, *moments: datetime | None) -> None:
    """Note that from each moment on the answer is another, though no row has changed."""
    shown = _shown(request)
    known = [moment for moment in (shown.until, *moments) if moment is not None]
    shown.until = min(known, default=None)


def not_kept(request: HttpRequest) -> None:
    """Note that the answer is not worth keeping, as for one of endlessly many addresses."""
    _shown(request).may_be_kept = False


def late(request: HttpRequest, html: Iterable[str | bytes]) -> SafeString:
    """A mark for a long part of the page, which takes its place once the rest is rendered.

    The part is safe HTML in pieces, text or UTF-8. A template copies what is inside it, and
    one inside another does so again; this way each piece is copied once, and as bytes. The
    mark is unknown outside this process. Where no ``public_page`` is made it is the part
    itself.
    """
    pieces = [piece if isinstance(piece, bytes) else piece.encode() for piece in html]
    if SHOWN not in request.META:
        return mark_safe(b"".join(pieces).decode())
    parts = _shown(request).late
    mark = f"<{_MARK}-{len(parts)}>"
    parts[mark.encode()] = pieces
    return mark_safe(mark)


def public_page(*parameters: str) -> Callable[[Callable], Callable]:
    """Mark a view whose answer depends on its address alone: on the path and these parameters.

    It may be kept and shown to everybody. Other query parameters never reach the view.
    An answer that said nothing of what it shows, or is no success and no redirect, is not
    kept.
    """

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            said = _shown(request)
            response = view(request, *args, **kwargs)
            for mark, pieces in said.late.items():
                before, _mark, after = response.content.partition(mark)
                response.content = b"".join((before, *pieces, after))
            is_public = said.may_be_kept and not _has_read_session(request)
            if is_public and said.tags and response.status_code in _KEPT:
                response.headers["Cache-Tag"] = " ".join(sorted(said.tags))
                response.headers["Cache-Control"] = CACHE_CONTROL
            return response

        shown.public_parameters = frozenset(parameters)  # type: ignore[attr-defined]
        return shown

    return decorate


def _has_read_session(request: HttpRequest) -> bool:
    """Whether the answer may be one person's, as when a template asks who is logged in."""
    session = getattr(request, "session", None)
    return session is not None and session.accessed


def _shown(request: HttpRequest) -> Shown:
    return request.META.setdefault(SHOWN, Shown())
