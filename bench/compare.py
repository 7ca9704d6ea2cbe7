"""A candidate against its ceiling, turn by turn, so that a busy moment meets both."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from statistics import median

from .load import Result

#: Asks for so many seconds and says what came back.
Run = Callable[[int], Result]


@dataclass(frozen=True)
class Effort:
    """How long to measure: so many rounds, each of so many seconds on either side.

    Many short rounds rather than a few long ones: what else the machine does changes from
    one second to the next.
    """

    rounds: int = 9
    seconds: int = 1
    warming: int = 1

    def for_slow_answers(self) -> "Effort":
        """As long in all, in fewer turns: what is under way when one ends is not counted."""
        rounds = -(-self.rounds // 3)
        return replace(self, rounds=rounds, seconds=self.rounds * self.seconds // rounds)


@dataclass(frozen=True)
class Middle:
    """The medians of several runs; p50 and p99 in milliseconds."""

    rate: float
    p50: float
    p99: float
    faults: int

    @classmethod
    def of(cls, results: Sequence[Result]) -> "Middle":
        return cls(
            rate=median(result.rate for result in results),
            p50=median(result.p50 for result in results),
            p99=median(result.p99 for result in results),
            faults=sum(result.faults for result in results),
        )


@dataclass(frozen=True)
class Compared:
    candidate: Middle
    ceiling: Middle
    #: The median of the rounds' own ratios: what slows the machine down slows both
    #: halves of a round.
    ratio: float


def take_turns(candidate: Run, ceiling: Run, effort: Effort) -> Compared:
    """Measure both in alternation, after a warming up that is not counted."""
    if effort.warming:
        ceiling(effort.warming)
        candidate(effort.warming)
    rounds = [(ceiling(effort.seconds), candidate(effort.seconds)) for _ in range(effort.rounds)]
    return Compared(
        candidate=Middle.of([ours for _, ours in rounds]),
        ceiling=Middle.of([bare for bare, _ in rounds]),
        ratio=median(ours.rate / bare.rate for bare, ours in rounds),
    )
