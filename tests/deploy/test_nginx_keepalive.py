"""deploy/nginx.conf: on a line that is kept, no answer waits for an acknowledgement.

Debian's main file has ``tcp_nopush on``; with it, pages above 65 kB that nginx answers from
a cache of its own take 44 ms each over the loopback interface (the reason stands in
deploy/nginx.conf). A delay of that kind meets nearly every request for a size, so the
median tells; a busy machine delays some.
"""

import time
from http.client import HTTPConnection
from statistics import median

import pytest

from .upstream import Asked, Reply, upstream

#: Bytes; the loopback interface takes 65,483 in one segment, a network 1,448.
SIZES = [1_000, 9_000, 30_000, 45_000, 60_000, 66_000, 70_000, 100_000, 130_000]
#: Seconds; Linux delays an acknowledgement for 40 ms.
HELD_UP = 0.035

CACHED = {
    "http": "proxy_cache_path {folder} keys_zone=pages:1m;",
    "site": "proxy_cache pages;\nproxy_cache_valid 200 1m;\n",
}


def of_its_size(asked: Asked) -> Reply:
    return 200, {"Content-Type": "text/html"}, b"x" * int(asked.path.rpartition("/")[2])


def typical_seconds(line: HTTPConnection, path: str) -> float:
    """The median of a dozen requests on one line, without the first ones.

    At first Linux acknowledges at once.
    """
    took = []
    for _ in range(20):
        began = time.perf_counter()
        line.request("GET", path)
        line.getresponse().read()
        took.append(time.perf_counter() - began)
    return median(took[8:])


@pytest.mark.parametrize("way", ["from the disk", "from a node", "from a cache of nginx"])
def test_no_size_is_held_up(in_front_of, tmp_path, way):
    for size in SIZES:
        (tmp_path / "static" / str(size)).write_bytes(b"x" * size)
    cached = "cache" in way
    options = {name: line.format(folder=tmp_path / "cache") for name, line in CACHED.items()}
    folder = "/static" if "disk" in way else ""
    with upstream(of_its_size) as node:
        front = in_front_of(node.port, **options if cached else {})
        line = HTTPConnection("127.0.0.1", front.port, timeout=20)
        took = {size: typical_seconds(line, f"{folder}/{size}") for size in SIZES}
        line.close()
    assert {size: seconds for size, seconds in took.items() if seconds > HELD_UP} == {}
    assert len(node.asked) == {"from the disk": 0, "from a node": 20 * len(SIZES)}.get(
        way, len(SIZES)
    )
