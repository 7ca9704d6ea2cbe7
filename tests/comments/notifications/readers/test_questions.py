from datetime import timedelta

import pytest
from django.utils import timezone

from comments.models import Discussion
from comments.notifications.readers.questions import Question, days_to_confirm
from tests.make import make_article, make_reader, make_subscription

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("kept", "days"), [(3, 3), (7, 7), (0, 3)])
def test_the_link_works_as_long_as_the_request_is_kept(kept, days):
    Discussion(pk=1, keep_unconfirmed_days=kept).save()
    assert days_to_confirm() == days


def test_a_question_is_about_all_that_is_pending():
    reader = make_reader(to_ask=True)
    wanted = [
        make_subscription(make_article(), reader=reader, confirmed_at=None) for _ in range(2)
    ]
    make_subscription(make_article(), reader=reader)
    question = Question.next(reader, timezone.now())
    assert question
    assert question.pending == wanted


@pytest.mark.parametrize(
    "fields", [{"to_ask": False}, {"to_ask": True, "asked_at": timezone.now()}]
)
def test_nothing_is_asked_before_its_time(fields):
    reader = make_reader(**fields)
    make_subscription(make_article(), reader=reader, confirmed_at=None)
    assert Question.next(reader, timezone.now()) is None


def test_nothing_is_asked_when_nothing_is_pending():
    reader = make_reader(to_ask=True)
    assert Question.next(reader, timezone.now()) is None
    reader.refresh_from_db()
    assert not reader.to_ask


def test_its_mail_has_the_same_id_until_it_was_sent():
    reader = make_reader(to_ask=True)
    make_subscription(make_article(), reader=reader, confirmed_at=None)
    now = timezone.now()
    ids = []
    for asked_at in (None, None, now - timedelta(days=2)):
        reader.asked_at = asked_at
        reader.save()
        question = Question.next(reader, now)
        assert question
        ids.append(question.mail().extra_headers["Message-ID"])
    assert ids[0] == ids[1] != ids[2]


def test_what_nobody_takes_is_asked_no_more():
    reader = make_reader(to_ask=True)
    make_subscription(make_article(), reader=reader, confirmed_at=None)
    question = Question.next(reader, timezone.now())
    assert question
    question.give_up()
    reader.refresh_from_db()
    assert not reader.to_ask
