"""Nodes of the app, started with the command line of the Procfile."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings

from .asking import ask, wait_until

BASE = Path(settings.BASE_DIR)


def command_of(process: str) -> str:
    """The command line that the Procfile has for a process, for /bin/sh."""
    found = re.search(rf"^{process}: (.*)$", (BASE / "Procfile").read_text(), re.MULTILINE)
    assert found, process
    return found[1]


def environment(**variables: Any) -> dict[str, str]:
    """The environment of a node: nothing of whoever runs the tests but the variables given."""
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    plain = {"PATH": path, "SECRET_KEY": "the same on all nodes", "COMMENTS_FLOOD_SECONDS": "0"}
    return plain | {name: str(value) for name, value in variables.items()}


class Node:
    """One process group of the app at one port, with one worker."""

    def __init__(self, port: int, variables: Mapping[str, str]) -> None:
        self.port = port
        self.variables = dict(variables) | {"PORT": str(port), "WEB_WORKERS": "1"}
        self.process: subprocess.Popen[bytes] | None = None

    def begin(self) -> None:
        """Start it and don't wait."""
        self.process = subprocess.Popen(
            ["/bin/sh", "-c", command_of("web")],
            cwd=BASE,
            env=self.variables,
            start_new_session=True,
        )

    def start(self) -> None:
        self.begin()
        assert wait_until(self.answers, 60)

    def answers(self) -> bool:
        assert self.process
        assert self.process.poll() is None, "The node has ended."
        try:
            return ask(self.port, "/healthz", seconds=5).status == 200
        except OSError:
            return False

    def terminate(self) -> None:
        """Ask it to stop, as systemd does."""
        assert self.process
        self.process.terminate()

    def kill(self) -> None:
        """Nothing of it is left, as after a loss of power."""
        assert self.process
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(30)

    def stop(self) -> None:
        if self.process is None or self.process.poll() is not None:
            return
        self.terminate()
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.kill()
            raise
