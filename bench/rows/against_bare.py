"""A row about one address: the site's server beside the bare one, turn by turn."""

from collections.abc import Callable, Mapping
from functools import partial

from .. import load
from ..answers import Answer
from ..compare import Compared, Effort, take_turns
from ..load import Load
from ..run import Bench
from ..servers import Server
from ..table import Goal, Row


def against_bare(
    bench: Bench,
    what: str,
    servers: tuple[Server, Server],
    path: str,
    headers: Mapping[str, str],
    answer: Answer,
    goals: Callable[[Compared], list[Goal]],
    effort: Effort | None = None,
) -> Row:
    """Measure the first of the servers against the second, which gives this answer."""
    candidate, ceiling = (partial(load.run, Load(server.url(path), headers)) for server in servers)
    found = take_turns(candidate, ceiling, effort or bench.effort)
    remarks = []
    if found.candidate.faults:
        remarks.append(f"{found.candidate.faults} requests got no answer or a fault")
    if "br" in headers.get("Accept-Encoding", "") and answer.body:
        coding = answer.header("Content-Encoding") or "identity"
        remarks += [] if coding == "br" else [f"not compressed with brotli ({coding})"]
    return Row(
        what,
        found.ratio,
        f"bare {found.ceiling.rate:,.0f}/s",
        found.candidate.rate,
        found.candidate.p50,
        found.candidate.p99,
        len(answer.body),
        goals(found),
        "; ".join(remarks),
    )
