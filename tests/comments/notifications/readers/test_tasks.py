"""From a decision to a mail in a reader's inbox, through a real mail server that fails."""

import threading
from datetime import timedelta
from itertools import pairwise

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from comments.models import Letter, Reader, Subscription
from comments.notifications.readers.following import confirm
from comments.notifications.readers.tasks import (
    keep_mail_coming_to_readers,
    mail_readers,
    mail_soon,
)
from comments.submit import submit
from comments.tasks import moderation_chores
from tests.clock import Clock
from tests.comments.moderation.submissions import make_submission
from tests.make import (
    make_article,
    make_comment,
    make_reader,
    make_staff,
    make_subscription,
)
from tests.smtp import Server

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock(monkeypatch):
    return Clock(monkeypatch)


@pytest.fixture
def server(settings):
    """The site's mail server."""
    server = Server().start()
    server.settle(settings)
    yield server
    server.stop()


@pytest.fixture
def moderator():
    return make_staff("Moderator")


def runs():
    return DBTaskResult.objects.filter(status="READY", task_path=mail_readers.module_path)


def follow(article, *names):
    for name in names:
        make_subscription(article, reader=make_reader(f"{name}@example.org"))
    mail_soon()


def publish(article, moderator, text="News.", **fields):
    fields = {
        "status": "held",
        "email": "farrukh@example.org",
        "created_at": timezone.now(),
    } | fields
    comment = make_comment(article, text, **fields)
    comment.approve(moderator)
    return comment


def told(server):
    """By address, the texts that its mails showed, in the order in which they came."""
    said: dict[str, list[str]] = {}
    for to, read in server.taken:
        body = read.get_body(("plain",)).get_content()
        texts = [line[2:] for line in body.splitlines() if line.startswith("> ")]
        said.setdefault(to, []).extend(texts)
    return said


# -- One event, one mail --------------------------------------------------------------


def test_who_follows_is_told_within_a_minute_and_once(clock, server, moderator):
    article = make_article()
    follow(article, "madina")
    clock.work(mail_readers, seconds=30)
    publish(article, moderator)
    clock.work(mail_readers, minutes=1)
    assert told(server) == {"madina@example.org": ["News."]}
    clock.work(mail_readers, minutes=10)
    assert len(server.taken) == 1


def test_mails_to_one_reader_are_two_minutes_apart(clock, server, moderator):
    article = make_article()
    follow(article, "madina")
    came = []
    for number in range(6):
        publish(article, moderator, f"News {number}.")
        clock.work(mail_readers, seconds=60)
        came += {Reader.objects.get().told_at} - {*came}
    assert told(server) == {"madina@example.org": [f"News {number}." for number in range(6)]}
    assert [later - sooner for sooner, later in pairwise(came)] == [timedelta(minutes=2)] * 3


def test_many_comments_that_are_approved_at_once_are_one_mail(clock, server, moderator):
    article = make_article()
    follow(article, "madina")
    for number in range(60):
        publish(article, moderator, f"News {number}.")
    clock.work(mail_readers, minutes=10)
    [(_to, read)] = server.taken
    body = read.get_body(("plain",)).get_content()
    assert body.count("\n> News ") == 20
    assert "There are 40 more" in body
    assert not Letter.objects.filter(done_at=None).exists()


def test_five_hundred_old_comments_that_are_approved_at_once_send_nothing(
    clock, server, moderator
):
    article = make_article()
    follow(article, "madina")
    three_days_ago = clock.now - timedelta(days=3)
    for number in range(500):
        publish(article, moderator, f"Old {number}.", created_at=three_days_ago)
    clock.work(mail_readers, minutes=10)
    assert server.taken == []
    assert not Letter.objects.exists()


def test_articles_have_mails_of_their_own(clock, server, moderator):
    for title in ("The summit", "The dam"):
        article = make_article(title)
        follow(article, "madina")
        publish(article, moderator, f"On {title}.")
    clock.work(mail_readers, minutes=5)
    assert told(server) == {"madina@example.org": ["On The summit.", "On The dam."]}
    assert len({read["References"] for _to, read in server.taken}) == 2


