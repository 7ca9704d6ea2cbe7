"""The WSGI door: an anonymous GET for a public page is answered from memory.

Django is entered for everything else, and once for a page that isn't there (yet).
"""

from collections.abc import Callable, Iterable
from functools import lru_cache
from math import inf
from threading import Lock
from time import monotonic, time
from typing import Any

from django.conf import settings
from django.db import Error
from django.http.request import split_domain_port, validate_host

from .judging import known_query, may_be_kept, public_parameters
from .log import PurgeLog
from .negotiation import encoding_for
from .page import Headers, Page
from .public import SHOWN, Shown
from .store import Store

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
WSGIApplication = Callable[[Environ, StartResponse], Iterable[bytes]]

#: Seconds that a page is kept up when the purge log can't be read: a database that can't
#: be asked can't have been changed either, as far as this process can tell.
GRACE = 30

#: Seconds for which the others go on while one thread looks into the log, for which they
#: wait for it after that, and between two looks that failed.
PATIENCE = 0.25

#: Seconds to wait for somebody else's render of the same page, and how often.
RENDER_PATIENCE, FLIGHTS = 10, 3

#: Different spellings of a header that are remembered, and their length in characters.
_REMEMBERED, _SHORT = 500, 200

#: Characters of a path, far above any of ours; each that was asked for lately is remembered.
_LONGEST_PATH = 1_000

#: What the WSGI server can't put into a path, whose characters stand for bytes: so no path
#: is taken for another one over TLS, or with a query.
_TLS, _QUERY = "\N{LOCK}", "\N{BLACK QUESTION MARK ORNAMENT}"

#: With these a client would not get the whole page, which is what is kept.
_ASKS_FOR_LESS = (
    "HTTP_ACCEPT_ENCODING",
    "HTTP_IF_NONE_MATCH",
    "HTTP_IF_MODIFIED_SINCE",
    "HTTP_RANGE",
    "HTTP_IF_RANGE",
)


def page_cache(application: WSGIApplication) -> "PageCache":
    """Wrap a WSGI application.

    With ``PAGE_CACHE_MB=0`` or ``DEBUG`` nothing is kept: each page is rendered afresh, and
    still compressed, and answered by a 304 where the client has it.
    """
    megabytes = 0 if settings.DEBUG else settings.PAGE_CACHE_MEGABYTES
    return PageCache(application, Store(megabytes * 1_000_000), PurgeLog())


