import pytest
from django.db import Error, connection, transaction

from pagecache import purging
from pagecache.models import Purge
from pagecache.purging import EVERYTHING, purge

pytestmark = pytest.mark.django_db(transaction=True, available_apps=["pagecache"])


@pytest.fixture
def log(open_log, purge_now):
    """A log that was read to its end."""
    purge_now("earlier")
    log = open_log()
    log.news()
    return log


def test_at_first_everything_may_have_changed(open_log):
    log = open_log()
    assert log.news() == {EVERYTHING}
    assert log.news() == set()


def test_while_the_log_is_empty_nothing_is_news(open_log, elsewhere):
    log = open_log()
    log.news()
    for _ in range(3):
        elsewhere.does(_write_something)
        assert log.news() == set()


def test_the_first_row_of_an_empty_log_is_news(open_log, purge_now):
    log = open_log()
    log.news()
    purge_now("a")
    assert log.news() & {"a", EVERYTHING}
    purge_now("b")
    assert log.news() == {"b"}


def test_a_purge_is_news_once_it_is_committed(log, elsewhere):
    elsewhere.begins("a", "b")
    assert log.news() == set()
    elsewhere.commits()
    assert log.news() == {"a", "b"}
    assert log.news() == set()


def test_a_purge_that_was_rolled_back_is_no_news(log, elsewhere):
    elsewhere.begins("a")
    assert log.news() == set()
    elsewhere.roll_back()
    assert log.news() == set()


def test_purges_of_the_reading_process_are_news_too(log):
    with transaction.atomic():
        purge("a")
        assert log.news() == set()
    assert log.news() == {"a"}


def test_many_purges_are_one_look(log, purge_now, elsewhere):
    for number in range(20):
        elsewhere.does(purge_now, f"tag-{number}", "listing")
    assert log.news() == {"listing", *(f"tag-{number}" for number in range(20))}


def test_two_logs_have_places_of_their_own(log, open_log, purge_now):
    other = open_log()
    other.news()
    purge_now("a")
    assert log.news() == {"a"}
    purge_now("b")
    assert log.news() == {"b"}
    assert other.news() == {"a", "b"}


def test_other_changes_than_purges_are_no_news(log, elsewhere):
    elsewhere.does(_write_something)
    assert log.news() == set()


def test_rows_that_were_tidied_away_unread_mean_everything(log, purge_now, monkeypatch):
    monkeypatch.setattr(purging, "TIDIED_EVERY", 2)
    monkeypatch.setattr(purging, "KEPT", 3)
    for number in range(12):
        purge_now(f"tag-{number}")
    assert EVERYTHING in log.news()
    assert log.news() == set()


def test_rows_that_were_tidied_away_otherwise_mean_everything(log, purge_now):
    purge_now("a")
    Purge.objects.all().delete()
    purge_now("b")
    assert EVERYTHING in log.news()
    purge_now("c")
    assert log.news() == {"c"}


def test_an_emptied_log_means_everything_once(log):
    Purge.objects.all().delete()
    assert log.news() == {EVERYTHING}
    assert log.news() == set()


def test_a_log_that_cannot_be_read_loses_nothing(log, purge_now):
    purge_now("a")
    raw = log._connection.connection
    raw.close()
    with pytest.raises(Error):
        log.news()
    assert log.news() == {"a"}


def test_a_closed_log_goes_on_where_it_was(log, purge_now):
    purge_now("a")
    log.news()
    log.close()
    purge_now("b")
    assert log.news() == {"b"}


def test_the_log_is_read_outside_the_transaction_of_the_request(log, elsewhere, purge_now):
    with transaction.atomic(durable=True):
        Purge.objects.count()
        if connection.vendor == "postgresql":  # on SQLite there is one writer at a time
            elsewhere.does(purge_now, "a")
            assert log.news() == {"a"}
        purge("b")
        assert log.news() == set()
    assert log.news() == {"b"}


def test_reading_leaves_no_transaction_open(log, purge_now):
    """An open one would keep SQLite from emptying its WAL file, PostgreSQL from its vacuum."""
    purge_now("a")
    log.news()
    assert log._connection.get_autocommit()
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            is_busy, *_ = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            assert not is_busy
        else:
            pid = log._connection.connection.info.backend_pid
            cursor.execute("SELECT state FROM pg_stat_activity WHERE pid = %s", [pid])
            assert cursor.fetchone() == ("idle",)


def _write_something() -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO auth_group (name) VALUES ('moderators')")
        cursor.execute("DELETE FROM auth_group")
