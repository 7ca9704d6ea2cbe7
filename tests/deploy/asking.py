"""Requests as a client sends them, with nothing added and nothing taken for granted."""

import os
import random
import socket
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPConnection, HTTPSConnection
from typing import Any, NoReturn

import pytest

_given: set[int] = set()


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Message
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


def ask(
    port: int,
    path: str = "/",
    *,
    method: str = "GET",
    body: bytes | Iterator[bytes] | None = None,
    headers: Mapping[str, str] | None = None,
    source: str = "127.0.0.1",
    seconds: float = 20,
    over: Callable[..., HTTPConnection] = HTTPConnection,
    **options: Any,
) -> Answer:
    """One request to a port of this machine, from ``source``, any address of 127.0.0.0/8."""
    line = over("127.0.0.1", port, timeout=seconds, source_address=(source, 0), **options)
    with closing(line):
        line.request(method, path, body, dict(headers or {}))
        answer = line.getresponse()
        return Answer(answer.status, answer.headers, answer.read())


def ask_over_tls(port: int, path: str = "/", **options: Any) -> Answer:
    return ask(port, path, over=HTTPSConnection, **options)


@contextmanager
def half_a_request(port: int, head: str, source: str = "127.0.0.1") -> Iterator[socket.socket]:
    """A connection on which a request was begun; whoever asked for it may go on."""
    line = socket.create_connection(("127.0.0.1", port), 20, source_address=(source, 0))
    with closing(line):
        line.sendall(head.encode())
        yield line


def stalled_reply(length: int = 1000) -> str:
    """The beginning of a reply whose body stops half way."""
    return (
        "POST /comments/post/ HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {length}\r\n\r\ncomment=Half+a"
    )


def free_port() -> int:
    """A port that nobody listens at, below those that Linux gives to outgoing connections.

    Of these one may be taken between this question and the start of a server. No port is
    given twice.
    """
    while (port := random.randrange(20_000, 32_000)) in _given or listens(port):
        pass
    _given.add(port)
    return port


def wait_until(condition: Callable[[], Any], seconds: float, pause: float = 0.05) -> bool:
    """Whether the condition came true within that time."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(pause)
    return True


def listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
    except OSError:
        return False
    return True


def missing(what: str) -> NoReturn:
    """Skip a test for want of a program; with REQUIRE_NGINX=1 it fails instead."""
    if os.environ.get("REQUIRE_NGINX") == "1":
        pytest.fail(f"{what} REQUIRE_NGINX=1 asks for it.")
    pytest.skip(f"{what} Install it to test deploy/.")
