"""The pages and replies of a process are made by one of its threads, one after the other.

Python runs one thread at a time. When several compute and ask the database, they take the
interpreter from each other at each question, and each has a connection of its own, whose
cache is cold: a page then costs a third more. The server needs many threads all the same,
since a body that comes in slowly holds one.
"""

import re
from collections.abc import Callable, Iterable
from contextlib import nullcontext
from io import BytesIO
from math import inf
from queue import SimpleQueue
from threading import Lock, Thread
from time import monotonic
from typing import Any

from django.conf import settings

from blog.editions import STAFF_PREFIX
from config.pace import Pace

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
WSGIApplication = Callable[[Environ, StartResponse], Iterable[bytes]]

#: Seconds after which a request is slow. Those behind it then answer for themselves.
PATIENCE = 0.25

#: Where replies are sent to (the public contract).
_REPLIES = "/comments/post/"

_BROKEN_OFF = (
    b"Your reply did not arrive whole, so it was not taken.\n"
    b"Go back: your text is still in the form. Send it again.\n"
)


def one_thread(application: WSGIApplication) -> "OneThread":
    """Wrap a WSGI application. It is not called in parallel, and its answers come whole, but

    - for all that is neither a page nor a reply: admin, static files, other methods, and
      replies that it refuses unread, with a body of unknown length or of more than
      ``DATA_UPLOAD_MAX_MEMORY_SIZE``;
    - while another request is slow.

    A reply whose body breaks off gets a 400: half of a comment is no comment.
    """
    return OneThread(application)


class OneThread:
    def __init__(self, application: WSGIApplication) -> None:
        self._application = application
        self._waiting: SimpleQueue[_Request] = SimpleQueue()
        self._began = inf  # when the request that is being answered began, or none is
        self._thread: Thread | None = None
        self._starting = Lock()
        self._pace = Pace()

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if not _is_page_or_reply(environ):
            return self._application(environ, start_response)
        request = _Request(environ)
        if request.is_reply:  # read here, where a slow line holds nobody up
            length = int(environ.get("CONTENT_LENGTH") or 0)
            body = environ["wsgi.input"].read(length)
            if len(body) < length:
                start_response("400 Bad Request", [("Content-Type", "text/plain; charset=utf-8")])
                return [_BROKEN_OFF]
            environ["wsgi.input"] = BytesIO(body)
            self._pace.wait()
        if not self._answered(request):
            return self._application(environ, start_response)
        if request.failure:
            raise request.failure
        start_response(request.status, request.headers)
        return [request.body]

    def _answered(self, request: "_Request") -> bool:
        """Have the request answered; False when its turn didn't come in time."""
        if monotonic() - self._began > PATIENCE:
            return False
        if self._thread is None:
            self._start()
        self._waiting.put(request)
        if not request.done.acquire(timeout=PATIENCE):
            if request.claim():
                return False
            request.done.acquire()
        return True

    def _start(self) -> None:
        """Start the thread: not before there is a request, since the server forks."""
        with self._starting:
            if self._thread is None:
                self._thread = Thread(target=self._answer_all, name="one-thread", daemon=True)
                self._thread.start()

    def _answer_all(self) -> None:
        while True:
            request = self._waiting.get()
            if request.claim():
                self._began = monotonic()
                with self._pace.measured() if request.is_reply else nullcontext():
                    request.answer(self._application)
                self._began = inf


class _Request:
    """What is asked, and what came of it; ``done`` is free once that is known."""

    def __init__(self, environ: Environ) -> None:
        self.environ = environ
        self.is_reply = environ["REQUEST_METHOD"] == "POST"
        self.status = ""
        self.headers: list[tuple[str, str]] = []
        self.body = b""
        self.failure: BaseException | None = None
        self.done = Lock()
        self.done.acquire()
        self._claimed = Lock()

    def claim(self) -> bool:
        """Whether the caller is the one to answer it: the first who asks."""
        return self._claimed.acquire(blocking=False)

    def answer(self, application: WSGIApplication) -> None:
        try:
            chunks = application(self.environ, self._start_response)
            try:
                self.body = b"".join(chunks)
            finally:
                if hasattr(chunks, "close"):
                    chunks.close()
        except BaseException as failure:
            self.failure = failure
        self.done.release()

    def _start_response(
        self, status: str, headers: list[tuple[str, str]], exc_info: Any = None
    ) -> None:
        self.status, self.headers = status, headers


def _is_page_or_reply(environ: Environ) -> bool:
    method, path = environ["REQUEST_METHOD"], environ["PATH_INFO"]
    if path.startswith((STAFF_PREFIX, settings.STATIC_URL)):
        return False
    if method in ("GET", "HEAD"):
        return True
    if method != "POST" or not path.endswith(_REPLIES):
        return False
    length = environ.get("CONTENT_LENGTH") or "0"
    if "HTTP_TRANSFER_ENCODING" in environ or not re.fullmatch("[0-9]{1,15}", length):
        return False
    return int(length) <= settings.DATA_UPLOAD_MAX_MEMORY_SIZE
