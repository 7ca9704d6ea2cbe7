"""python -m bench: measure, print the table, and keep it in docs/performance.md.

--rows a,b    only these groups; --quick: a look at whether everything works
--json        for programmes
"""

import argparse
import json
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from . import ROOT, load, machine, page
from .compare import Effort
from .rows import GROUPS
from .run import QUICK, Bench
from .table import Goal, Row

_PAGE = ROOT / "docs" / "performance.md"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print. Returns 0, 1 when a row could not be measured, 2 without wrk."""
    asked = _parser().parse_args(arguments)
    if not load.is_there():
        print(load.MISSING, file=sys.stderr)
        return 2
    bench = Bench(postgres_url=os.environ.get("BENCH_POSTGRES_URL", ""))
    if asked.quick:
        bench.effort, bench.scale = Effort(rounds=1, seconds=1, warming=0), QUICK
    about = machine.describe()
    rows = list(measure(bench, asked.rows))
    if asked.json:
        print(json.dumps({"machine": about, "rows": [row.as_json() for row in rows]}, indent=1))
    else:
        print(page.body(about, rows))
    output = asked.output or (None if asked.quick or asked.rows != [*GROUPS] else _PAGE)
    if output:
        page.write(output, about, rows)
    return 1 if any(row.ratio is None for row in rows) else 0


def measure(bench: Bench, groups: Sequence[str]) -> Iterator[Row]:
    """The rows of these groups; what can't be measured becomes a row that says why."""
    for group in groups:
        try:
            for row in GROUPS[group](bench):
                bench.say(f"{row.what}: {row.in_short()}")
                yield row
        except Exception as error:
            bench.say(f"{group}: {error}")
            yield Row(
                f"group {group}", None, "", goals=[Goal("be measured", False)], remark=str(error)
            )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description="What Javob costs.")
    parser.add_argument("--rows", type=_groups, default=[*GROUPS], metavar="a,b,...")
    parser.add_argument("--quick", action="store_true", help="short rounds on a small site")
    parser.add_argument("--json", action="store_true", help="print JSON instead of the table")
    parser.add_argument("--output", type=Path, help="the page; a full run writes its own")
    return parser


def _groups(text: str) -> list[str]:
    unknown = set(text.split(",")) - set(GROUPS)
    if unknown:
        raise argparse.ArgumentTypeError(f"there are {', '.join(GROUPS)}")
    return text.split(",")


if __name__ == "__main__":
    sys.exit(main())
