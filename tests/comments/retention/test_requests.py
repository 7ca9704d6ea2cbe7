from datetime import timedelta

import pytest
from django.utils import timezone

from comments.models import Letter, Reader, Subscription, Withdrawal
from comments.retention.requests import forget_readers, forget_subscriptions, forget_withdrawals
from tests.make import make_article, make_comment
from tests.query_costs import queries

pytestmark = pytest.mark.django_db


def ago(days: int):
    return timezone.now() - timedelta(days=days)


def make_reader(email: str, days: int, **fields) -> Reader:
    reader = Reader.objects.create(email=email, email_folded=email, **fields)
    Reader.objects.filter(pk=reader.pk).update(made_at=ago(days))
    return reader


def follow(reader: Reader, days: int, **fields) -> Subscription:
    made = Subscription.objects.create(reader=reader, article=make_article(), **fields)
    Subscription.objects.filter(pk=made.pk).update(made_at=ago(days))
    return made


def test_requests_that_nobody_confirmed_are_forgotten():
    reader = make_reader("a@a.tj", 9, confirmed_at=ago(9))
    new, _old = follow(reader, 2), follow(reader, 4)
    confirmed = follow(reader, 400, confirmed_at=ago(400))
    assert forget_subscriptions(ago(3)) == 1
    assert [*Subscription.objects.all()] == [new, confirmed]
    assert forget_subscriptions(ago(3)) == 0


def test_an_address_is_forgotten_of_which_nothing_else_is_known():
    make_reader("old@a.tj", 4)
    kept = [
        make_reader("new@a.tj", 2),
        make_reader("confirmed@a.tj", 400, confirmed_at=ago(400)),
        make_reader("asked-again@a.tj", 4, asked_at=ago(1)),
        make_reader("led@a.tj", 4, led_at=ago(1)),
        make_reader("to-be-led@a.tj", 4, to_lead_since=ago(4)),
        make_reader("follows@a.tj", 4),
        make_reader("has-mail@a.tj", 4),
    ]
    make_reader("had-mail@a.tj", 4)
    make_reader("asked-before@a.tj", 9, asked_at=ago(8))
    follow(kept[-2], 1)
    decision = make_comment(make_article()).decisions.get()
    Letter.objects.create(reader=kept[-1], decision=decision, kind="answer")
    had = Reader.objects.get(email="had-mail@a.tj")
    Letter.objects.create(reader=had, decision=decision, kind="answer", done_at=ago(1))
    assert forget_readers(ago(3)) == 3
    assert [*Reader.objects.order_by("pk")] == kept


def test_requests_to_withdraw_are_forgotten_once_their_links_have_expired():
    old, new = make_comment(make_article()), make_comment(make_article())
    for comment, days in ((old, 4), (new, 2)):
        Withdrawal.objects.create(comment=comment, asked_at=ago(days))
    assert forget_withdrawals(ago(3)) == 1
    assert Withdrawal.objects.get().comment == new


def test_a_request_goes_before_its_address():
    reader = make_reader("a@a.tj", 4)
    follow(reader, 4)
    assert forget_readers(ago(3)) == 0
    assert forget_subscriptions(ago(3)) == 1
    assert forget_readers(ago(3)) == 1


@pytest.mark.parametrize(
    ("forget", "index"),
    [(forget_subscriptions, "subscription_unconfirmed"), (forget_readers, "reader_unconfirmed")],
)
def test_looking_for_what_is_old_reads_no_table(forget, index):
    article = make_article()
    readers = [
        Reader(email=f"{n}@a.tj", email_folded=f"{n}@a.tj", confirmed_at=ago(9))
        for n in range(1_500)
    ]
    Reader.objects.bulk_create(readers)
    Subscription.objects.bulk_create(
        Subscription(reader=reader, article=article, confirmed_at=ago(9)) for reader in readers
    )
    with queries() as found:
        assert forget(ago(3)) == 0
    (query,) = [query for query in found if query.sql.startswith("SELECT")]
    assert index in query.plan, query
    assert query.cost < 200, query
