"""Replies take turns before they ask SQLite for its one write lock.

SQLite lets those who wait ask again after pauses that grow to a tenth of a second, so
under load the lock lies idle while everybody sleeps, and whoever came first may be served
last. A lock of the operating system wakes the next one at once.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from django.conf import settings
from django.db import connection

_in_this_process = Lock()


@contextmanager
def turn() -> Iterator[None]:
    """Hold the turn of all processes on this machine; on PostgreSQL there is nothing to wait for.

    Who writes without it, such as an editor in admin, is not shut out: that is still up to
    SQLite.
    """
    if connection.vendor != "sqlite":
        yield
        return
    with _in_this_process, open(settings.DATA_DIR / "turn.lock", "ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield  # closing the file gives the turn on
