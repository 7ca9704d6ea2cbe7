"""How far it is, for somebody who waits."""

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

_Item = TypeVar("_Item")
_SECONDS = 5.0  # between two lines


def say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


def shown(what: str, items: Iterable[_Item], total: int) -> Iterator[_Item]:
    """The items, with a line now and then that says how many have passed."""
    began = last = time.monotonic()
    done = 0
    for item in items:
        yield item
        done += 1
        if time.monotonic() - last > _SECONDS:
            last = time.monotonic()
            say(f"  {what}: {done:,} of {total:,}, {last - began:.0f} s")
    say(f"  {what}: {done:,}, {time.monotonic() - began:.0f} s")
