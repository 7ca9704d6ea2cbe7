"""What the words of the numbers mean."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from comments.models import Via
from comments.numbers import Outcomes, nearest_rank, numbers
from tests.comments.newsroom_days import NOW, Clock, come_in, make_people
from tests.make import make_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock(monkeypatch):
    clock = Clock(NOW - timedelta(days=2))
    monkeypatch.setattr(timezone, "now", lambda: clock.at)
    return clock


@pytest.fixture
def people():
    return make_people()


@pytest.fixture
def article(clock):
    return make_article()


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
