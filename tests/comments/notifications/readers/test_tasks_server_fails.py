"""Through a real mail server that fails, stalls and starts again."""

from datetime import timedelta

import pytest

from comments.models import Letter, Reader
from comments.notifications.readers.tasks import (
    mail_readers,
)
from tests.comments.notifications.readers.mailing import follow, publish, runs, told
from tests.make import (
    make_article,
    make_staff,
    make_subscription,
)

pytestmark = pytest.mark.django_db


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


def test_a_server_that_ends_the_line_after_each_mail_gets_one_a_minute(clock, server, moderator):
    article = make_article()
    follow(article, *(f"reader{number}" for number in range(6)))
    server.hangs_up_after = {1, 2, 3, 4, 5}
    publish(article, moderator)
    clock.work(mail_readers, minutes=16)
    assert sorted(told(server)) == [f"reader{number}@example.org" for number in range(6)]
    assert len(server.taken) == 6
