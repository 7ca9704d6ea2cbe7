from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from comments.moderation.rules.flood import Flood
from tests.comments.moderation.submissions import make_submission
from tests.make import make_article, make_comment

pytestmark = pytest.mark.django_db

HERE = {"ip": "203.0.113.9", "network": "203.0.113.0/24"}


@pytest.mark.parametrize(
    ("seconds_ago", "fields", "wait"),
    [
        (5, {"ip": "203.0.113.9", "email": "else@example.org"}, 10),
        (5, {"ip": "203.0.113.10", "network": "203.0.113.0/24"}, 10),
        (5, {"ip": "198.51.100.1", "network": "198.51.100.0/24"}, None),
        (5, {"ip": None, "network": "", "email": "FARRUKH@example.org"}, None),
        (5, {"ip": "198.51.100.1", "email": "else@example.org"}, None),
        (5, {"ip": None, "email": "else@example.org"}, None),
        (15, {"ip": "203.0.113.9"}, None),
        (14.5, {"ip": "203.0.113.9"}, 1),
    ],
)
def test_one_reply_in_fifteen_seconds(seconds_ago, fields, wait):
    now = timezone.now()
    make_comment(make_article(), created_at=now - timedelta(seconds=seconds_ago), **HERE)
    findings = list(Flood(seconds=15).check(make_submission(at=now, **fields)))
    assert [finding.retry_after for finding in findings] == ([wait] if wait else [])
    assert all(finding.answer == 429 for finding in findings)


def test_an_unknown_address_is_not_equal_to_another_unknown_one():
    make_comment(make_article(), ip=None, network="", email="a@example.org")
    submission = make_submission(ip=None, network="", email="b@example.org")
    assert not list(Flood(seconds=15, per_network=1).check(submission))


def test_where_no_address_is_known_the_email_address_counts():
    now = timezone.now()
    make_comment(make_article(), created_at=now - timedelta(seconds=5), ip=None, network="")
    unknown = {"at": now, "ip": None, "network": ""}
    assert list(Flood(seconds=15).check(make_submission(email="FARRUKH@example.org", **unknown)))
    assert not list(Flood(seconds=15).check(make_submission(email="else@example.org", **unknown)))


def test_changing_the_last_digits_does_not_help():
    now, article = timezone.now(), make_article()
    for minute in (1, 2, 3):
        make_comment(
            article,
            ip=f"203.0.113.{minute}",
            network="203.0.113.0/24",
            email=f"{minute}@example.org",
            created_at=now - timedelta(minutes=minute),
        )
    rule = Flood(seconds=15, per_network=3, minutes=10)
    near = make_submission(at=now, ip="203.0.113.77", network="203.0.113.0/24")
    far = make_submission(at=now, ip="203.0.114.77", network="203.0.114.0/24")
    assert [finding.retry_after for finding in rule.check(near)] == [7 * 60]
    assert not list(rule.check(far))


def test_staff_are_not_slowed_down():
    make_comment(make_article(), **HERE)
    staff = get_user_model()(is_staff=True)
    assert not list(Flood(seconds=15).check(make_submission(staff=staff, **HERE)))


def test_zero_switches_the_rule_off():
    make_comment(make_article(), **HERE)
    assert not list(Flood(seconds=0).check(make_submission(**HERE)))
