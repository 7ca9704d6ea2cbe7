from datetime import timedelta

import pytest
from django.utils import timezone

from comments.moderation import Outcome
from comments.moderation.rules.blocked_address import BlockedAddress
from tests.comments.moderation.submissions import make_submission
from tests.make import make_block

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("kind", "value", "sender", "found"),
    [
        ("email", "Bad@Example.org", {"email": "bad@example.ORG"}, "email"),
        ("email", "bad@example.org", {"email": "worse@example.org"}, None),
        ("domain", "@example.org", {"email": "a@example.org"}, "email"),
        ("domain", "example.org", {"email": "a@mail.example.org"}, "email"),
        ("domain", "example.org", {"email": "a@notexample.org"}, None),
        ("domain", "почта.рф", {"email": "a@xn--80a1acny.xn--p1ai"}, "email"),
        ("email", "a@xn--80a1acny.xn--p1ai", {"email": "a@ПОЧТА.рф"}, "email"),
        ("network", "203.0.113.9", {"ip": "203.0.113.9"}, "ip"),
        ("network", "203.0.113.9", {"ip": "203.0.113.90"}, None),
        ("network", "203.0.113.7/24", {"ip": "203.0.113.255"}, "ip"),
        ("network", "2001:db8::/32", {"ip": "2001:db8:5::1"}, "ip"),
        ("network", "2001:db8::/32", {"ip": "2001:db9::1"}, None),
        ("network", "10.0.0.0/8", {"ip": None}, None),
        ("network", "203.0.113.9", {"ip": "203.0.113.9", "staff": object()}, None),
    ],
)
def test_what_comes_from_a_blocked_address_is_found(kind, value, sender, found):
    make_block(value, kind=kind)
    findings = list(BlockedAddress().check(make_submission(**sender)))
    assert [finding.span.field for finding in findings] == ([found] if found else [])


@pytest.mark.parametrize(("outcome", "becomes"), [("hold", "HOLD"), ("disallow", "SPAM")])
def test_a_block_holds_or_disallows(outcome, becomes):
    make_block("example.org", kind="domain", outcome=outcome)
    (finding,) = BlockedAddress().check(make_submission(email="a@example.org"))
    assert finding.outcome is Outcome[becomes]
    assert finding.setting == "block=example.org"


@pytest.mark.parametrize(("minutes", "in_force"), [(-1, False), (1, True)])
def test_a_block_ends_at_its_time_by_itself(minutes, in_force):
    make_block("example.org", kind="domain", until=timezone.now() + timedelta(minutes=minutes))
    found = list(BlockedAddress().check(make_submission(email="a@example.org")))
    assert bool(found) is in_force
