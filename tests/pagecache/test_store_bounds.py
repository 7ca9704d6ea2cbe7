"""Whatever comes, the store stays within its bounds and its books balance."""

import tracemalloc

from hypothesis import given, settings
from hypothesis import strategies as st

from pagecache.page import Page
from pagecache.purging import EVERYTHING
from pagecache.store import Store

from .balance import assert_books_balance, keep, page

TAGS = st.sampled_from("abcde")
STEPS = st.one_of(
    st.tuples(st.just("board"), st.sampled_from("123456789")),
    st.tuples(
        st.just("land"),
        st.integers(0, 8),
        st.none()
        | st.builds(
            lambda tags, size: page(*tags, size=size),
            st.sets(TAGS, max_size=3),
            st.integers(0, 30_000),
        ),
    ),
    st.tuples(st.just("drop"), st.sets(TAGS | st.just(EVERYTHING), max_size=2)),
    st.tuples(st.just("use"), st.sampled_from("123456789")),
)


@settings(max_examples=200)
@given(st.lists(STEPS, max_size=60))
def test_whatever_comes_memory_is_bounded_and_nothing_dropped_is_left(steps):
    store, flights = Store(60_000), []
    purged = {}  # by flight: what was purged since it began
    for step, *what in steps:
        if step == "board":
            flight, is_ours = store.board(*what)
            assert is_ours == (flight not in flights)
            if is_ours:
                flights.append(flight)
                purged[flight] = set()
        elif step == "land" and flights:
            flight = flights.pop(what[0] % len(flights))
            before, landed = store.get(flight.key), what[1]
            store.land(flight, landed)
            assert flight.landed.is_set()
            if landed and (EVERYTHING in purged[flight] or landed.tags & purged[flight]):
                assert store.get(flight.key) is before
        elif step == "drop":
            store.drop(*what)
            for tags in purged.values():
                tags |= what[0]
            for kept in store._pages.values():
                assert EVERYTHING not in what[0]
                assert not kept.tags & what[0]
        elif step == "use":
            kept = store.get(*what)
            if kept:
                kept.used = True
        assert_books_balance(store)
    for flight in flights:
        store.land(flight, None)
    assert not store._flights


def test_the_size_is_not_less_than_the_memory_that_pages_take():
    store = Store(100_000_000)
    tracemalloc.start()
    try:
        before, _ = tracemalloc.get_traced_memory()
        for number in range(200):
            headers = [(f"Header-{number}-{i}", f"value {number} " * 5) for i in range(12)]
            body = "".join(f"<p>Reply {number} {i}, Ҷавоб.</p>" for i in range(100)).encode()
            kept = Page("200 OK", headers, body, frozenset(f"{number}-{i}" for i in range(12)))
            for encoding in ("br", "gzip", "identity"):
                kept.variant(encoding)
            keep(store, f"/2026/11/a-slug-of-some-length-{number}/", kept)
        after, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert after - before <= store.size
