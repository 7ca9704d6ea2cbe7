import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import closing

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


@pytest.fixture
def served(tmp_path):
    """The processes of the Procfile, started as make run starts them; yields the port."""
    port = free_port()
    environment = os.environ | {
        "PATH": f"{os.path.dirname(sys.executable)}:{os.environ['PATH']}",
        "DATA_DIR": str(tmp_path),
        "PORT": str(port),
        "SITE_URL": f"http://127.0.0.1:{port}",
    }
    environment.pop("DATABASE_URL", None)
    run = {"cwd": settings.BASE_DIR, "env": environment}
    subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], check=True, **run)
    process = subprocess.Popen([sys.executable, "-m", "config.serve"], **run)
    process.port = port
    try:
        assert wait_until(lambda: answers(port))
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


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
        assert all(answers(served.port, 5) for _ in range(10))
    finally:
        for line in stalled:
            line.close()


def test_half_of_a_reply_is_refused(served):
    with closing(socket.create_connection(("127.0.0.1", served.port), 20)) as line:
        line.sendall(
            b"POST /comments/post/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n"
            b"Content-Type: application/x-www-form-urlencoded\r\n\r\narticle=1&comment=Half+a"
        )
        line.shutdown(socket.SHUT_WR)
        assert line.recv(1000).startswith(b"HTTP/1.1 400 ")


def test_a_closed_terminal_stops_all_of_it(served):
    served.send_signal(signal.SIGHUP)
    served.wait(30)
    assert wait_until(lambda: not answers(served.port, 0.5))


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
