"""Somebody else's connection to the database, in a thread of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Self

from django.db import connections, transaction

from pagecache.purging import purge


class Elsewhere:
    """Does what it is told in another thread, and waits until that is done."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1)
        self._open: list[transaction.Atomic] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        while self._open:
            self.roll_back()
        self.does(connections.close_all)
        self._thread.shutdown()

    def does(self, what: Callable[..., Any], *arguments: Any) -> Any:
        return self._thread.submit(what, *arguments).result(20)

    def begins(self, *tags: str) -> None:
        """Begin a transaction and purge in it, so that it has its number and is not over."""
        self._open.append(transaction.atomic())
        self.does(self._open[-1].__enter__)
        self.does(purge, *tags)

    def commits(self) -> None:
        self.does(self._open.pop().__exit__, None, None, None)

    def roll_back(self) -> None:
        self.does(transaction.set_rollback, True)
        self.commits()
