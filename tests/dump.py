"""All that the database has on its disk, or gives away in a dump."""

import shutil
import subprocess
from pathlib import Path

from django.db import connection


def dump() -> bytes:
    """SQLite's file and the logs beside it; PostgreSQL's dump, or else all of its tables."""
    if connection.vendor == "sqlite":
        name = connection.settings_dict["NAME"]
        files = [Path(f"{name}{suffix}") for suffix in ("", "-wal", "-journal")]
        return b"".join(file.read_bytes() for file in files if file.exists())
    if shutil.which("pg_dump"):
        return _pg_dump()
    with connection.cursor() as cursor:
        rows = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            rows += map(str, cursor.fetchall())
    return "\n".join(rows).encode()


def _pg_dump() -> bytes:
    database = connection.settings_dict
    options = [
        *("--host", database["HOST"] or "127.0.0.1"),
        *("--port", str(database["PORT"] or 5432)),
        *("--username", database["USER"] or "postgres"),
        *("--dbname", database["NAME"]),
    ]
    done = subprocess.run(
        ["pg_dump", *options],
        env={"PGPASSWORD": database["PASSWORD"] or "", "PATH": "/usr/bin:/bin:/usr/local/bin"},
        capture_output=True,
        check=True,
    )
    return done.stdout
