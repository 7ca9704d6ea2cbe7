"""Readers come first: what writes is spaced out while others keep the process busy."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from time import monotonic, process_time, sleep, thread_time

#: The share of a processor from which on the other threads of the process are busy, and how
#: many times as long as a request computes the next one is then put off.
BUSY, REST = 0.25, 12


class Pace:
    """When the next of the requests that write may begin.

    Nobody waits while the process has time. While a thousand readers want its processor,
    replies take a tenth of it: they come a little later, and the readers go on.
    """

    def __init__(self) -> None:
        self._space = 0.0
        self._next = 0.0
        self._lock = Lock()

    def wait(self) -> None:
        """Sleep until it is the caller's time, each one after the one before."""
        if not self._space:
            return
        with self._lock:
            at = max(self._next, monotonic())
            self._next = at + self._space
        sleep(max(0.0, at - monotonic()))

    @contextmanager
    def measured(self) -> Iterator[None]:
        """Work that is waited for; what it takes, and what others do meanwhile, decides."""
        began = monotonic(), process_time(), thread_time()
        try:
            yield
        finally:
            own = thread_time() - began[2]
            others = process_time() - began[1] - own
            is_busy = others > BUSY * (monotonic() - began[0])
            self._space = REST * own if is_busy else 0.0