def test_who_wants_one_mail_a_day_gets_one_in_the_morning_with_everything(
    clock, server, moderator
):
    reader = make_reader(how="daily")
    for title in ("The summit", "The dam"):
        article = make_article(title)
        make_subscription(article, reader=reader)
        publish(article, moderator, f"On {title}.")
    mail_soon()
    clock.work(mail_readers, minutes=5)
    clock.forward(hours=20)  # ten past six
    clock.work(mail_readers, minutes=45)
    assert server.taken == []
    clock.work(mail_readers, minutes=10)
    assert told(server) == {"madina@example.org": ["On The summit.", "On The dam."]}
    [(_to, read)] = server.taken
    assert read["Subject"] == "New comments on Javob"
    assert "daily" in read["References"]
    publish(article, moderator, "Later.")
    clock.forward(hours=23)
    clock.work(mail_readers, minutes=50)
    assert len(server.taken) == 1
    clock.work(mail_readers, minutes=10)
    assert len(server.taken) == 2


def test_what_was_taken_back_before_the_mail_went_is_not_in_it(clock, server, moderator):
    article = make_article()
    follow(article, "madina")
    first, second = (publish(article, moderator, text) for text in ("One.", "Two."))
    first.trash(moderator)
    clock.work(mail_readers, minutes=10)
    assert told(server) == {"madina@example.org": ["Two."]}
    second.article.withdraw()
    publish(article, moderator, "Three.")
    clock.work(mail_readers, minutes=10)
    assert len(server.taken) == 1
    assert not Letter.objects.filter(done_at=None).exists()


def test_who_has_unsubscribed_meanwhile_gets_nothing(clock, server, moderator):
    article = make_article()
    follow(article, "madina", "rustam")
    publish(article, moderator)
    Subscription.objects.filter(reader__email="madina@example.org").delete()
    clock.work(mail_readers, minutes=10)
    assert list(told(server)) == ["rustam@example.org"]


def test_the_author_is_told_what_became_of_his_comment(clock, server, moderator):
    comment = make_comment(make_article(), "Mine.", status="held", email="madina@example.org")
    make_subscription(comment)
    mail_soon()
    comment.approve(moderator)
    clock.work(mail_readers, minutes=5)
    comment.trash(moderator)
    clock.work(mail_readers, minutes=5)
    first, second = (read.get_body(("plain",)).get_content() for _to, read in server.taken)
    assert "Your comment was published." in first
    assert "was removed." in second
    assert "Mine." not in second


# -- The mail server fails ------------------------------------------------------------


def test_a_server_that_is_down_for_an_hour_loses_nothing_and_gets_nothing_twice(
    clock, server, moderator
):
    article = make_article()
    follow(article, "madina", "rustam")
    server.stop()
    for number in range(6):
        publish(article, moderator, f"News {number}.")
        clock.work(mail_readers, minutes=10)
    assert runs().get().run_after - clock.now <= timedelta(hours=1)
    server.start()
    clock.work(mail_readers, minutes=65)
    texts = [f"News {number}." for number in range(6)]
    assert told(server) == {"madina@example.org": texts, "rustam@example.org": texts}
    assert len(server.taken) == 2


def test_the_pauses_grow_while_it_is_down_and_are_short_again_afterwards(clock, server):
    article, moderator = make_article(), make_staff("Moderator")
    follow(article, "madina")
    publish(article, moderator)
    server.stop()
    pauses = []
    for _ in range(8):
        run = runs().get()
        clock.now = max(run.run_after, clock.now)
        run.delete()
        mail_readers.func(*run.args_kwargs["args"])
        pauses.append((runs().get().run_after - clock.now).total_seconds() / 60)
    assert pauses == [1, 2, 4, 8, 16, 32, 60, 60]
    server.start()
    clock.work(mail_readers, minutes=62)
    assert len(server.taken) == 1
    server.stop()
    publish(article, moderator)
    clock.work(mail_readers, minutes=1)
    assert runs().get().run_after - clock.now <= timedelta(minutes=1)


@pytest.mark.parametrize(
    "fault",
    ["451 Try again later", "421 Shutting down", "554 Not now", "stall", "drop",
     "drop in the middle"],
)  # fmt: skip
def test_what_the_server_did_not_take_comes_once_when_it_takes_it(clock, server, moderator, fault):
    article = make_article()
    follow(article, "madina", "rustam", "zarina")
    publish(article, moderator)
    server.fail(fault, times=2)
    clock.work(mail_readers, minutes=10)
    assert told(server) == {
        f"{name}@example.org": ["News."] for name in ("madina", "rustam", "zarina")
    }
    assert len(server.taken) == len(set(server.ids)) == 3
    assert not Letter.objects.filter(done_at=None).exists()


