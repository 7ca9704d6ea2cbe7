"""Readers come first: replies are spaced out while others keep the process busy."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from time import monotonic, process_time, sleep, thread_time

#: The share of a processor from which on the other threads of the process are busy, and how
#: many times as long as a reply computes the next one is then put off.
BUSY, REST = 0.25, 20

#: Seconds of computing that a reply is taken to need at most, and that anybody waits. Who
#: would have to wait longer doesn't wait at all: a flood must not fill the threads.
DEAREST, LONGEST = 0.02, 1.0


class Pace:
    """When the next reply may begin.

    Nobody waits while the process has time. While a thousand readers want its processor,
    replies take a twentieth of it: they come a little later, and the readers go on.
    """

    def __init__(self) -> None:
        self._space = 0.0
        self._next = 0.0
        self._lock = Lock()

    def wait(self) -> None:
        """Sleep until the caller's time has come, for ``LONGEST`` seconds at most."""
        if not self._space:
            return
        with self._lock:
            now = monotonic()
            at = max(self._next, now)
            if at - now > LONGEST:
                return
            self._next = at + self._space
        sleep(at - now)

    @contextmanager
    def measured(self) -> Iterator[None]:
        """Taking a reply in; what it takes, and what others do meanwhile, decides."""
        began = monotonic(), process_time(), thread_time()
        try:
            yield
        finally:
            own = thread_time() - began[2]
            others = process_time() - began[1] - own
            is_busy = others > BUSY * (monotonic() - began[0])
            with self._lock:
                self._space = REST * min(own, DEAREST) if is_busy else 0.0
                if not is_busy:
                    self._next = 0.0
