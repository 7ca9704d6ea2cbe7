from datetime import timedelta

import pytest
from django.utils import timezone

from comments.models import Announcement, Letter, Reader
from comments.retention.mail import forget_announcements, forget_letters
from tests.make import make_article, make_comment

pytestmark = pytest.mark.django_db


def ago(days: int):
    return timezone.now() - timedelta(days=days)


@pytest.fixture
def decisions():
    return [make_comment(make_article()).decisions.get() for _ in range(3)]


def test_letters_that_were_sent_long_ago_are_forgotten(decisions):
    reader = Reader.objects.create(email="a@a.tj", email_folded="a@a.tj")
    letters = [
        Letter.objects.create(reader=reader, decision=decision, kind="answer", done_at=done)
        for decision, done in zip(decisions, [None, ago(29), ago(31)], strict=True)
    ]
    Letter.objects.update(made_at=ago(99))
    assert forget_letters(ago(30)) == 1
    assert [*Letter.objects.all()] == letters[:2]
    assert forget_letters(ago(30)) == 0


def test_decisions_that_were_told_long_ago_are_forgotten(decisions):
    for decision, spread in zip(decisions, [None, ago(29), ago(31)], strict=True):
        Announcement.objects.create(decision=decision, spread_at=spread)
    assert forget_announcements(ago(30)) == 1
    assert {row.decision for row in Announcement.objects.all()} == set(decisions[:2])
