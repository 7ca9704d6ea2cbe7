from datetime import timedelta

import pytest
from django.utils import timezone

from comments.models import Comment, Withdrawal
from tests.at_once import at_once
from tests.make import make_article, make_comment

pytestmark = pytest.mark.django_db


@pytest.fixture
def comment():
    return make_comment(make_article())


def test_one_mail_a_day_for_a_comment(comment):
    assert Withdrawal.ask(comment)
    assert not Withdrawal.ask(comment)
    Withdrawal.objects.update(asked_at=timezone.now() - timedelta(days=1), sent_at=timezone.now())
    assert Withdrawal.ask(comment)
    assert Withdrawal.objects.get().sent_at is None


def test_few_mails_a_day_to_one_address(comment):
    others = [make_comment(comment.article, f"Another {number}.") for number in range(6)]
    assert [Withdrawal.ask(other) for other in others] == [True] * 5 + [False]
    elsewhere = make_comment(comment.article, "Else.", email="else@example.org")
    assert Withdrawal.ask(elsewhere)
    Withdrawal.objects.update(asked_at=timezone.now() - timedelta(days=1))
    assert Withdrawal.ask(others[5])


def test_a_mail_that_fails_may_be_sent_by_the_next(comment):
    Withdrawal.ask(comment)
    with pytest.raises(OSError, match="down"), Withdrawal.sending(comment.pk):
        raise OSError("down")
    with Withdrawal.sending(comment.pk) as is_ours:
        assert is_ours
    with Withdrawal.sending(comment.pk) as is_ours:
        assert not is_ours


@pytest.mark.django_db(transaction=True)
def test_of_several_who_ask_at_once_one_is_answered(comment):
    given = at_once(*[lambda: Withdrawal.ask(Comment.objects.get())] * 4)
    assert sorted(given) == [False, False, False, True]
