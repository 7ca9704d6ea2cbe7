"""Each figure is worked out again in plain Python, from the rows of the log themselves."""

import random
from collections import Counter, defaultdict
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from comments.models import AlreadyDecided, Comment, Decision, Reason, Status, Via
from comments.numbers import Numbers, Outcomes, nearest_rank, numbers
from comments.numbers.figures import BUSIEST
from tests.make import make_article, make_comment, make_reason
from tests.once import made_once
from tests.query_costs import Query, queries

pytestmark = pytest.mark.django_db

#: The clocks of Berlin and of Lord Howe changed shortly before, those of Kathmandu never do.
NOW = datetime(2026, 11, 10, 17, 23, 45, 678901, tzinfo=UTC)
PERIODS = [(7, "Asia/Kathmandu"), (30, "Europe/Berlin"), (90, "Australia/Lord_Howe")]

VERBS = (Comment.approve, Comment.hold, Comment.mark_spam, Comment.trash)
RULES = ("links", "first_time", "honeypot")


class Clock:
    """Stands still until it is set."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def pass_by(self, **time: float) -> None:
        self.at += timedelta(**time)


@pytest.fixture
def clock(monkeypatch):
    clock = Clock(NOW - timedelta(days=2))
    monkeypatch.setattr(timezone, "now", lambda: clock.at)
    return clock


def make_people():
    users = get_user_model().objects
    return [
        users.create_user("nigora", first_name="Nigora", last_name="Rahimova"),
        users.create_user("farhod"),
    ]


@pytest.fixture
def people():
    return make_people()


@pytest.fixture
def article(clock):
    return make_article()


def come_in(article, *rules, status=Status.HELD):
    """A comment as it comes in now, with what the rules objected."""
    comment = make_comment(article, status=status, created_at=timezone.now())
    for rule in rules:
        make_reason(comment, rule, outcome="spam" if status == Status.SPAM else "hold")
    return comment


def make_history(clock):
    """Fifty days of moderation, of every kind and in every order."""
    chance = random.Random(2026)
    people = make_people()
    articles = [make_article() for _ in range(BUSIEST + 3)]
    comments: list[Comment] = []
    clock.at = NOW - timedelta(days=50)
    while clock.at < NOW - timedelta(hours=5):
        clock.pass_by(minutes=chance.expovariate(1 / 150))
        if len(comments) < 5 or chance.random() < 0.4:
            status = chance.choice([Status.APPROVED, Status.HELD, Status.HELD, Status.SPAM])
            rules = chance.choices(RULES, k=chance.randint(1, 3))
            objections = rules if status != Status.APPROVED else []
            article = articles[min(int(chance.expovariate(1 / 5)), len(articles) - 1)]
            comments.append(come_in(article, *objections, status=status))
        else:
            decide(chance, chance.choice(comments[-12:]), people)
    clock.at = NOW


def decide(chance, comment, people):
    """Somebody takes a decision, or back; or the clock does."""
    by, how = chance.choice(people), chance.random()
    try:
        if how < 0.3:
            comment.undo(comment.last_decision().pk, by)
        elif how < 0.4:
            comment.trash(None, via=Via.RETENTION)
        else:
            chance.choice(VERBS)(comment, by, via=chance.choice([Via.DESK, Via.BULK, Via.MAIL]))
    except AlreadyDecided:
        pass


class Told:
    """The log, read row by row."""

    def __init__(self, days: int) -> None:
        today = timezone.localdate()
        self.dates = [today - timedelta(days=ago) for ago in range(days - 1, -1, -1)]
        self.logs: dict[int, list[Decision]] = {}
        for row in Decision.objects.select_related("comment", "by").order_by("pk"):
            self.logs.setdefault(row.comment_id, []).append(row)
        self.rules: dict[int, set[str]] = defaultdict(set)
        for reason in Reason.objects.all():
            self.rules[reason.decision_id].add(reason.rule)
        self.undone: set[int] = set()
        self.came_in: list[Decision] = []
        self.taken: list[Decision] = []
        for rows in self.logs.values():
            self._read(rows)

    def _read(self, rows: list[Decision]) -> None:
        decision = rows[0]
        for row in rows:
            if row.via == Via.UNDO:
                self.undone ^= {decision.pk}
                continue
            decision = row
            if self.day(row) in self.dates and not row.from_status:
                self.came_in.append(row)
            elif self.day(row) in self.dates and row.by:
                self.taken.append(row)

    def first_decision(self, row: Decision) -> Decision | None:
        """The first one that stands on what came in with the row."""
        later = (taken for taken in self.logs[row.comment_id] if taken in self.taken)
        return next((taken for taken in later if taken.pk not in self.undone), None)

    @staticmethod
    def day(row: Decision) -> date:
        return timezone.localdate(row.made_at)


def by_status(rows):
    return Outcomes(**Counter(row.to_status for row in rows))


class Reading(NamedTuple):
    """What is expected of each period and what is computed, and what computing takes."""

    told: dict[tuple[int, str], tuple[Told, Numbers]]
    statements: list[dict[str, str]]
    queries: list[Query]


@pytest.fixture(scope="module")
def reading(django_db_setup, django_db_blocker):
    """Of the rows themselves nothing is left."""
    clock, told = Clock(NOW), {}
    with made_once(django_db_blocker), pytest.MonkeyPatch.context() as patch:
        patch.setattr(timezone, "now", lambda: clock.at)
        make_history(clock)
        for days, zone in PERIODS:
            with override_settings(TIME_ZONE=zone):
                told[days, zone] = Told(days), numbers(days)
        with CaptureQueriesContext(connection) as statements:
            numbers(30)
        with queries() as sent:
            numbers(30)
    return Reading(told, statements.captured_queries, sent)


@pytest.fixture(scope="module", params=PERIODS, ids=str)
def told(request, reading):
    """What is expected and what is computed, in the time zone of the site."""
    _days, zone = request.param
    with override_settings(TIME_ZONE=zone):
        yield reading.told[request.param]


def test_every_day_tells_what_came_in_and_what_was_decided(told):
    log, found = told
    assert [day.date for day in found.days] == log.dates
    stand = [row for row in log.taken if row.pk not in log.undone]
    for day in found.days:
        assert day.came_in == by_status(row for row in log.came_in if log.day(row) == day.date)
        assert day.decided == by_status(row for row in stand if log.day(row) == day.date)
    assert found.came_in == by_status(log.came_in)
    assert found.decided == by_status(stand)


def test_every_rule_tells_how_often_it_was_disagreed_with(told):
    log, found = told
    objected = {rule: [row for row in log.came_in if rule in log.rules[row.pk]] for rule in RULES}
    for record in found.rules:
        decisions = [log.first_decision(row) for row in objected[record.rule]]
        approved = sum(row.to_status == "approved" for row in decisions if row)
        assert record.objected == len(decisions)
        assert record.decided == len(decisions) - decisions.count(None)
        assert record.approved == approved
        share = round(100 * approved / record.decided) if record.decided else None
        assert record.disagreed == share
    assert [record.objected for record in found.rules] == sorted(
        (len(rows) for rows in objected.values()), reverse=True
    )


def test_the_time_to_a_decision_is_that_of_what_came_in_held(told):
    log, found = told
    held = [row for row in log.came_in if row.to_status == "held"]
    first = {row: log.first_decision(row) for row in held}
    times = sorted(
        int(decision.made_at.timestamp()) - int(row.made_at.timestamp())
        for row, decision in first.items() if decision
    )  # fmt: skip
    waiting = [
        row for row in held
        if not first[row] and log.logs[row.comment_id][-1].to_status == "held"
    ]  # fmt: skip
    assert found.time_to_decision.held == len(held)
    assert found.time_to_decision.decided == len(times)
    assert found.time_to_decision.waiting == len(waiting)
    for percentile, figure in (
        (50, found.time_to_decision.median),
        (95, found.time_to_decision.percentile_95),
    ):
        seconds = figure.total_seconds()
        assert sum(time <= seconds for time in times) * 100 >= percentile * len(times)
        assert sum(time < seconds for time in times) * 100 < percentile * len(times)


def test_the_oldest_held_comment_is_found_whenever_it_came_in(told):
    log, found = told
    held = [rows[0] for rows in log.logs.values() if rows[-1].to_status == "held"]
    oldest = min(held, key=lambda row: row.made_at)
    assert found.oldest_held.pk == oldest.comment_id
    assert found.oldest_held.age == NOW - oldest.made_at


def test_the_busiest_articles_tell_what_was_held_and_what_was_removed(told):
    log, found = told
    on: dict[int, list[Decision]] = {}
    for row in log.came_in:
        on.setdefault(row.comment.article_id, []).append(row)
    busiest = sorted(on, key=lambda pk: (-len(on[pk]), -pk))[:BUSIEST]
    assert [record.article.pk for record in found.articles] == busiest
    for record in found.articles:
        rows = on[record.article.pk]
        last = Counter(log.logs[row.comment_id][-1].to_status for row in rows)
        assert record.came_in == by_status(rows)
        assert record.removed == last["spam"] + last["trash"]


def test_every_moderator_has_all_decisions_and_those_undone(told):
    log, found = told
    taken = Counter(row.by.get_full_name() or row.by.username for row in log.taken)
    undone = Counter(
        row.by.get_full_name() or row.by.username for row in log.taken if row.pk in log.undone
    )
    assert {one.name: (one.decisions, one.undone) for one in found.moderators} == {
        name: (taken[name], undone[name]) for name in taken
    }


# -- What the words mean ---------------------------------------------------------------


def test_what_was_undone_at_once_is_neither_a_decision_nor_a_disagreement(clock, people, article):
    comment = come_in(article, "links")
    approved = comment.approve(people[0])
    comment.undo(approved.pk, people[1])
    found = numbers(7)
    assert found.decided.total == 0
    assert found.rules[0].decided == 0
    assert found.rules[0].disagreed is None
    assert found.time_to_decision.waiting == 1
    assert [(one.name, one.decisions, one.undone) for one in found.moderators] == [
        ("Nigora Rahimova", 1, 1)
    ]


def test_undoing_the_undoing_brings_the_decision_back(clock, people, article):
    comment = come_in(article, "links")
    clock.pass_by(hours=1)
    comment.undo(comment.approve(people[0]).pk, people[0])
    clock.pass_by(hours=1)
    comment.undo(comment.last_decision().pk, people[0])
    found = numbers(7)
    assert found.decided == Outcomes(approved=1)
    assert found.rules[0].disagreed == 100
    assert found.time_to_decision.median == timedelta(hours=1)
    assert found.moderators[0].undone == 0


def test_the_first_decision_is_what_counts_for_a_rule(clock, people, article):
    comment = come_in(article, "links", "first_time")
    comment.trash(people[0])
    comment.approve(people[1])
    assert [(rule.decided, rule.approved) for rule in numbers(7).rules] == [(1, 0), (1, 0)]


def test_what_the_clock_removes_neither_waits_nor_was_decided(clock, people, article):
    come_in(article, "links").trash(None, via=Via.RETENTION)
    found = numbers(7)
    assert found.time_to_decision.held == 1
    assert found.time_to_decision.decided == found.time_to_decision.waiting == 0
    assert found.moderators == ()
    assert found.oldest_held is None


def test_a_rule_that_objects_twice_to_a_comment_counts_once(clock, article):
    come_in(article, "links", "links")
    assert [(rule.rule, rule.objected) for rule in numbers(7).rules] == [("links", 1)]


@pytest.mark.parametrize(
    ("at", "day"),
    [
        (datetime(2026, 10, 24, 21, 59, 59, 999999, tzinfo=UTC), 24),
        (datetime(2026, 10, 24, 22, 0, tzinfo=UTC), 25),  # summer time: two hours ahead
        (datetime(2026, 10, 25, 22, 59, 59, 999999, tzinfo=UTC), 25),  # a day of 25 hours
        (datetime(2026, 10, 25, 23, 0, tzinfo=UTC), 26),
    ],
)
def test_a_day_begins_at_midnight_of_the_site(settings, clock, article, at, day):
    settings.TIME_ZONE = "Europe/Berlin"
    clock.at = at
    come_in(article)
    clock.at = NOW
    assert [each.date.day for each in numbers(30).days if each.came_in.held] == [day]


@pytest.mark.parametrize("days", [7, 30, 90, 365])
def test_a_site_without_comments_has_every_day_and_nothing_in_it(clock, days):
    clock.at = NOW
    found = numbers(days)
    assert len(found.days) == days
    assert found.days[-1].date == timezone.localdate(NOW)
    assert found.came_in == found.decided == Outcomes()
    assert found.rules == found.articles == found.moderators == ()
    assert found.oldest_held is found.time_to_decision.median is None


def test_what_came_in_before_the_period_is_not_in_it(clock, people, article):
    comment = come_in(article, "links")
    clock.pass_by(days=8)
    comment.approve(people[0])
    found = numbers(7)
    assert found.came_in.total == found.time_to_decision.held == 0
    assert found.rules == found.articles == ()
    assert found.decided == Outcomes(approved=1)


@pytest.mark.parametrize(
    ("values", "of_hundred", "expected"),
    [
        ([7], 50, 7),
        ([7], 95, 7),
        ([1, 2], 50, 1),
        ([1, 2, 3], 50, 2),
        ([15, 20, 35, 40, 50], 40, 20),
        (range(1, 101), 95, 95),
        (range(1, 21), 95, 19),
        (range(1, 22), 95, 20),
    ],
)
def test_percentiles_are_by_nearest_rank(values, of_hundred, expected):
    assert nearest_rank(values, of_hundred) == expected


# -- What it costs ---------------------------------------------------------------------


def test_seven_queries_tell_it_all(reading):
    assert len(reading.statements) == 7


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL reads small tables whole")
def test_no_query_reads_a_whole_table(reading):
    assert [query for query in reading.queries if query.scanned] == []
    assert not [query for query in reading.queries if "SCAN comments_" in query.plan]
