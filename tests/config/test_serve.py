import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest
from django.conf import settings

from config.serve import why_not


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def answers(port: int, seconds: float = 2) -> bool:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(f"http://127.0.0.1:{port}/healthz", timeout=seconds) as answer:
            return answer.status == 200
    except OSError:
        return False


def wait_until(condition, seconds: float = 60) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.1)
    return False


@pytest.fixture(scope="module")
def environment(tmp_path_factory) -> dict[str, str]:
    """That of ``make run``, with an empty site of its own."""
    environment = os.environ | {
        "PATH": f"{os.path.dirname(sys.executable)}:{os.environ['PATH']}",
        "DATA_DIR": str(tmp_path_factory.mktemp("served")),
    }
    environment.pop("DATABASE_URL", None)
    command = [sys.executable, "manage.py", "migrate", "-v0"]
    subprocess.run(command, cwd=settings.BASE_DIR, env=environment, check=True)
    return environment


@contextmanager
def serve(environment: dict[str, str]) -> Iterator[subprocess.Popen]:
    """The processes of the Procfile, started as make run starts them, and their ``port``."""
    port = free_port()
    address = {"PORT": str(port), "SITE_URL": f"http://127.0.0.1:{port}"}
    command = [sys.executable, "-m", "config.serve"]
    process = subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment | address)
    process.port = port
    try:
        assert wait_until(lambda: answers(port))
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)


@pytest.fixture(scope="module")
def served(environment) -> Iterator[subprocess.Popen]:
    with serve(environment) as process:
        yield process


@pytest.mark.own_site
def test_stalled_replies_do_not_keep_readers_waiting(served):
    stalled = []
    for _ in range(40):
        line = socket.create_connection(("127.0.0.1", served.port))
        line.sendall(
            b"POST /comments/post/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n"
            b"Content-Type: application/x-www-form-urlencoded\r\n\r\ncomment=Half+a"
        )
        stalled.append(line)
    try:
        assert all(answers(served.port, 15) for _ in range(10))
    finally:
        for line in stalled:
            line.close()


@pytest.mark.own_site
def test_half_of_a_reply_is_refused(served):
    with closing(socket.create_connection(("127.0.0.1", served.port), 20)) as line:
        line.sendall(
            b"POST /comments/post/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n"
            b"Content-Type: application/x-www-form-urlencoded\r\n\r\narticle=1&comment=Half+a"
        )
        line.shutdown(socket.SHUT_WR)
        assert line.recv(1000).startswith(b"HTTP/1.1 400 ")


@pytest.mark.own_site
def test_a_closed_terminal_stops_all_of_it(environment):
    with serve(environment) as process:
        process.send_signal(signal.SIGHUP)
        process.wait(60)
        assert wait_until(lambda: not answers(process.port, 0.5))


def test_a_port_that_is_taken_is_told_in_one_line():
    with closing(socket.socket()) as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert why_not("127.0.0.1", str(port)) == (
            f"127.0.0.1:{port} can't be had: Address already in use. Try PORT={port + 1}."
        )
    assert why_not("127.0.0.1", str(free_port())) == ""


@pytest.mark.parametrize("port", ["abc", "", "0", "65536", "-1"])
def test_what_is_no_port_is_told_in_one_line(port):
    assert "is no port" in why_not("127.0.0.1", port)
