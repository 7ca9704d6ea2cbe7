"""Letting the threads of a process work one after the other."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

#: Seconds after which whoever waits goes ahead: the one before is slow.
PATIENCE = 0.25


@contextmanager
def one_at_a_time(lock: Lock) -> Iterator[None]:
    """Wait for the lock, but not for long, and go ahead in any case.

    Python runs one thread at a time. Several that compute and ask the database by turns
    take the interpreter from each other at each question, and each then costs up to twice
    as much. This saves that and guards nothing.
    """
    is_ours = lock.acquire(timeout=PATIENCE)
    try:
        yield
    finally:
        if is_ours:
            lock.release()
