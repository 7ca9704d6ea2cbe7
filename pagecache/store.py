"""The pages that are kept in memory: found by key, thrown away by tag, bounded in size."""

from collections import OrderedDict, defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from threading import Event, Lock

from .page import Page
from .purging import EVERYTHING

#: Characters of a key, far above any address that our own pages lead to. Longer ones would
#: take up memory that ``Page.size`` doesn't count.
_LONGEST_KEY = 2_000


@dataclass(eq=False)
class Flight:
    """One render of one key, while it lasts; whoever else wants the page waits for it.

    ``purged`` gathers the tags of the purges that overtook it.
    """

    key: str
    landed: Event = field(default_factory=Event)
    purged: set[str] = field(default_factory=set)
    may_be_kept: bool = True


class Store:
    """Pages by key, for all threads of a process.

    Reading takes no lock. ``capacity`` is in bytes; of the pages that don't fit those go
    that were not asked for lately.
    """

    def __init__(self, capacity: int) -> None:
        self.capacity = capacity
        self.size = 0
        self._pages: OrderedDict[str, Page] = OrderedDict()
        self._by_tag: defaultdict[str, set[str]] = defaultdict(set)
        self._flights: dict[str, Flight] = {}
        self._lock = Lock()
        #: ``get(key)`` returns the page or None, which may be over: see ``Page.until``.
        self.get = self._pages.get

    def __len__(self) -> int:
        return len(self._pages)

    def board(self, key: str) -> tuple[Flight, bool]:
        """Return the flight of the key, and whether it is the caller's own to render.

        Whoever gets True ends it with ``land``.
        """
        with self._lock:
            flight = self._flights.get(key)
            if flight:
                return flight, False
            flight = self._flights[key] = Flight(key)
            return flight, True

    def land(self, flight: Flight, page: Page | None) -> None:
        """End a flight, and keep its page unless a purge overtook it.

        With a page rendered before a purge and kept after it, the old one would stay.
        """
        with self._lock:
            del self._flights[flight.key]
            if page is None or page.size > self.capacity // 4 or len(flight.key) > _LONGEST_KEY:
                flight.may_be_kept = False
            elif not flight.purged & (page.tags | {EVERYTHING}):
                self._keep(flight.key, page)
        flight.landed.set()

    def drop(self, tags: Collection[str]) -> None:
        """Throw away every page that shows one of these; ``EVERYTHING`` means all."""
        with self._lock:
            for flight in self._flights.values():
                flight.purged.update(tags)
            if EVERYTHING in tags:
                self._pages.clear()
                self._by_tag.clear()
                self.size = 0
            for key in {key for tag in tags for key in self._by_tag.get(tag, ())}:
                self._forget(key)

    def _keep(self, key: str, page: Page) -> None:
        self._forget(key)
        self._pages[key] = page
        self.size += page.size
        for tag in page.tags:
            self._by_tag[tag].add(key)
        while self.size > self.capacity:
            self._evict_one()

    def _evict_one(self) -> None:
        """The oldest page that nobody asked for since the last look ("second chance")."""
        while True:
            key, page = next(iter(self._pages.items()))
            if not page.used:
                self._forget(key)
                return
            page.used = False
            self._pages.move_to_end(key)

    def _forget(self, key: str) -> None:
        page = self._pages.pop(key, None)
        if page is None:
            return
        self.size -= page.size
        for tag in page.tags:
            keys = self._by_tag[tag]
            keys.discard(key)
            if not keys:
                del self._by_tag[tag]
