import os

import pytest

from bench.servers import NotServing, Server, command, environment, serve


def test_the_bare_application_is_served_by_the_very_command_of_the_procfile():
    ours, bare = command(), command("bench.bare:application")
    assert ours.startswith("exec granian --interface wsgi ")
    assert bare == ours.replace("config.wsgi:application", "bench.bare:application")


def test_the_settings_of_whoever_starts_the_bench_are_left_out(monkeypatch):
    for name in ("DATABASE_URL", "DEBUG", "PAGE_CACHE_MB", "WEB_WORKERS", "COMMENTS_MAX_LINKS"):
        monkeypatch.setenv(name, "1")
    monkeypatch.setenv("LANG", "C.UTF-8")
    made = environment({"PAGE_CACHE_MB": "0"})
    assert made["PAGE_CACHE_MB"] == "0"
    assert made["LANG"] == "C.UTF-8"
    assert not {"DATABASE_URL", "DEBUG", "WEB_WORKERS", "COMMENTS_MAX_LINKS"} & set(made)


def test_a_server_that_ends_at_once_is_told_with_the_end_of_its_log(tmp_path):
    with (
        pytest.raises(NotServing, match="nowhere"),
        serve(tmp_path / "log", application="nowhere:application"),
    ):
        pass


def test_a_server_is_gone_after_its_block_with_all_its_workers(tmp_path):
    database = {"BENCH_DATABASE": str(tmp_path / "bare.sqlite3")}
    with serve(tmp_path / "log", database, "bench.bare_write:application") as server:
        workers = server.workers()
        assert len(workers) == 2
    assert isinstance(server, Server)
    assert not [pid for pid in [server.pid, *workers] if is_running(pid)]


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