def test_a_mail_that_always_breaks_the_line_stops_nobody_elses(
    clock, server, moderator, monkeypatch
):
    article = make_article()
    follow(article, "broken", "madina", "rustam")
    publish(article, moderator)
    take = server.handle_RCPT

    async def hang_up(smtp, session, envelope, address, options):
        if "broken" in address:
            server.fail("drop")
        return await take(smtp, session, envelope, address, options)

    monkeypatch.setattr(server, "handle_RCPT", hang_up)
    clock.work(mail_readers, minutes=10)
    assert told(server) == {
        "madina@example.org": ["News."],
        "rustam@example.org": ["News."],
    }
    monkeypatch.setattr(server, "handle_RCPT", take)
    clock.work(mail_readers, minutes=20)
    assert len(server.taken) == 3


def test_pauses_stay_an_hour_however_long_it_is_down(clock, server):
    make_subscription(make_article())
    server.stop()
    mail_readers.func(5000)
    Reader.objects.update(to_ask=True)
    assert runs().get().run_after - clock.now <= timedelta(hours=1)


@pytest.mark.parametrize("fault", ["take and stall", "take and drop"])
def test_a_mail_that_may_have_gone_goes_again_as_the_same_mail(clock, server, moderator, fault):
    """RFC 5321 (4.5.3.2.6, 6.1): nobody can know; the Message-ID lets mail programs know."""
    article = make_article()
    follow(article, "madina")
    publish(article, moderator, "One.")
    server.fail(fault)
    clock.work(mail_readers, seconds=10)
    publish(article, moderator, "Two.")  # waits for the next mail
    clock.work(mail_readers, minutes=10)
    first, again, second = server.taken
    assert first[1]["Message-ID"] == again[1]["Message-ID"] != second[1]["Message-ID"]
    assert told(server) == {"madina@example.org": ["One.", "One.", "Two."]}


def test_what_is_known_not_to_have_gone_takes_along_what_came_since(clock, server, moderator):
    article = make_article()
    follow(article, "madina")
    publish(article, moderator, "One.")
    server.fail("421 Later")
    clock.work(mail_readers, seconds=10)
    publish(article, moderator, "Two.")
    clock.work(mail_readers, minutes=10)
    assert len(server.taken) == 1
    assert told(server) == {"madina@example.org": ["One.", "Two."]}


def test_a_server_that_restarts_in_the_middle_gets_every_mail_once(clock, server, moderator):
    article = make_article()
    names = [f"reader{number}" for number in range(8)]
    follow(article, *names)
    publish(article, moderator)
    server.hangs_up_after = {2, 5}
    clock.work(mail_readers, seconds=10)
    assert len(server.taken) == 2
    server.stop()
    clock.work(mail_readers, minutes=5)
    server.start()
    clock.work(mail_readers, minutes=30)
    assert told(server) == {f"{name}@example.org": ["News."] for name in names}
    assert len(server.taken) == 8
    assert not Letter.objects.filter(done_at=None).exists()


def test_a_mail_that_may_have_gone_stays_the_same_through_a_refusal(clock, server, moderator):
    article = make_article()
    follow(article, "madina")
    publish(article, moderator, "One.")
    server.fail("take and drop")
    clock.work(mail_readers, seconds=10)
    publish(article, moderator, "Two.")
    server.fail("451 Later", times=3)
    clock.work(mail_readers, minutes=5)
    server.stop()
    clock.work(mail_readers, minutes=20)
    server.start()
    clock.work(mail_readers, minutes=40)
    assert told(server) == {"madina@example.org": ["One.", "One.", "Two."]}
    assert server.ids[0] == server.ids[1] != server.ids[2]


@pytest.mark.parametrize("said", ["550 No such user", "452 Mailbox full", "450 Greylisted"])
def test_a_recipient_who_is_refused_stops_nobody_elses_mail(
    clock, server, moderator, said, caplog
):
    article = make_article()
    follow(article, "gone", "madina")
    server.refuse = {"gone@": said}
    publish(article, moderator)
    clock.work(mail_readers, minutes=30)
    assert told(server) == {"madina@example.org": ["News."]}
    tried = [record for record in caplog.records if "refused with" in record.getMessage()]
    assert 3 <= len(tried) <= 8  # pauses grow
    assert "gone@" not in caplog.text
    assert said not in caplog.text
    server.refuse = {}
    clock.work(mail_readers, minutes=10)
    assert told(server) == {
        "madina@example.org": ["News."],
        "gone@example.org": ["News."],
    }


def test_what_is_refused_for_five_days_is_given_up(clock, server, moderator):
    article = make_article()
    follow(article, "gone")
    server.refuse = {"gone@": "550 No such user"}
    publish(article, moderator)
    mail_readers.func()
    for _ in range(12):
        clock.forward(hours=12)
        mail_readers.func()
    assert not Letter.objects.exists()


