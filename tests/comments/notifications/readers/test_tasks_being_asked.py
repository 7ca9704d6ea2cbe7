"""Nobody is told anything before he said that he wants it."""

import pytest

from comments.models import Reader, Subscription
from comments.notifications.readers.following import confirm
from comments.notifications.readers.tasks import (
    mail_readers,
)
from comments.submit import submit
from tests.comments.moderation.submissions import make_submission
from tests.comments.notifications.readers.mailing import publish, runs, told
from tests.make import (
    make_article,
)

pytestmark = pytest.mark.django_db


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
