"""Asking a WSGI application as a server does, by the letter of PEP 3333."""

import gzip
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from sys import stderr
from typing import Any
from wsgiref.validate import validator

import brotli

_DECODED = {"br": brotli.decompress, "gzip": gzip.decompress}


@dataclass(frozen=True)
class Answer:
    """What came back; ``headers`` by lower-case name, ``text`` without its encoding."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        encoding = self.headers.get("content-encoding")
        return (_DECODED[encoding](self.body) if encoding else self.body).decode()


def environ_for(url: str = "/", method: str = "GET", **headers: str | None) -> dict[str, Any]:
    """The environ of a request; headers are named as in ``accept_encoding="br"``.

    ``url`` is the path, as the server has decoded it, and the query, as it was sent; each
    character stands for a byte. A header that is None is not sent.
    """
    path, _, query = url.partition("?")
    headers = {"host": "testserver"} | headers
    sent = {f"HTTP_{name.upper()}": value for name, value in headers.items() if value is not None}
    return sent | {
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(),
        "wsgi.errors": stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }


def ask(
    application: Callable, url: str = "/", method: str = "GET", /, **headers: str | None
) -> Answer:
    told: dict[str, Any] = {}

    def start_response(status: str, its_headers: list, exc_info: Any = None) -> Callable:
        told["status"] = int(status.split()[0])
        told["headers"] = {name.lower(): value for name, value in its_headers}
        assert len(told["headers"]) == len(its_headers), "a header is there twice"
        its_headers.append(("Server", "may change the list"))
        return lambda data: None

    chunks = validator(application)(environ_for(url, method, **headers), start_response)
    try:
        body = b"".join(chunks)
    finally:
        chunks.close()
    assert "server" not in told["headers"], "the list is somebody else's, too"
    return Answer(body=body, **told)
