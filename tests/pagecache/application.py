"""A WSGI application that renders when it is let, and counts."""

from collections.abc import Callable
from threading import Event, Lock

#: How many ask at once.
READERS = 20


class Application:
    def __init__(self) -> None:
        self.renders = 0
        self.began, self.may_end = Event(), Event()
        self.headers = [("Cache-Tag", "a")]
        self.fails = False
        self._lock = Lock()

    def __call__(self, environ: dict, start_response: Callable) -> list[bytes]:
        with self._lock:
            self.renders += 1
            number = self.renders
        self.began.set()
        assert self.may_end.wait(10)
        if self.fails:
            raise ZeroDivisionError
        if "pagecache.shown" in environ:
            environ["pagecache.shown"].tags.add("a")
        start_response("200 OK", [("Content-Type", "text/plain"), *self.headers])
        return [f"render {number}".encode()]
