"""Who answers whom and when, before there is a single row. Pure: no database, no Django."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

MAX_DEPTH = 5
SHARES = {"held": 0.05, "spam": 0.03, "trash": 0.02}

#: What articles of known sizes consist of, again and again: each comment answers the one
#: at this position, -1 is the article. Ten in five threads, one as deep as can be.
SHAPE = (-1, -1, -1, -1, -1, 4, 5, 6, 7, 4)

_NEW_THREAD = 0.45  # of random comments
_DAYS_TO_ANSWER = 2.0  # on average after publication
_DAY = 24 * 60 * 60


@dataclass(slots=True, eq=False)
class Planned:
    """A comment to come. ``article`` is the article's id, ``at`` seconds since the epoch."""

    article: int
    parent: "Planned | None"
    depth: int
    at: float
    fixed: bool
    status: str = "approved"
    answered: bool = False
    heads_thread: bool = False
    reported: bool = False
    pk: int = 0
    path: str = ""
    thread: int = 0


@dataclass(frozen=True)
class Discussed:
    """An article with comments: their number, and whether exactly so many are approved."""

    pk: int
    published: float
    comments: int
    fixed: bool = False


def spread(number: int, articles: Sequence[int], random: Random) -> Counter[int]:
    """So many comments dealt out to articles: many get few, few get very many."""
    weights = [random.paretovariate(1.2) for _ in articles]
    return Counter(random.choices(articles, weights, k=number))


def plan(discussed: Iterable[Discussed], now: float, random: Random) -> list[Planned]:
    """All comments in the order in which they were written, each after what it answers.

    Of all of them exactly the ``SHARES`` are held, spam or trash; nobody answers held
    comments and spam, and none of these is on an article with a fixed number.
    """
    planned = [comment for article in discussed for comment in _on(article, now, random)]
    _give_status(planned, random)
    for comment in planned:
        if comment.status == "approved":
            _top_of(comment).heads_thread = True
    planned.sort(key=lambda comment: comment.at)
    return planned


def _on(article: Discussed, now: float, random: Random) -> Iterator[Planned]:
    age = max(now - article.published, 1.0)
    after = (
        min(random.expovariate(1 / (_DAYS_TO_ANSWER * _DAY)), age * random.random())
        for _ in range(article.comments)
    )
    written: list[Planned] = []
    for at in sorted(article.published + seconds for seconds in after):
        parent = _in_shape(written) if article.fixed else _somebody(written, random)
        depth = parent.depth + 1 if parent else 1
        written.append(Planned(article.pk, parent, depth, at, article.fixed))
        if parent:
            parent.answered = True
    yield from written


def _in_shape(written: list[Planned]) -> Planned | None:
    first, position = divmod(len(written), len(SHAPE))
    above = SHAPE[position]
    return None if above < 0 else written[first * len(SHAPE) + above]


def _somebody(written: list[Planned], random: Random) -> Planned | None:
    """One of the latest that can still be answered, or nobody."""
    if not written or random.random() < _NEW_THREAD:
        return None
    somebody = random.choice(written[-20:])
    return somebody if somebody.depth < MAX_DEPTH else somebody.parent


def _top_of(comment: Planned) -> Planned:
    while comment.parent:
        comment = comment.parent
    return comment


def _give_status(planned: list[Planned], random: Random) -> None:
    free = [comment for comment in planned if not comment.fixed]
    random.shuffle(free)
    wanted = {status: round(share * len(planned)) for status, share in SHARES.items()}
    for comment in free:
        status = next((status for status, left in wanted.items() if left), None)
        if status is None:
            return
        if comment.answered:
            # What was answered had been approved; it may have been removed since.
            status = "trash" if wanted["trash"] else None
        if status:
            comment.status = status
            wanted[status] -= 1
