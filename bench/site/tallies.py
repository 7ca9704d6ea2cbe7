"""How many comments each article has by status, approved ones in how many threads."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from blog.models import Article
from comments.models import Status, Tally

from . import bulk, progress
from .plan import Planned


@dataclass
class _Counted:
    by_status: Counter[str] = field(default_factory=Counter)
    threads: set[int] = field(default_factory=set)
    reported: int = 0
    last: float = 0.0


def make_tallies(planned: Iterable[Planned], articles: Sequence[Article]) -> None:
    """A row for each article that ever got a reply, as the replies themselves would leave it."""
    counted: dict[int, _Counted] = {}
    for comment in planned:
        found = counted.setdefault(comment.article, _Counted())
        found.last = comment.at
        found.by_status[comment.status] += 1
        found.reported += comment.reported
        if comment.status == Status.APPROVED:
            found.threads.add(comment.thread)
    rows = (
        Tally(
            article=article,
            language=article.language,
            comments=found.by_status[Status.APPROVED],
            threads=len(found.threads),
            held=found.by_status[Status.HELD],
            spam=found.by_status[Status.SPAM],
            trash=found.by_status[Status.TRASH],
            reported=found.reported,
            changed_at=datetime.fromtimestamp(found.last, UTC),
        )
        for article in articles
        for found in filter(None, [counted.get(article.pk)])
    )
    with bulk.times_as_given(Tally.changed_at):
        for _ in progress.shown("tallies", bulk.insert(rows), len(counted)):
            pass
