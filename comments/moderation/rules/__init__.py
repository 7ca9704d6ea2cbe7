"""One rule, one file, named for what it catches."""

from collections.abc import Iterator
from typing import ClassVar, Protocol

from ..findings import Finding
from ..submission import Submission


class Rule(Protocol):
    """A rule has a name, which the log keeps, and yields a ``Finding`` for each objection."""

    name: ClassVar[str]

    def check(self, submission: Submission) -> Iterator[Finding]: ...
