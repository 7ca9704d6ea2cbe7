"""Several things at the same moment, each in a thread with a connection of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from django.db import connection

Result = TypeVar("Result")


def at_once(*calls: Callable[[], Result]) -> list[Result]:
    """What the calls return, in their order; an error of one is raised when all have ended.

    They begin when every thread is there. What they need beforehand is made by the caller, so
    that they meet in what is tested.
    """
    ready = Barrier(len(calls), timeout=10)

    def run(call: Callable[[], Result]) -> Result:
        try:
            ready.wait()
            return call()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as threads:
        running = [threads.submit(run, call) for call in calls]
    return [one.result() for one in running]
