"""The ceiling for replies: a WSGI application that makes one durable row of each POST.

Started as ``bench.bare_write:application`` with ``BENCH_DATABASE`` naming the file. One
transaction with the pragmas of config/settings.py, one INSERT, one COMMIT; within a
process one thread writes at a time, so that none of them waits by sleeping.
"""

import os
import sqlite3
import threading
from typing import Any

_DATABASE = os.environ["BENCH_DATABASE"]
_lock = threading.Lock()
_lines = threading.local()


def _line() -> sqlite3.Connection:
    if not hasattr(_lines, "own"):
        _lines.own = sqlite3.connect(_DATABASE, isolation_level=None, timeout=20)
        for pragma in ("journal_mode = WAL", "synchronous = FULL"):
            _lines.own.execute(f"PRAGMA {pragma}")
        _lines.own.execute("CREATE TABLE IF NOT EXISTS reply (id INTEGER PRIMARY KEY, text BLOB)")
    return _lines.own


def application(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    if environ["REQUEST_METHOD"] != "POST":
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [b"ok\n"]
    text = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
    line = _line()
    with _lock:
        line.execute("BEGIN IMMEDIATE")
        line.execute("INSERT INTO reply (text) VALUES (?)", [text])
        line.execute("COMMIT")
    start_response("303 See Other", [("Location", "/"), ("Content-Length", "0")])
    return [b""]
