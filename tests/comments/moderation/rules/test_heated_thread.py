from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from comments.moderation import Outcome
from comments.moderation.rules.heated_thread import HeatedThread
from tests.comments.moderation.submissions import make_submission
from tests.make import make_article, make_comment, make_reader_reports

pytestmark = pytest.mark.django_db

ME = "madina@example.org"


def answer(heat: int, ago: int, **fields):
    """A reply in a thread in which so much was removed, so long after the last one."""
    top = make_comment(make_article())
    for _ in range(heat):
        make_comment(top.article, parent=top).trash(by=None)
    written = timezone.now() - timedelta(seconds=ago)
    mine = {"email": ME, "ip": "203.0.113.9", "network": "203.0.113.0/24"}
    make_comment(top.article, parent=top, created_at=written, **mine)
    fields = {"email": ME, "network": "203.0.113.0/24", "parent": top} | fields
    return make_submission(article=top.article, **fields)


@pytest.mark.parametrize(
    ("heat", "ago", "wait"),
    [(2, 1, 0), (3, 10, 50), (3, 61, 0), (4, 61, 59), (4, 121, 0), (5, 121, 119), (20, 10, 3830)],
)
def test_the_more_was_removed_the_longer_the_pause(heat, ago, wait):
    findings = list(HeatedThread().check(answer(heat, ago)))
    if not wait:
        assert not findings
    else:
        (finding,) = findings
        assert finding.outcome is Outcome.REFUSE
        assert finding.answer == 429
        assert finding.retry_after == pytest.approx(wait, abs=2)
        assert finding.setting == "heated_removals=3"


@pytest.mark.parametrize(
    ("fields", "slowed"),
    [
        ({"email": "other@example.org"}, False),
        ({}, True),
        ({"network": "198.51.100.0/24"}, False),
        ({"email": "other@example.org", "ip": "203.0.113.9"}, True),
        ({"staff": object()}, False),
        ({"parent": None}, False),
    ],
)
def test_it_slows_down_the_same_person_in_the_same_thread(fields, slowed):
    assert bool(list(HeatedThread().check(answer(3, 10, **fields)))) is slowed


def test_reports_heat_a_thread_and_what_the_rules_caught_does_not():
    submission = answer(1, 10)
    top, user = submission.parent, get_user_model().objects.create_user("nigora")
    for _ in range(5):
        make_comment(top.article, parent=top, status="spam")
    assert not list(HeatedThread().check(submission))
    for _ in range(2):
        make_comment(top.article, parent=top).report(user, "insult")
    assert list(HeatedThread().check(submission))


def test_it_can_be_switched_off():
    assert not list(HeatedThread(removals=0).check(answer(5, 1)))


def test_single_reports_of_readers_heat_nothing():
    submission = answer(0, 10)
    top = submission.parent
    for _ in range(5):
        make_reader_reports(make_comment(top.article, parent=top), "Rude")
    assert not list(HeatedThread().check(submission))
    for _ in range(3):
        make_reader_reports(make_comment(top.article, parent=top), "Rude", "Rude")
    assert list(HeatedThread().check(submission))
