"""deploy/postgresql.conf: PostgreSQL takes it as it stands, and it does what it says."""

import re

import psycopg
import pytest

from .nginx import DEPLOY

CONF = (DEPLOY / "postgresql.conf").read_text()
SETTINGS = re.findall(r"^(\w+) = (\S+)", CONF, re.MULTILINE)


@pytest.fixture
def own(postgres):
    if postgres.log is None:
        pytest.skip("The server of DATABASE_URL has settings of its own.")
    return postgres


def test_every_setting_is_in_effect(own):
    errors = own.rows("SELECT name, error FROM pg_file_settings WHERE error IS NOT NULL")
    assert errors == []
    applied = dict(own.rows("SELECT name, setting FROM pg_file_settings WHERE applied"))
    assert {name: applied[name] for name, _value in SETTINGS} == dict(SETTINGS)
    assert len(SETTINGS) == len(dict(SETTINGS))


def test_a_commit_is_on_the_disk_when_it_is_answered(own):
    for name in ("fsync", "full_page_writes", "synchronous_commit"):
        assert own.rows("SELECT setting FROM pg_settings WHERE name = %s", name) == [("on",)]


def test_two_nodes_and_their_workers_find_a_connection(own):
    env = dict(re.findall(r"^(\w+)=(.*)$", (DEPLOY / "javob.env").read_text(), re.MULTILINE))
    of_a_node = int(env["WEB_WORKERS"]) * (int(env["WEB_THREADS"]) + 1) + 1
    assert int(dict(SETTINGS)["max_connections"]) > 2 * of_a_node
    assert f"16 threads: {2 * of_a_node}." in CONF


def test_a_statement_that_fails_leaves_no_reader_s_data_in_the_log(own):
    with psycopg.connect(own.url, autocommit=True) as connection:
        connection.execute(
            "CREATE TEMP TABLE reader (email text PRIMARY KEY, CHECK (email <> ''))"
        )
        insert = "INSERT INTO reader VALUES ('madina@example.org')"
        connection.execute(insert)
        with pytest.raises(psycopg.errors.UniqueViolation):
            connection.execute(insert)
        with pytest.raises(psycopg.errors.UniqueViolation):
            connection.execute("INSERT INTO reader VALUES (%s)", ["madina@example.org"])
        connection.execute("SET statement_timeout = 1")
        with pytest.raises(psycopg.errors.QueryCanceled):
            connection.execute("SELECT pg_sleep(5), 'madina@example.org'")
    log = own.log.read_text()
    assert "duplicate key value" in log
    assert "canceling statement" in log
    assert "madina" not in log
