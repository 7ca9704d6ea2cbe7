"""The beginning that all addresses of a network share."""

from ipaddress import ip_network


def first_parts(network: str) -> str:
    """``203.0.113.`` of 203.0.113.0/24, ``2001:0db8:0000:`` of 2001:db8::/48: whole parts only."""
    found = ip_network(network)
    sign, bits = (".", 8) if found.version == 4 else (":", 16)
    parts = found.network_address.exploded.split(sign)[: found.prefixlen // bits]
    return sign.join(parts) + sign
