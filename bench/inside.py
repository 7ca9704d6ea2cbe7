"""A process inside a site: it renders pages, decides and counts, and says how long it took.

The bench itself belongs to no site; it asks such processes over a pipe, a line of JSON
each way.
"""

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from typing import IO, Any, cast

from . import ROOT
from .servers import environment
from .sites import Site


class WentWrong(RuntimeError):
    """The process inside the site has ended; its complaint is on standard error."""


class Inside:
    """Asks one process; the functions are those of ``bench/insider.py``."""

    def __init__(self, asking: IO[str], answering: IO[str]) -> None:
        self._asking = asking
        self._answering = answering

    def ask(self, function: str, *arguments: Any) -> Any:
        """Call a function there and return what it returns. Raises ``WentWrong``."""
        try:
            self._asking.write(json.dumps([function, arguments]) + "\n")
            self._asking.flush()
            answer = self._answering.readline()
        except BrokenPipeError:
            answer = ""
        if not answer:
            raise WentWrong(f"{function} ended the process in the site.")
        return json.loads(answer)


@contextlib.contextmanager
def inside(site: Site, extra: Mapping[str, str] | None = None) -> Iterator[Inside]:
    """A process with Django set up for the site and these settings, for one block."""
    process = subprocess.Popen(
        [sys.executable, "-m", "bench.inside"],
        cwd=ROOT,
        env=environment(site.environment | dict(extra or {})),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield Inside(cast("IO[str]", process.stdin), cast("IO[str]", process.stdout))
    finally:
        # The end of its input is the end of its work.
        with contextlib.suppress(BrokenPipeError):
            process.communicate()


def main() -> None:
    """Answer line by line until the input ends."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    from .insider import FUNCTIONS

    for line in sys.stdin:
        name, arguments = json.loads(line)
        sys.stdout.write(json.dumps(FUNCTIONS[name](*arguments)) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
