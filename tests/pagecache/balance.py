"""Pages of a given size for a store, and its books."""

from pagecache.page import Page
from pagecache.store import Store


def page(*tags: str, size: int = 10_000) -> Page:
    """A page that counts as so many bytes, give or take a thousand."""
    empty = Page("200 OK", [], b"", frozenset(tags)).size
    return Page("200 OK", [], b"x" * max((size - empty) // 2, 0), frozenset(tags))


def keep(store: Store, key: str, kept: Page) -> None:
    flight, is_ours = store.board(key)
    assert is_ours
    store.land(flight, kept)


def assert_books_balance(store: Store) -> None:
    assert store.size == sum(page.size for page in store._pages.values()) <= store.capacity
    by_tag = {}
    for key, kept in store._pages.items():
        for tag in kept.tags:
            by_tag.setdefault(tag, set()).add(key)
    assert store._by_tag == by_tag
    assert len(store) == len(store._pages)
