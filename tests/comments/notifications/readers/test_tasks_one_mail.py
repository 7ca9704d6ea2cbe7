"""Who is told of what, and that it is once."""

from datetime import timedelta
from itertools import pairwise

import pytest
from django.utils import timezone

from comments.models import Letter, Reader, Subscription
from comments.notifications.readers.tasks import (
    mail_readers,
    mail_soon,
)
from tests.comments.notifications.readers.mailing import follow, publish, told
from tests.make import (
    make_article,
    make_comment,
    make_reader,
    make_subscription,
)

pytestmark = pytest.mark.django_db


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