def test_a_mail_that_can_not_be_built_stops_nobody_elses(clock, server, moderator, monkeypatch):
    article = make_article()
    follow(article, "madina", "rustam")
    publish(article, moderator)
    from comments.notifications.readers import letters

    whole = letters.news

    def news(reader, *args):
        if reader.email == "madina@example.org":
            raise KeyError("a fault of ours")
        return whole(reader, *args)

    with monkeypatch.context() as patched:
        patched.setattr(letters, "news", news)
        clock.work(mail_readers, minutes=3)
    assert list(told(server)) == ["rustam@example.org"]
    clock.forward(hours=12)
    clock.work(mail_readers, minutes=5)
    assert told(server) == {
        "madina@example.org": ["News."],
        "rustam@example.org": ["News."],
    }


# -- Being asked ----------------------------------------------------------------------


def test_a_ticked_box_asks_once_a_day_whoever_types_the_address(clock, server):
    for hour in range(12):
        submit(
            make_submission(
                f"Words of a stranger {hour}.", name="Stranger", email="madina@example.org",
                tell_replies=True, tell_article=True, at=clock.now,
            )
        )  # fmt: skip
        clock.forward(minutes=59)
        clock.work(mail_readers, minutes=1)
    [(to, read)] = server.taken
    assert to == "madina@example.org"
    assert "tranger" not in read.as_string()
    clock.forward(hours=48)
    clock.work(mail_readers, minutes=5)
    assert len(server.taken) == 1


def test_the_question_comes_again_when_it_may_not_have_gone(clock, server):
    submit(make_submission(tell_replies=True))
    server.fail("take and drop")
    clock.work(mail_readers, minutes=10)
    assert len(server.taken) == 2
    assert len(set(server.ids)) == 1


def test_nothing_is_asked_when_there_is_nothing_to_confirm_any_more(clock, server):
    submit(make_submission(tell_replies=True))
    Subscription.objects.all().delete()
    clock.work(mail_readers, minutes=10)
    assert server.taken == []
    assert not Reader.objects.get().to_ask
    assert not runs().exists()


def test_a_reader_is_told_nothing_before_he_presses_the_button(clock, server, moderator):
    article = make_article()
    submit(make_submission(article=article, email="madina@example.org", tell_article=True))
    clock.work(mail_readers, minutes=5)
    publish(article, moderator, "Before.")
    clock.work(mail_readers, minutes=10)
    assert [read["Subject"] for _to, read in server.taken] == [
        "Do you want mail about comments on Javob?"
    ]
    reader = Reader.objects.get()
    confirm(reader, [Subscription.objects.get().pk], None)
    clock.forward(seconds=1)
    publish(article, moderator, "After.")
    clock.work(mail_readers, minutes=10)
    assert told(server) == {"madina@example.org": ["After."]}


def test_a_server_that_ends_the_line_after_each_mail_gets_one_a_minute(clock, server, moderator):
    article = make_article()
    follow(article, *(f"reader{number}" for number in range(6)))
    server.hangs_up_after = {1, 2, 3, 4, 5}
    publish(article, moderator)
    clock.work(mail_readers, minutes=16)
    assert sorted(told(server)) == [f"reader{number}@example.org" for number in range(6)]
    assert len(server.taken) == 6


def test_old_comments_of_subscribed_authors_are_one_mail_an_author(clock, server, moderator):
    authors = [make_reader(f"author{number}@example.org") for number in range(5)]
    old = timezone.now() - timedelta(days=9)
    waiting = [
        make_comment(article, f"Old {number}.", status="held", created_at=old, email=author.email)
        for number, article in enumerate(make_article() for _ in range(10))
        for author in authors
    ]
    for comment in waiting:
        reader = next(author for author in authors if author.email == comment.email)
        make_subscription(comment, reader=reader)
    older = make_comment(
        waiting[0].article, "Ancient.", status="held", email=authors[0].email,
        created_at=timezone.now() - timedelta(days=31),
    )  # fmt: skip
    make_subscription(older, reader=authors[0])
    mail_soon()
    for comment in [*waiting, older]:
        comment.approve(moderator)
    clock.work(mail_readers, minutes=20)
    assert sorted(to for to, _mail in server.taken) == [author.email for author in authors]
    assert all(len(texts) == 10 for texts in told(server).values())
    assert "Ancient." not in told(server)[authors[0].email]


# -- The worker -----------------------------------------------------------------------


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
    ready = threading.Barrier(4)
    failed: list[Exception] = []

    def work():
        try:
            ready.wait()
            mail_readers.func()
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
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
