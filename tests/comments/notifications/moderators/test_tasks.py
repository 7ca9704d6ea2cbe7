"""From a reply that is held to a mail in a moderator's inbox."""

import threading
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from comments.models import Comment, Decision, Discussion, MailPreference
from comments.notifications.moderators.tasks import (
    keep_mail_coming,
    mail_moderators,
    something_waits,
)
from comments.submit import submit
from tests.at_once import at_once
from tests.comments.moderation.submissions import make_submission
from tests.comments.notifications.moderators.waiting import (
    held,
    make_wish,
    runs,
    seconds_to,
)
from tests.make import make_article

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("five_past_ten")]


def a_minute_passes():
    QuerySet(Decision).update(made_at=timezone.now() - timedelta(minutes=1))


def test_a_reply_that_is_held_queues_one_run_in_its_own_transaction():
    make_wish()
    submit(make_submission("Waits."))
    (run,) = runs()
    assert run.task_path == mail_moderators.module_path
    assert seconds_to(run) == 20


def test_it_costs_nothing_when_nobody_wants_mail_at_once(django_assert_num_queries):
    make_wish("daily")
    with django_assert_num_queries(0):
        something_waits(Comment(status="held"), Discussion(mail_at_once=False))
        something_waits(Comment(status="approved"), Discussion(mail_at_once=True))
    submit(make_submission("Waits."))
    assert not runs()


def test_what_does_not_wait_tells_nobody():
    make_wish()
    staff = get_user_model().objects.get()
    assert submit(make_submission("From staff.", staff=staff)).status == "approved"
    assert not runs()


def test_a_burst_of_fifty_is_one_run_and_one_mail():
    make_wish()
    article = make_article()
    for number in range(50):
        submit(make_submission(f"Waits {number}.", article=article))
    assert runs().count() == 1
    a_minute_passes()
    assert mail_moderators.func() == 1
    assert [sent.subject for sent in mail.outbox] == ["50 comments wait on Javob"]
    assert mail_moderators.func() == 0


def test_while_a_run_is_queued_a_reply_costs_one_look(django_assert_num_queries):
    site = Discussion(mail_at_once=True)
    with transaction.atomic():
        something_waits(Comment(status="held"), site)
        with django_assert_num_queries(1):
            something_waits(Comment(status="held"), site)


def test_at_once_is_at_most_every_two_minutes_and_nothing_is_forgotten():
    make_wish()
    held("First.")
    assert mail_moderators.func() == 1
    held("Second.")
    assert mail_moderators.func() == 0
    assert seconds_to(runs()[0]) == 120
    MailPreference.objects.update(told_at=timezone.now() - timedelta(minutes=2))
    assert mail_moderators.func() == 1
    assert ["First." in sent.body for sent in mail.outbox] == [True, False]
    assert "Second." in mail.outbox[1].body


@pytest.mark.parametrize(("how", "hours"), [("hourly", 2), ("daily", 25)])
def test_a_digest_tells_once_of_what_came_before(how, hours):
    make_wish(how)
    held("Old.", hours=hours)
    assert mail_moderators.func() == 1
    assert mail_moderators.func() == 0
    assert len(mail.outbox) == 1


def test_who_wants_no_mail_gets_none():
    make_wish("never")
    held(hours=30)
    assert mail_moderators.func() == 0
    assert not runs()


@pytest.mark.parametrize(
    "fields", [{"is_active": False}, {"is_staff": False}, {"is_superuser": False}, {"email": ""}]
)
def test_who_moderates_no_more_or_has_no_address_gets_none(fields):
    make_wish(**fields)
    make_wish(name="rustam")
    held()
    assert mail_moderators.func() == 1
    assert mail.outbox[0].to == ["rustam@example.org"]


def test_every_run_queues_the_one_of_the_next_hour_once():
    make_wish("daily")
    mail_moderators.func()
    mail_moderators.func()
    (run,) = runs()
    assert (run.run_after.hour, run.run_after.minute, run.run_after.second) == (11, 0, 30)


def test_no_run_comes_when_nobody_wants_mail_any_more():
    make_wish("daily").delete()
    keep_mail_coming(timezone.now())
    assert not runs()


@pytest.mark.django_db(transaction=True)
def test_the_worker_sends_it():
    make_wish()
    submit(make_submission("Waits."))
    a_minute_passes()
    DBTaskResult.objects.update(run_after=timezone.now())
    call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)
    assert [sent.subject for sent in mail.outbox] == ["1 comment waits on Javob"]
    assert set(DBTaskResult.objects.values_list("status", flat=True)) == {"SUCCESSFUL", "READY"}


@pytest.mark.django_db(transaction=True)
def test_workers_that_run_at_the_same_time_send_one_mail():
    make_wish()
    held()
    sent = at_once(*[mail_moderators.func] * 4)
    assert sum(sent) == len(mail.outbox) == 1


@pytest.mark.django_db(transaction=True)
def test_a_reply_that_is_rolled_back_queues_nothing():
    with transaction.atomic():
        something_waits(Comment(status="held"), Discussion(mail_at_once=True))
        transaction.set_rollback(True)
    assert not DBTaskResult.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
def test_a_run_waits_for_the_reply_that_counts_on_it():
    waits, site = Comment(status="held"), Discussion(mail_at_once=True)
    with transaction.atomic():
        something_waits(waits, site)
    claimed: list[DBTaskResult | None] = []

    def claim():
        try:
            with transaction.atomic():
                claimed.append(runs().get_locked())
        finally:
            connection.close()

    with transaction.atomic():
        something_waits(waits, site)
        worker = threading.Thread(target=claim)
        worker.start()
        worker.join()
    claim()
    assert claimed == [None, DBTaskResult.objects.get()]
