"""From a decision to a mail in a reader's inbox, through a real mail server that fails."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django_tasks_db.models import DBTaskResult

from comments.models import Letter
from comments.notifications.readers.tasks import (
    keep_mail_coming_to_readers,
    mail_readers,
    mail_soon,
)
from comments.submit import submit
from comments.tasks import moderation_chores
from tests.at_once import at_once
from tests.comments.moderation.submissions import make_submission
from tests.comments.notifications.readers.mailing import follow, publish, runs
from tests.make import (
    make_article,
    make_comment,
    make_reader,
    make_subscription,
)

pytestmark = pytest.mark.django_db


def test_runs_come_as_long_as_anybody_wants_mail(clock):
    keep_mail_coming_to_readers()
    assert not runs().exists()
    one = make_subscription(make_article())
    keep_mail_coming_to_readers()
    assert len(clock.work(mail_readers, minutes=5)) == 6
    one.delete()
    clock.work(mail_readers, minutes=5)
    assert not runs().exists()


def test_the_chores_begin_what_a_dead_worker_has_ended():
    make_subscription(make_article())
    moderation_chores.func()
    assert runs().count() == 1


def test_a_wish_brings_the_next_run_forward_but_not_while_the_server_is_down(clock):
    make_subscription(make_article())
    mail_readers.func()
    assert runs().get().run_after > clock.now
    mail_soon()
    assert runs().get().run_after == clock.now
    runs().update(run_after=clock.now + timedelta(minutes=30))
    mail_soon()
    assert runs().get().run_after > clock.now


def test_a_run_costs_little_when_there_is_nothing_to_send(django_assert_max_num_queries):
    article = make_article()
    for number in range(30):
        make_subscription(article, reader=make_reader(f"reader{number}@example.org"))
    with django_assert_max_num_queries(24):
        mail_readers.func()


def test_each_mail_costs_a_fixed_number_of_questions(
    moderator, django_assert_max_num_queries, clock
):
    article = make_article()
    follow(article, "madina")
    for number in range(30):
        publish(article, moderator, f"News {number}.", parent=make_comment(article))
    mail_readers.func()  # spreads, and sends
    Letter.objects.update(done_at=None, mail=None)
    clock.forward(minutes=3)
    with django_assert_max_num_queries(36):
        assert mail_readers.func() == 1


@pytest.mark.django_db(transaction=True)
def test_workers_that_run_at_the_same_time_send_each_mail_once(server, moderator):
    article = make_article()
    names = [f"reader{number}" for number in range(5)]
    follow(article, *names)
    publish(article, moderator)
    submit(make_submission(email="asked@example.org", tell_article=True))
    at_once(*[mail_readers.func] * 4)
    addresses = sorted(to for to, _read in server.taken)
    assert addresses == sorted([*(f"{name}@example.org" for name in names), "asked@example.org"])


@pytest.mark.django_db(transaction=True)
def test_the_worker_sends_it(moderator):
    article = make_article()
    follow(article, "madina")
    publish(article, moderator)
    call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)
    assert [sent.to for sent in mail.outbox] == [["madina@example.org"]]
    # No task holds anything but numbers.
    for row in DBTaskResult.objects.all():
        assert all(isinstance(argument, int) for argument in row.args_kwargs["args"])
        assert "@" not in f"{row.traceback}{row.args_kwargs}"
