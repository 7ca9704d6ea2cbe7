from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from comments.models import Block, Discussion
from tests.make import make_block


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        ("email", " Bad@Example.ORG ", "bad@example.org"),
        ("domain", "@Example.org", "example.org"),
        ("domain", "*.example.org.", "example.org"),
        ("network", "203.0.113.9", "203.0.113.9/32"),
        ("network", "203.0.113.9/24", "203.0.113.0/24"),
        ("network", "2001:DB8::1/48", "2001:db8::/48"),
        ("network", "::ffff:203.0.113.9/120", "203.0.113.0/24"),
    ],
)
def test_an_address_is_kept_in_the_form_in_which_it_is_compared(kind, typed, kept):
    assert make_block(typed, kind=kind).value == kept


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("email", "no address"),
        ("email", "a@b.org\r\nBcc: c@d.org"),
        ("domain", "org"),
        ("domain", "exa mple.org"),
        ("network", "203.0.113"),
        ("network", "fe80::1%eth0"),
        ("network", "0.0.0.0/0"),
        ("network", "10.0.0.0/7"),
        ("network", "::/0"),
        ("network", "example.org"),
    ],
)
def test_what_is_no_such_address_or_too_wide_is_refused(kind, typed):
    with pytest.raises(ValidationError):
        make_block(typed, kind=kind)


@pytest.mark.django_db
def test_every_change_of_the_list_is_another_version():
    versions = {Discussion.current().lists_version}
    make_block("203.0.113.9")
    versions.add(Discussion.current().lists_version)
    Block.objects.all().delete()
    versions.add(Discussion.current().lists_version)
    assert len(versions) == 3


@pytest.mark.parametrize(
    ("kind", "value", "is_covered"),
    [
        ("email", "nigora@news.example", True),
        ("email", "other@news.example", False),
        ("domain", "news.example", True),
        ("domain", "example", True),
        ("domain", "ws.example", False),
        ("network", "203.0.113.0/24", True),
        ("network", "198.51.100.0/24", False),
        ("network", "2001:db8::/32", False),
    ],
)
def test_a_block_knows_whom_it_covers(kind, value, is_covered):
    block = Block(kind=kind, value=value)
    assert block.covers("Nigora@news.example", "203.0.113.9") is is_covered
    assert not block.covers("", None)


def test_a_block_is_in_force_until_its_time():
    now = timezone.now()
    assert Block().is_in_force
    assert Block(until=now + timedelta(minutes=1)).is_in_force
    assert not Block(until=now).is_in_force


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "value"), [("email", "a@почта.рф"), ("domain", "почта.рф")])
def test_a_domain_is_the_same_in_every_alphabet(kind, value):
    block = make_block(value, kind=kind)
    for spelling in ("a@xn--80a1acny.xn--p1ai", "A@ПОЧТА.рф", "a@почта.рф"):
        assert block.covers(spelling, None)
