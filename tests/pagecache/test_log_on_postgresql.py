"""On PostgreSQL the rows of the log appear in another order than that of their ids."""

import pytest
from django.db import Error, connection

from pagecache import purging
from pagecache.models import Purge
from pagecache.purging import EVERYTHING

from .elsewhere import Elsewhere

pytestmark = [
    pytest.mark.django_db(transaction=True, available_apps=["pagecache"]),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="is about PostgreSQL"),
]


@pytest.fixture
def slow(elsewhere):
    return elsewhere


@pytest.fixture
def quick():
    with Elsewhere() as somebody:
        yield somebody


@pytest.fixture
def log(open_log, purge_now):
    purge_now("earlier")
    log = open_log()
    log.news()
    return log


def test_a_transaction_that_took_its_id_first_and_commits_last_is_not_missed(log, slow, quick):
    slow.begins("slow")
    quick.begins("quick")
    quick.commits()
    assert log.news() == {"quick"}
    slow.commits()
    ids = dict(Purge.objects.values_list("tags", "pk"))
    assert ids["slow"] < ids["quick"]
    assert log.news() == {"slow"}
    assert log.news() == set()


def test_a_transaction_that_wrote_before_the_last_look_and_purges_after_it_is_not_missed(
    log, slow, quick
):
    slow.begins("slow-1")
    for number in range(3):
        quick.begins(f"quick-{number}")
        quick.commits()
        assert log.news() == {f"quick-{number}"}
    slow.does(purging.purge, "slow-2")
    quick.begins("last")
    quick.commits()
    slow.commits()
    assert log.news() == {"slow-1", "slow-2", "last"}
    assert log.news() == set()


def test_while_a_transaction_runs_long_the_others_are_news_once(log, slow, quick):
    slow.begins("slow")
    for number in range(10):
        quick.begins(f"quick-{number}")
        quick.commits()
        assert log.news() == {f"quick-{number}"}
        assert log.news() == set()
    slow.roll_back()
    assert log.news() == set()


def test_a_transaction_that_runs_while_the_log_is_opened_is_not_missed(open_log, slow, purge_now):
    purge_now("earlier")
    slow.begins("slow")
    log = open_log()
    assert log.news() == {EVERYTHING}
    purge_now("quick")
    slow.commits()
    assert log.news() == {"slow", "quick"}


def test_rows_that_appear_and_are_tidied_away_between_two_looks_mean_everything(
    log, slow, purge_now, monkeypatch
):
    """The newest row that was read is still there, so no gap shows."""
    slow.begins("slow")
    for number in range(9):
        purge_now(f"quick-{number}")
    log.news()
    slow.commits()
    monkeypatch.setattr(purging, "KEPT", 3)
    monkeypatch.setattr(purging, "TIDIED_EVERY", 1)
    purge_now("last")
    assert not Purge.objects.filter(tags="slow").exists()
    assert Purge.objects.filter(tags="quick-8").exists()
    assert EVERYTHING in log.news()
    assert log.news() == set()


def test_a_connection_that_the_server_kills_is_replaced_and_nothing_is_lost(
    log, slow, quick, purge_now
):
    slow.begins("slow")
    purge_now("before")
    assert log.news() == {"before"}
    with connection.cursor() as cursor:
        pid = log._connection.connection.info.backend_pid
        cursor.execute("SELECT pg_terminate_backend(%s, 10000)", [pid])
        assert cursor.fetchone() == (True,)
    purge_now("meanwhile")
    slow.commits()
    with pytest.raises(Error):
        log.news()
    assert log.news() == {"meanwhile", "slow"}


def test_a_closed_log_leaves_no_connection_behind(log):
    pid = log._connection.connection.info.backend_pid
    log.close()
    with connection.cursor() as cursor:
        # The server notices the end of a connection a moment after the client.
        cursor.execute(
            "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE pid = %s", [pid]
        )
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE pid = %s", [pid])
        assert cursor.fetchone() == (0,)


def test_rows_of_another_cluster_are_not_read_again_and_again(open_log, purge_now):
    """A dump brings rows along whose transactions are far in this cluster's future."""
    Purge.objects.bulk_create(Purge(tags="old", transaction=2**60) for _ in range(100))
    purge_now("earlier")
    log = open_log()
    assert log.news() == {EVERYTHING}
    purge_now("a")
    assert log.news() == {"a"}
    assert log.news() == set()
    assert len(log._place.seen) <= 2
