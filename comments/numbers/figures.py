"""The queries: each is one walk over the rows of the period."""

from collections import Counter, defaultdict
from datetime import date, datetime, timedelta

from django.contrib.auth import get_user_model
from django.db.models import Case, Count, OuterRef, Q, Subquery, When
from django.utils import timezone

from blog.models import Article

from ..models import Comment, Decision, Reason, Status, Via
from ..people import name_of
from .log import Log, Seconds
from .records import (
    ArticleRecord,
    Day,
    ModeratorRecord,
    Numbers,
    OldestHeld,
    Outcomes,
    RuleRecord,
    TimeToDecision,
    nearest_rank,
)

#: The busiest articles are so many.
BUSIEST = 10

_REMOVED = (Status.SPAM, Status.TRASH, Status.PURGED)


def numbers(days: int, now: datetime | None = None) -> Numbers:
    """All figures of so many days up to now, in seven queries."""
    now = now or timezone.now()
    log = Log(days, now)
    by_day, moderators = _days_and_moderators(log)
    return Numbers(
        days=by_day,
        rules=_rules(log),
        time_to_decision=_time_to_decision(log),
        oldest_held=_oldest_held(now),
        articles=_articles(log),
        moderators=moderators,
    )


def _days_and_moderators(log: Log) -> tuple[tuple[Day, ...], tuple[ModeratorRecord, ...]]:
    came_in: dict[date, Counter[str]] = defaultdict(Counter)
    decided: dict[date, Counter[str]] = defaultdict(Counter)
    taken, undone = Counter[int](), Counter[int]()
    is_undone = Case(When(pk__in=log.undone, then=True), default=False)
    rows = log.rows.exclude(via=Via.UNDO).annotate(day=log.day, is_undone=is_undone)
    keys = ("day", "from_status", "to_status", "by", "is_undone")
    for day, was, to, by, back, count in rows.values(*keys).values_list(*keys, Count("pk")):
        on = date.fromordinal(date(1970, 1, 1).toordinal() + day)
        if not was:
            came_in[on][to] += count
        elif by:
            taken[by] += count
            if back:
                undone[by] += count
            else:
                decided[on][to] += count
    days = (Day(on, Outcomes(**came_in[on]), Outcomes(**decided[on])) for on in log.dates)
    people = get_user_model().objects.in_bulk(taken)
    moderators = (
        ModeratorRecord(name_of(people[by]), count, undone[by])
        for by, count in taken.most_common()
    )
    return tuple(days), tuple(moderators)


def _rules(log: Log) -> tuple[RuleRecord, ...]:
    """Those that objected at all, the busiest first."""
    first = Subquery(log.first_decision().values("to_status")[:1])
    # By ids: else SQLite reads every reason there is, in the order of the rules.
    reasons = Reason.objects.filter(decision__in=log.came_in.values("pk"))
    objections = reasons.filter(outcome__in=["hold", "spam"]).order_by().annotate(first=first)
    counts: dict[str, Counter[str | None]] = defaultdict(Counter)
    counted = objections.values("rule", "first").annotate(Count("comment", distinct=True))
    for rule, to, count in counted.values_list("rule", "first", "comment__count"):
        counts[rule][to] = count
    records = (
        RuleRecord(rule, found.total(), found.total() - found[None], found[Status.APPROVED])
        for rule, found in counts.items()
    )
    return tuple(sorted(records, key=lambda record: (-record.objected, record.rule)))


def _time_to_decision(log: Log) -> TimeToDecision:
    decided_at = log.first_decision().annotate(second=Seconds("made_at")).values("second")[:1]
    newest = Decision.objects.filter(comment=OuterRef("comment")).order_by("-pk")
    held = log.came_in.filter(to_status=Status.HELD).annotate(
        took=Subquery(decided_at) - Seconds("made_at"),
        now=Subquery(newest.values("to_status")[:1]),
    )
    rows = list(held.values_list("took", "now"))
    times = sorted(took for took, _now in rows if took is not None)
    return TimeToDecision(
        held=len(rows),
        decided=len(times),
        waiting=rows.count((None, Status.HELD)),
        median=timedelta(seconds=nearest_rank(times, 50)) if times else None,
        percentile_95=timedelta(seconds=nearest_rank(times, 95)) if times else None,
    )


def _oldest_held(now: datetime) -> OldestHeld | None:
    held = Comment.objects.filter(status=Status.HELD).order_by("created_at", "pk")
    oldest = held.values_list("pk", "created_at").first()
    return OldestHeld(oldest[0], now - oldest[1]) if oldest else None


def _articles(log: Log) -> tuple[ArticleRecord, ...]:
    came_in = log.came_in.values("comment__article").annotate(
        comments=Count("pk"),
        approved=Count("pk", filter=Q(to_status=Status.APPROVED)),
        held=Count("pk", filter=Q(to_status=Status.HELD)),
        spam=Count("pk", filter=Q(to_status=Status.SPAM)),
        removed=Count("pk", filter=Q(comment__status__in=_REMOVED)),
    )
    columns = ("comment__article", "approved", "held", "spam", "removed")
    in_order = came_in.order_by("-comments", "-comment__article")
    busiest = list(in_order.values_list(*columns)[:BUSIEST])
    articles = Article.objects.defer("standfirst", "body").in_bulk([row[0] for row in busiest])
    return tuple(
        ArticleRecord(articles[pk], Outcomes(approved, held, spam), removed)
        for pk, approved, held, spam, removed in busiest
    )
