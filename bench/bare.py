"""The ceiling for pages: a WSGI application that does nothing but give kept answers.

Started as ``bench.bare:application`` with ``BENCH_ANSWERS`` naming their directory.
"""

import os
from http import HTTPStatus
from pathlib import Path
from typing import Any

from bench.answers import kept_in

_READY = {
    path: (f"{kept.status} {HTTPStatus(kept.status).phrase}", kept.headers, [kept.body])
    for path, kept in kept_in(Path(os.environ["BENCH_ANSWERS"])).items()
}
_READY["/healthz"] = ("200 OK", [("Content-Type", "text/plain")], [b"ok\n"])


def application(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    status, headers, body = _READY[environ["PATH_INFO"]]
    start_response(status, headers)
    return body
