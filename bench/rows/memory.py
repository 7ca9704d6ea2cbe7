"""What one worker holds in memory while everything that a site meets comes at it."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from itertools import count
from pathlib import Path

from .. import load
from ..answers import Unexpected
from ..inside import Inside, inside
from ..load import Load
from ..run import Bench
from ..sites import copy_of
from ..table import Row, at_most

#: Growth over the last quarter that still counts as flat.
_FLAT = 1.05
_QUARTERS = (0.25, 0.5, 0.75, 1.0)
_SECONDS = 3  # of load between two looks at the memory
_EXPECTED = {200, 301, 303, 404, 409}  # numbers of replies come round again, so do texts
_BETWEEN_DECISIONS = 0.05  # seconds


def rows(bench: Bench) -> Iterator[Row]:
    with ExitStack() as stack:
        site = stack.enter_context(copy_of(bench.news()))
        settings = {"WEB_WORKERS": "1", "TRUSTED_PROXIES": "127.0.0.1"}
        server = stack.enter_context(bench.site_server(site, "memory", settings))
        process = stack.enter_context(inside(site))
        files = _files(process, site.directory)
        stack.enter_context(_decisions(process))
        (worker,) = server.workers()
        samples = [(0, resident(worker))]
        longest = 0.0
        for turn in count():
            arguments = [*files, str(turn * 200_000 % 6_000_000), str(turn)]
            mixed = Load(server.url(), script="mixed.lua", arguments=arguments)
            result = load.run(mixed, _SECONDS)
            if set(result.statuses) - _EXPECTED:
                raise Unexpected(f"The load was answered {result.statuses}; see {server.log}")
            longest = max(longest, result.p99)
            samples.append((samples[-1][0] + result.requests, resident(worker)))
            if samples[-1][0] >= bench.scale.mixed:
                break
        yield _row(samples, longest)


def resident(pid: int) -> float:
    """The resident memory of a process in MiB (``VmRSS`` of Linux)."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    line = next(line for line in lines if line.startswith("VmRSS:"))
    return int(line.split()[1]) / 1024


def at_quarters(samples: list[tuple[int, float]]) -> list[float]:
    """The memory when a quarter, a half, three quarters and all of the requests were done."""
    total = samples[-1][0]
    return [
        next(memory for done, memory in samples if done >= total * quarter)
        for quarter in _QUARTERS
    ]


def _files(process: Inside, directory: Path) -> list[str]:
    """The arguments of lua/mixed.lua: where paths and ids are written down."""
    pages = process.ask("addresses", 2_000)
    feeds = ["/feed/", "/feed/atom/", "/feed/json/", "/comments/feed/"]
    feeds += [f"{page}feed/" for page in pages[:100]]
    found = {"pages": ["/", *pages], "feeds": feeds, "ids": process.ask("article_ids", 500)}
    for name, lines in found.items():
        (directory / name).write_text("\n".join(map(str, lines)))
    return [str(directory / name) for name in found]


@contextmanager
def _decisions(process: Inside) -> Iterator[None]:
    """Comments approved, held and approved again, for as long as the block lasts."""
    over = threading.Event()
    pks = process.ask("held", 500)

    def decide() -> None:
        for turn in count():
            for pk in pks:
                if over.wait(_BETWEEN_DECISIONS):
                    return
                process.ask("hold" if turn % 2 else "approve", pk)

    with ThreadPoolExecutor(1) as decider:
        deciding = decider.submit(decide)
        try:
            yield
        finally:
            over.set()
        deciding.result()


def _row(samples: list[tuple[int, float]], p99: float) -> Row:
    quarters = at_quarters(samples)
    growth = quarters[3] / quarters[2]
    shown = ", ".join(f"{memory:.0f}" for memory in quarters)
    return Row(
        "memory of one worker, at the end of a mixed load",
        growth,
        f"{quarters[2]:.0f} MiB after 75 %",
        p99=p99,
        goals=[at_most(_FLAT, "", growth)],
        remark=f"{samples[0][1]:.0f} MiB at the start; {shown} MiB after 25, 50, 75 and 100 % "
        f"of {samples[-1][0]:,} requests; p99 is of the slowest {_SECONDS} seconds",
    )
