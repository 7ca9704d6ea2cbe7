from threading import Thread

from pagecache.purging import EVERYTHING
from pagecache.store import Store

from .balance import assert_books_balance, keep, page


def keys(store: Store) -> str:
    return "".join(sorted(store._pages))


def test_a_page_is_found_until_one_of_its_tags_is_dropped():
    store = Store(1_000_000)
    keep(store, "1", page("a", "b"))
    keep(store, "2", page("b"))
    keep(store, "3", page("c"))
    store.drop({"x"})
    assert keys(store) == "123"
    store.drop({"a"})
    assert keys(store) == "23"
    store.drop({"b", "c"})
    assert keys(store) == ""
    assert_books_balance(store)


def test_everything_drops_every_page():
    store = Store(1_000_000)
    for key in "123":
        keep(store, key, page(key))
    store.drop({EVERYTHING, "unknown"})
    assert keys(store) == ""
    assert store.size == 0
    assert_books_balance(store)


def test_a_purge_during_the_flight_prevents_keeping():
    for purge, kept in [({"a"}, ""), ({EVERYTHING}, ""), ({"b"}, "1"), (set(), "1")]:
        store = Store(1_000_000)
        flight, _ = store.board("1")
        store.drop(purge)
        store.land(flight, page("a"))
        assert keys(store) == kept
        assert flight.may_be_kept, "who waited may try again"


def test_a_purge_before_the_flight_does_not_prevent_keeping():
    store = Store(1_000_000)
    store.drop({"a"})
    keep(store, "1", page("a"))
    assert keys(store) == "1"


def test_there_is_one_flight_for_a_key_at_a_time():
    store = Store(1_000_000)
    first, is_ours = store.board("1")
    assert is_ours
    assert store.board("1") == (first, False)
    assert store.board("2")[1]
    store.land(first, None)
    again, is_ours = store.board("1")
    assert is_ours
    assert again is not first


def test_whoever_waits_for_a_flight_hears_that_its_page_is_not_kept():
    for landed in (None, page("a", size=30_000)):
        store = Store(100_000)
        flight, _ = store.board("1")
        waiting = Thread(target=flight.landed.wait, args=[10])
        waiting.start()
        store.land(flight, landed)
        waiting.join(10)
        assert not waiting.is_alive()
        assert not flight.may_be_kept
        assert keys(store) == ""


def test_a_page_of_more_than_a_quarter_of_the_capacity_is_not_kept():
    store = Store(100_000)
    keep(store, "1", page(size=26_000))
    keep(store, "2", page(size=24_000))
    assert keys(store) == "2"


def test_a_page_under_a_very_long_address_is_not_kept():
    store = Store(1_000_000)
    keep(store, "/" + "x" * 60_000, page())
    assert keys(store) == ""


def test_the_oldest_page_that_nobody_used_goes_first():
    store = Store(50_000)
    for key in "1234":
        keep(store, key, page(size=12_000))
    store.get("1").used = True
    keep(store, "5", page(size=12_000))
    assert keys(store) == "1345"
    keep(store, "6", page(size=12_000))
    assert keys(store) == "1456"


def test_a_second_chance_is_given_once():
    store = Store(50_000)
    for key in "1234":
        keep(store, key, page(size=12_000))
        store.get(key).used = True
    keep(store, "5", page(size=12_000))
    assert keys(store) == "1234", "pages in use are not driven out by a page asked for once"
    keep(store, "6", page(size=12_000))
    assert keys(store) == "2346"


def test_a_page_that_is_rendered_again_takes_the_place_of_the_old_one():
    store = Store(1_000_000)
    keep(store, "1", page("a"))
    keep(store, "1", page("b", size=20_000))
    assert store.get("1").tags == {"b"}
    assert_books_balance(store)
