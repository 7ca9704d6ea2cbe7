"""One rule, one file, named for what it catches."""

from collections.abc import Iterator
from typing import Any, ClassVar, Protocol

from ..findings import Finding
from ..submission import Submission


class Rule(Protocol):
    """Yields a ``Finding`` for each objection to a submission.

    The log keeps the rule's name; moderators read its label.
    """

    name: ClassVar[str]
    label: ClassVar[Any]

    def check(self, submission: Submission) -> Iterator[Finding]: ...