class PageCache:
    """Answers from the store; see docs/pagecache.md for the order of events."""

    def __init__(self, application: WSGIApplication, store: Store, log: PurgeLog) -> None:
        self.application = application
        self.store = store
        self.log = log
        self._pause = log.pause
        self._looked = -inf  # when the last successful look began, by the monotonic clock
        self._failed = -inf
        self._looking = Lock()
        # Random addresses only push each other out.
        self._public_parameters = lru_cache(maxsize=5_000)(public_parameters)
        self._hosts: set[str] = set()
        self._encodings: dict[str | None, str] = {}
        header, self._over_tls = settings.SECURE_PROXY_SSL_HEADER or ("", "")
        self._scheme_header = header

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        method = environ["REQUEST_METHOD"]
        if method != "GET" and method != "HEAD":
            return self.application(environ, start_response)
        # The rest of this method is what every reader waits for.
        if not environ.get("QUERY_STRING") and environ.get("HTTP_HOST") in self._hosts:
            now = monotonic()
            if now - self._looked < self._pause or self._look(now):
                page = self.store.get(self._scheme(environ) + environ["PATH_INFO"])
                if page is not None and time() < page.until:
                    return self._answer(page, environ, start_response)
        return self._fetch(environ, start_response)

    def _answer(
        self, page: Page, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        page.used = True
        accepted = environ.get("HTTP_ACCEPT_ENCODING")
        variant = page.variant(self._encodings.get(accepted) or self._encoding_for(accepted))
        had = environ.get("HTTP_IF_NONE_MATCH")
        since = environ.get("HTTP_IF_MODIFIED_SINCE")
        if (had or since) and page.is_had(had, since):
            start_response("304 Not Modified", variant.headers_304.copy())
            return []
        start_response(page.status, variant.headers.copy())  # the server may change it: PEP 3333
        return [] if environ["REQUEST_METHOD"] == "HEAD" else variant.chunks

    # -- What is not in memory, or can't be told at a glance ---------------------------

    def _fetch(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        parameters = self._public_parameters(path) if len(path) <= _LONGEST_PATH else None
        if parameters is None or not self._is_our_host(environ):
            return self.application(environ, start_response)
        try:
            query = known_query(environ.get("QUERY_STRING", ""), parameters)
        except ValueError:
            return self.application(environ, start_response)
        if not self.store.capacity:
            return self._answer(self._render(environ, query), environ, start_response)
        key = self._scheme(environ) + environ["PATH_INFO"] + (_QUERY + query if query else "")
        for _ in range(FLIGHTS):
            now = monotonic()
            if now - self._looked >= self._pause and not self._look(now):
                break  # what somebody else renders could not be shown, either
            page = self.store.get(key)
            if page is not None and time() < page.until:
                return self._answer(page, environ, start_response)
            flight, is_ours = self.store.board(key)
            if is_ours:
                page = None
                try:
                    page = self._render(environ, query)
                finally:
                    self.store.land(flight, page if page and page.tags else None)
                return self._answer(page, environ, start_response)
            if not flight.landed.wait(RENDER_PATIENCE) or not flight.may_be_kept:
                break
        return self._answer(self._render(environ, query), environ, start_response)

    def _render(self, environ: Environ, query: str) -> Page:
        """The whole answer, from Django; without tags when it may not be kept."""
        inner = {key: value for key, value in environ.items() if key not in _ASKS_FOR_LESS}
        shown = Shown()
        inner |= {"REQUEST_METHOD": "GET", "QUERY_STRING": query, SHOWN: shown}
        status, headers = "", []

        def start(its_status: str, its_headers: Headers, exc_info: Any = None) -> None:
            nonlocal status, headers
            status, headers = its_status, list(its_headers)

        chunks = self.application(inner, start)
        try:
            body = b"".join(chunks)
        finally:
            if hasattr(chunks, "close"):
                chunks.close()
        tags = frozenset(shown.tags) if may_be_kept(headers) else frozenset()
        until = shown.until.timestamp() if shown.until else inf
        return Page(status, headers, body, tags, until)

    def _look(self, now: float) -> bool:
        """Throw away what has changed; return whether what is left may be shown.

        One thread looks. Meanwhile the others go by the last look, as long as it is young.
        """
        age = now - self._looked
        if not self._looking.acquire(blocking=False):
            if age < PATIENCE:
                return True
            if self._is_unreadable(now):
                return age < GRACE
            if not self._looking.acquire(timeout=PATIENCE):
                self._failed = monotonic()
                return age < GRACE
        try:
            if self._looked >= now:
                return True
            if self._is_unreadable(now):
                return age < GRACE
            try:
                news = self.log.news()
            except Error:
                self._failed = monotonic()
                return age < GRACE
            if news:
                self.store.drop(news)
            self._looked, self._failed = now, -inf
            return True
        finally:
            self._looking.release()

    def _is_unreadable(self, now: float) -> bool:
        """Whether the log could not be read just now, so that asking again can wait."""
        return now - self._failed < PATIENCE

    # -- Reading a request -------------------------------------------------------------

    def _scheme(self, environ: Environ) -> str:
        """What tells pages over TLS apart, which say so (Strict-Transport-Security)."""
        if not self._scheme_header:
            return ""
        said = environ.get(self._scheme_header, "").partition(",")[0].strip()  # as Django reads it
        return _TLS if said == self._over_tls else ""

    def _is_our_host(self, environ: Environ) -> bool:
        """Whether Django would serve the host that the request names."""
        host = environ.get("HTTP_HOST")
        if not host or host in self._hosts:
            return bool(host)
        domain, _port = split_domain_port(host)
        if not domain or not validate_host(domain, settings.ALLOWED_HOSTS):
            return False
        if self.store.capacity and len(host) < _SHORT:
            if len(self._hosts) >= _REMEMBERED:
                self._hosts.clear()
            self._hosts.add(host)
        return True

    def _encoding_for(self, accepted: str | None) -> str:
        encoding = encoding_for(accepted)
        if len(accepted or "") < _SHORT:
            if len(self._encodings) >= _REMEMBERED:
                self._encodings.clear()
            self._encodings[accepted] = encoding
        return encoding
