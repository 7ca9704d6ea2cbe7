"""deploy/nginx.conf: no line of a log holds a reader's address, nor what a query carries."""

import pytest

from .asking import ask, free_port, half_a_request, wait_until
from .upstream import says, upstream

NAMED_BY_A_HEADER = "set_real_ip_from 127.0.0.1;\nreal_ip_header X-Reader;\n"


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.77", "203.0.113.0"),
        ("2001:db8:77:1::9", "2001:db8:77::"),
        ("2001:db8:77::9", "2001:db8:77::"),
        ("2001:db8::77:9", "2001:db8::"),
        ("2001::77:9", "2001::"),
        ("2001:db8:5:6:7:8:9:77", "2001:db8:5::"),
        ("::ffff:203.0.113.77", "203.0.113.0"),
        ("::77", "-"),
    ],
)
def test_the_network_stands_for_the_address(in_front_of, address, network):
    with upstream(says()) as node:
        front = in_front_of(node.port, site=NAMED_BY_A_HEADER)
        ask(front.port, "/a/?awaiting=41:secret&q=word", headers={"X-Reader": address})
    assert f' {network} "GET /a/" 200 ' in front.access_log
    assert "secret" not in front.logs
    assert "word" not in front.logs
    assert address not in front.logs


def test_no_trouble_brings_the_address_into_a_log(in_front_of):
    front = in_front_of(free_port())
    there = "127.0.0.77"
    assert ask(front.port, "/away", source=there).status == 503
    assert ask(front.port, "/static/none.css", source=there).status == 503
    assert ask(front.port, "/?" + "a" * 20_000, source=there).status == 414
    too_large = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999\r\n\r\n"
    for broken in (too_large, "no request\r\n\r\n", "GET / HTTP/1.1\r\n\r\n"):
        with half_a_request(front.port, broken, source=there) as line:
            assert line.recv(100).startswith(b"HTTP/1.1 4")
    assert wait_until(lambda: front.access_log.count("\n") == 6, 5), front.access_log
    assert "127.0.0.77" not in front.logs
    assert front.access_log.count(" 127.0.0.0 ") == 6


@pytest.mark.parametrize("kind", ["own", "withdraw", "decide", "confirm", "unsubscribe", "mine"])
def test_what_proves_that_somebody_may_act_is_in_no_log(in_front_of, kind):
    with upstream(says()) as node:
        front = in_front_of(node.port)
        ask(front.port, f"/comments/{kind}/12.secret:proof/edit/?q=word")
    assert f'"GET /comments/{kind}/-" 200 ' in front.access_log
    assert "secret" not in front.logs
