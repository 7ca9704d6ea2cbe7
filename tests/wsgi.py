"""Asking a WSGI application as a server does, without Django's test client around it."""

import io
import sys
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections

from pagecache.door import PageCache
from pagecache.log import PurgeLog
from pagecache.store import Store


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


def ask(application: Callable, address: str, method: str = "GET", **headers: str) -> Answer:
    """The answer to a request; headers are named as in WSGI: ``HTTP_ACCEPT_ENCODING``."""
    path, _, query = address.partition("?")
    environ = {
        "REQUEST_METHOD": method,
        "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
        "QUERY_STRING": query.partition("#")[0],
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": "testserver",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    } | headers
    started: list = []
    chunks = application(environ, lambda status, its, exc_info=None: started.extend((status, its)))
    try:
        body = b"".join(chunks)
    finally:
        if hasattr(chunks, "close"):
            chunks.close()
    status, its_headers = started[-2:]
    return Answer(int(status.split()[0]), dict(its_headers), body)


def ask_the_site(address: str, **headers: str) -> Answer:
    """The answer of the whole site, with nothing kept in memory; headers as in ``ask``.

    It leaves the connection alone, which a test's transaction is open on.
    """
    site = PageCache(get_wsgi_application(), Store(0), PurgeLog())
    signals = request_started, request_finished
    for signal in signals:
        signal.disconnect(close_old_connections)
    try:
        return ask(site, address, **headers)
    finally:
        for signal in signals:
            signal.connect(close_old_connections)
