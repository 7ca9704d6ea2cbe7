"""Readers who load a page again and again until a comment stands on it."""

import contextlib
import http.client
import time
from dataclasses import dataclass
from http import HTTPStatus

import brotli

from .answers import Answer, Unexpected, read
from .servers import Server

#: Between two looks, in seconds: far below what is measured, far above what would be load.
_PAUSE = 0.004


@dataclass(frozen=True)
class Seen:
    """When a page showed what was looked for (monotonic seconds; None: it never did)."""

    at: float | None
    looks: int


class Reader:
    """Loads pages of one server over one connection that is kept open."""

    def __init__(self, server: Server, coding: str) -> None:
        """``coding`` is what the reader's browser accepts: ``br`` or ``identity``."""
        self._line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
        self._coding = coding

    def close(self) -> None:
        self._line.close()

    def load(self, path: str) -> str:
        """The page as text. A connection that the server closed is opened again.

        Raises ``Unexpected`` when there is no such page.
        """
        try:
            answer = self._get(path)
        except (http.client.HTTPException, ConnectionError):
            self._line.close()
            answer = self._get(path)
        if answer.status != HTTPStatus.OK:
            raise Unexpected(f"{path} answers {answer.status}.")
        body = answer.body
        if answer.header("Content-Encoding") == "br":
            body = brotli.decompress(body)
        return body.decode()

    def watch(self, path: str, words: str, until: float) -> Seen:
        """Load the page until the words are on it, or the monotonic clock shows ``until``."""
        looks = 0
        while time.monotonic() < until:
            looks += 1
            with contextlib.suppress(TimeoutError):
                if words in self.load(path):
                    return Seen(time.monotonic(), looks)
            time.sleep(_PAUSE)
        return Seen(None, looks)

    def _get(self, path: str) -> Answer:
        self._line.request("GET", path, headers={"Accept-Encoding": self._coding})
        return read(self._line)
