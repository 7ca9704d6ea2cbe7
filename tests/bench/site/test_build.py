import sqlite3
import subprocess
import sys
from contextlib import closing

from bench import ROOT
from bench.servers import environment


def test_a_database_that_holds_something_else_is_left_alone(tmp_path):
    with closing(sqlite3.connect(tmp_path / "db.sqlite3")) as line:
        line.execute("CREATE TABLE blog_article (title)")
    done = subprocess.run(
        [sys.executable, "-m", "bench.site", "--articles", "20", "--comments", "200"],
        cwd=ROOT,
        env=environment({"DATA_DIR": str(tmp_path)}),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "holds something that the bench did not make" in done.stderr
    with closing(sqlite3.connect(tmp_path / "db.sqlite3")) as line:
        assert line.execute("SELECT name FROM sqlite_master").fetchall() == [("blog_article",)]
