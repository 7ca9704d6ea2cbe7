"""Who sends a request: its address, and whether one of our own pages sent it."""

from ipaddress import ip_address, ip_network
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.http import HttpRequest

_PREFIX = {4: 24, 6: 48}


def client_ip(request: HttpRequest) -> str | None:
    """Return the visitor's IP address, None when it is unknown.

    ``X-Forwarded-For`` counts only as far as our own proxies (``TRUSTED_PROXIES``:
    addresses or networks) wrote it: it is read from the right, and the first address
    that is not one of theirs is the visitor's. Anybody can send the header.
    """
    forwarded = request.headers.get("X-Forwarded-For", "").split(",")
    hops = [*(hop.strip() for hop in forwarded if hop.strip()), request.META.get("REMOTE_ADDR")]
    visitor = None
    for hop in reversed(hops):
        try:
            address = ip_address(hop)
        except ValueError:
            break
        if address.version == 6 and address.ipv4_mapped:
            address = address.ipv4_mapped
        visitor = str(address)
        if not any(address in network for network in settings.TRUSTED_PROXIES):
            break
    return visitor


def network_of(ip: str | None) -> str:
    """Return the network around an address, /24 or /48; empty for an unknown address."""
    if ip is None:
        return ""
    return str(ip_network((ip, _PREFIX[ip_address(ip).version]), strict=False))


def comes_from_here(request: HttpRequest) -> bool:
    """Whether the browser vouches that one of our own pages sent this request.

    By Fetch Metadata (``Sec-Fetch-Site``) and ``Origin``, which a page elsewhere can't
    forge. This stands in for a CSRF token, which would make every page different.
    """
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin")
    return not comes_from_elsewhere(request) and (site == "same-origin" or origin is not None)


def comes_from_elsewhere(request: HttpRequest) -> bool:
    """Whether either header says that another site sent this request.

    A client that sends neither is no browser of the last years, so no other site can
    make use of it. ``Origin: null`` comes from sandboxes; alone it counts as elsewhere.
    """
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin")
    if site not in (None, "same-origin", "none"):
        return True
    if origin is None or (origin == "null" and site == "same-origin"):
        return False
    return _split(origin).netloc not in (request.get_host(), urlsplit(settings.SITE_URL).netloc)


def path_before(request: HttpRequest) -> str:
    """The path of the page that the request came from, as far as the browser tells."""
    return _split(request.headers.get("Referer", "")).path


def _split(address: str) -> SplitResult:
    """The parts of an address; of one that is none, empty parts."""
    try:
        return urlsplit(address)
    except ValueError:
        return urlsplit("")
