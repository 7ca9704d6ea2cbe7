"""Each figure is worked out again in plain Python, from the rows of the log themselves."""

import random
from collections import Counter, defaultdict
from datetime import date, timedelta
from typing import NamedTuple

import pytest
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from comments.models import Comment, Decision, Reason, Status, Via
from comments.numbers import Numbers, Outcomes, numbers
from comments.numbers.figures import BUSIEST
from tests.comments.newsroom_days import NOW, RULES, Clock, come_in, decide, make_people
from tests.make import make_article
from tests.once import made_once
from tests.query_costs import Query, queries

pytestmark = pytest.mark.django_db


PERIODS = [(7, "Asia/Kathmandu"), (30, "Europe/Berlin"), (90, "Australia/Lord_Howe")]


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


def test_seven_queries_tell_it_all(reading):
    assert len(reading.statements) == 7


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL reads small tables whole")
def test_no_query_reads_a_whole_table(reading):
    assert [query for query in reading.queries if query.scanned] == []
    assert not [query for query in reading.queries if "SCAN comments_" in query.plan]
