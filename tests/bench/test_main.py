"""The bench from end to end, on a small site; what it measures in so short a time says nothing."""

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

from bench import ROOT, load
from bench.__main__ import main

needs_wrk = pytest.mark.skipif(not load.is_there(), reason=f"wrk is not there. {load.MISSING}")


def test_without_wrk_the_bench_says_how_to_get_it(monkeypatch, capsys):
    monkeypatch.setenv("PATH", "")
    assert main([]) == 2
    assert capsys.readouterr().err == f"{load.MISSING}\n"


def test_a_group_that_does_not_exist_is_refused(capsys):
    with pytest.raises(SystemExit):
        main(["--rows", "a,x"])
    assert "there are a, b, c" in capsys.readouterr().err


@needs_wrk
@pytest.mark.own_site
def test_replies_and_readers_beside_them_are_measured_from_end_to_end(tmp_path):
    unfinished = tmp_path / "bench" / "sqlite-60-3000" / "db.sqlite3"
    unfinished.parent.mkdir(parents=True)
    with closing(sqlite3.connect(unfinished)) as line:
        line.execute("CREATE TABLE bench_made (make_up text)")
    command = [sys.executable, "-m", "bench", "--quick", "--rows", "d", "--json"]
    environment = os.environ | {"DATA_DIR": str(tmp_path)}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stderr.count("it is made anew") == 1
    assert done.stderr.count("Making a site") == 1
    said = json.loads(done.stdout)
    rows = {row["what"]: row for row in said["rows"]}
    assert len(rows) == 3
    assert all(row["ratio"] > 0 and row["rate"] > 0 and row["p99"] > 0 for row in rows.values())
    assert "processor" in said["machine"]
    left = sorted(path.name for path in (tmp_path / "bench").iterdir())
    assert left == ["log", "sqlite-60-3000"]  # the copy that was written to is gone
