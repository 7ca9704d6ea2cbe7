"""The rows of the table, in groups that can be asked for by a letter."""

from collections.abc import Callable, Iterator

from ..run import Bench
from ..table import Row
from . import cached, desk, fresh, memory, replies, scale, staleness, unchanged

GROUPS: dict[str, Callable[[Bench], Iterator[Row]]] = {
    "a": cached.rows,
    "b": unchanged.rows,
    "c": fresh.rows,
    "d": replies.rows,
    "e": scale.rows,
    "f": staleness.rows,
    "g": memory.rows,
    "h": desk.rows,
}
