"""From a ticked box to something that is confirmed."""

from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from comments.models import Reader, Subscription
from comments.submit import submit
from tests.at_once import at_once
from tests.clock import Clock
from tests.comments.moderation.submissions import make_submission
from tests.comments.notifications.readers.asking import BOTH, runs
from tests.make import make_article, make_reader, make_subscription

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock(monkeypatch):
    return Clock(monkeypatch)


def asked_for():
    return [(one.article_id, one.comment_id) for one in Subscription.objects.all()]


def test_a_reply_that_ticks_nothing_asks_nothing(django_assert_num_queries):
    from comments.notifications.readers.following import follow

    submission = make_submission()
    comment = submit(submission)
    assert not Reader.objects.exists()
    assert not runs().exists()
    with django_assert_num_queries(0):
        follow(comment, submission)


def test_what_is_ticked_is_noted_and_not_confirmed():
    article = make_article(language="ru")
    comment = submit(make_submission(article=article, email="Madina@Example.org", **BOTH))
    assert asked_for() == [(article.pk, comment.pk), (article.pk, None)]
    reader = Reader.objects.get()
    assert (reader.email, reader.language, reader.to_ask) == ("Madina@Example.org", "ru", True)
    assert not Subscription.objects.confirmed().exists()
    assert runs().count() == 1


def test_each_box_is_for_itself():
    article = make_article()
    first = submit(make_submission("One.", article=article, tell_replies=True))
    submit(make_submission("Two.", article=article, tell_article=True))
    assert asked_for() == [(article.pk, first.pk), (article.pk, None)]


def test_the_same_again_is_noted_once():
    article = make_article()
    for text in ("One.", "Two."):
        submit(
            make_submission(text, article=article, email=f"A{text}@example.org".lower(), **BOTH)
        )
        submit(make_submission(f"{text}!", article=article, email="b@example.org", **BOTH))
    assert Subscription.objects.filter(reader__email="b@example.org", comment=None).count() == 1
    assert Reader.objects.count() == 3


def test_a_double_click_asks_once_and_a_box_that_was_ticked_late_counts():
    sent = {"article": make_article(), "ip": "203.0.113.9"}
    first = submit(make_submission(**sent))
    assert submit(make_submission(**sent, tell_replies=True)) == first
    assert submit(make_submission(**sent, tell_replies=True)) == first
    assert asked_for() == [(first.article_id, first.pk)]


def test_one_mailbox_is_one_reader_however_it_is_spelled():
    article = make_article()
    spelled = "madina@почта.рф MADINA@ПОЧТА.РФ madina@xn--80a1acny.xn--p1ai madina@поч\u00adта.рф"
    for number, email in enumerate(spelled.split()):
        submit(make_submission(f"Text {number}.", article=article, email=email, tell_replies=True))
    assert Reader.objects.get().email == "madina@почта.рф"


def test_a_programme_that_fills_in_everything_asks_for_nothing():
    comment = submit(make_submission(honeypot="Buy", **BOTH))
    assert comment.status == "spam"
    assert not Reader.objects.exists()


def test_what_the_rules_take_for_spam_can_not_be_told_from_outside():
    from tests.make import make_term

    make_term("casino", outcome="disallow")
    comment = submit(make_submission("A casino.", **BOTH))
    assert comment.status == "spam"
    assert Reader.objects.get().to_ask


def test_a_refused_reply_asks_for_nothing():
    from comments.submit import Refused

    with pytest.raises(Refused):
        submit(make_submission(article=make_article(comment_status="closed"), **BOTH))
    assert not Reader.objects.exists()


def test_who_was_asked_today_and_has_not_answered_is_not_asked_again(clock):
    reader = make_reader(asked_at=clock.now)
    make_subscription(make_article(), reader=reader, confirmed_at=None)
    clock.forward(hours=23)
    submit(make_submission(email=reader.email, **BOTH))
    assert not Reader.objects.get().to_ask
    clock.forward(hours=2)
    submit(make_submission(email=reader.email, **BOTH))
    assert Reader.objects.get().to_ask


def test_who_answered_today_is_asked_tomorrow_about_what_came_since(clock):
    make_reader(asked_at=clock.now)
    clock.forward(hours=1)
    submit(make_submission(email="madina@example.org", **BOTH))
    assert Reader.objects.get().to_ask
    assert not Reader.objects.to_be_asked(clock.now).exists()
    assert Reader.objects.to_be_asked(clock.forward(hours=23)).exists()


def test_what_is_confirmed_already_asks_nothing():
    article = make_article()
    make_subscription(article)
    submit(make_submission(article=article, email="madina@example.org", tell_article=True))
    assert not Reader.objects.get().to_ask


@pytest.mark.django_db(transaction=True)
def test_two_who_type_the_same_address_at_once_make_one_reader_and_one_run():
    article = make_article()

    def send(number):
        submit(make_submission(f"Text {number}.", article=article, ip=None, **BOTH))

    at_once(*[partial(send, number) for number in range(4)])
    assert Reader.objects.count() == 1
    assert Subscription.objects.count() == 5
    assert runs().filter(run_after__lte=timezone.now() + timedelta(minutes=1)).count() == 1
