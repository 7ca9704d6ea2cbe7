"""deploy/nginx/tls.conf: HTTPS, and the way to it."""

import shutil
import socket
import ssl
import subprocess

import pytest

from .asking import ask, ask_over_tls, missing
from .upstream import says, upstream


@pytest.fixture
def certificate(tmp_path):
    """A self-signed certificate for 127.0.0.1 and its key, in one file."""
    openssl = shutil.which("openssl") or missing("There is no openssl.")
    both = tmp_path / "certificate.pem"
    how = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2"
    whom = "-subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1"
    where = "-keyout key -out certificate"
    command = [openssl, *f"{how} {whom} {where}".split()]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    both.write_bytes((tmp_path / "certificate").read_bytes() + (tmp_path / "key").read_bytes())
    return both


def test_over_tls_a_node_is_told_so(in_front_of, certificate):
    trusting = ssl.create_default_context(cafile=certificate)
    with upstream(says(b"hello", Strict_Transport_Security="max-age=60")) as node:
        front = in_front_of(node.port, certificate=certificate)
        spoofed = {"X-Forwarded-Proto": "http"}
        answer = ask_over_tls(front.tls_port, headers=spoofed, context=trusting)
    assert answer.body == b"hello"
    assert answer.headers["Strict-Transport-Security"] == "max-age=60"
    assert node.asked[0].headers.get_all("X-Forwarded-Proto") == ["https"]


def test_plain_http_leads_to_https_and_asks_no_node(in_front_of, certificate):
    with upstream(says()) as node:
        front = in_front_of(node.port, certificate=certificate)
        answer = ask(front.port, "/2025/06/summit/?cpage=2")
    assert answer.status == 301
    there = f"https://127.0.0.1:{front.tls_port}/2025/06/summit/?cpage=2"
    assert answer.headers["Location"] == there
    assert not node.asked


@pytest.mark.parametrize(
    ("offered", "spoken"), [(["h2", "http/1.1"], "h2"), (["http/1.1"], "http/1.1")]
)
def test_http_2_is_spoken_with_whoever_can(in_front_of, certificate, offered, spoken):
    context = ssl.create_default_context(cafile=certificate)
    context.set_alpn_protocols(offered)
    with upstream(says()) as node:
        front = in_front_of(node.port, certificate=certificate)
        plain = socket.create_connection(("127.0.0.1", front.tls_port), 20)
        with context.wrap_socket(plain, server_hostname="127.0.0.1") as line:
            assert line.selected_alpn_protocol() == spoken
