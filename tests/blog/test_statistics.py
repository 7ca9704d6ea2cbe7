import sqlite3
import time

import pytest
from django.db import connection

from blog import statistics
from blog.models import Article
from tests.make import make_article

only_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite's own statistics")


def known_tables() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tbl FROM sqlite_stat1")
        return {table for (table,) in cursor.fetchall()}


@pytest.mark.django_db
def test_the_planner_learns_how_many_rows_there_are(monkeypatch):
    monkeypatch.setattr(statistics, "SMALL", 2)
    make_article()
    make_article()
    assert statistics.refresh_statistics() == []
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            assert "blog_article" in known_tables()
        else:
            cursor.execute("SELECT reltuples FROM pg_class WHERE relname = 'blog_article'")
            assert cursor.fetchone() == (2,)


@only_sqlite
@pytest.mark.django_db
def test_a_small_table_is_not_taken_for_one_that_stays_small():
    make_article()
    statistics.refresh_statistics()
    assert "blog_article" not in known_tables()


@only_sqlite
@pytest.mark.django_db(transaction=True)
def test_a_busy_site_is_left_alone():
    make_article()
    busy = sqlite3.connect(connection.settings_dict["NAME"])
    busy.execute("BEGIN IMMEDIATE")
    try:
        began = time.monotonic()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(statistics, "PATIENCE", 1)
            assert "blog_article" in statistics.refresh_statistics()
        assert time.monotonic() - began < 5
    finally:
        busy.close()
    # Whoever writes next waits as patiently as ever.
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA busy_timeout").fetchone() == (20_000,)
    assert Article.objects.update(title="Edited") == 1
