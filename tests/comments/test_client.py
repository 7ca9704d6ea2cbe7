from ipaddress import ip_network

import pytest
from django.test import RequestFactory

from comments.client import client_ip, network_of


@pytest.mark.parametrize(
    ("proxies", "remote", "forwarded", "ip"),
    [
        ([], "203.0.113.9", "", "203.0.113.9"),
        ([], "203.0.113.9", "1.2.3.4", "203.0.113.9"),
        (["10.0.0.0/8"], "10.0.0.1", "203.0.113.9", "203.0.113.9"),
        (["10.0.0.0/8"], "10.0.0.1", "6.6.6.6, 203.0.113.9", "203.0.113.9"),
        (["10.0.0.0/8"], "10.0.0.1", "6.6.6.6, 203.0.113.9, 10.0.0.2", "203.0.113.9"),
        (["10.0.0.0/8"], "10.0.0.1", "rubbish", "10.0.0.1"),
        (["10.0.0.0/8"], "10.0.0.1", "", "10.0.0.1"),
        (["::1"], "::1", "2001:db8::1", "2001:db8::1"),
        ([], "::ffff:203.0.113.9", "", "203.0.113.9"),
        ([], "", "", None),
        ([], "unix:", "", None),
    ],
)
def test_the_address_is_the_first_that_no_proxy_of_ours_has(
    settings, proxies, remote, forwarded, ip
):
    settings.TRUSTED_PROXIES = [ip_network(proxy) for proxy in proxies]
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    request = RequestFactory(REMOTE_ADDR=remote).get("/", headers=headers)
    assert client_ip(request) == ip


@pytest.mark.parametrize(
    ("ip", "network"),
    [
        ("203.0.113.9", "203.0.113.0/24"),
        ("2001:db8:1:2::3", "2001:db8:1::/48"),
        (None, ""),
    ],
)
def test_a_network_is_a_24_or_a_48(ip, network):
    assert network_of(ip) == network
