"""Who is told of which decision."""

from datetime import timedelta

import pytest
from django.utils import timezone

from comments.models import Announcement, Letter
from comments.notifications.readers.announcements import spread
from tests.at_once import at_once
from tests.make import (
    make_article,
    make_comment,
    make_reader,
    make_staff,
    make_subscription,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator():
    return make_staff("Moderator")


@pytest.fixture
def article():
    return make_article()


def held(article, **fields):
    return make_comment(article, **{"status": "held", "email": "farrukh@example.org"} | fields)


def letters():
    """By address, what it is to be told."""
    return sorted((one.reader.email, one.kind) for one in Letter.objects.all())


def test_who_follows_the_article_is_told_of_a_comment(article, moderator):
    make_subscription(article)
    held(article).approve(moderator)
    assert spread() == 1
    assert letters() == [("madina@example.org", "comment")]
    assert spread() == 0


def test_whoever_wrote_above_is_told_of_an_answer(article, moderator):
    top = make_comment(article, email="top@example.org")
    middle = make_comment(article, email="middle@example.org", parent=top)
    beside = make_comment(article, email="beside@example.org", parent=top)
    for comment in (top, middle, beside):
        make_subscription(comment)
    held(article, parent=middle).approve(moderator)
    spread()
    assert letters() == [("middle@example.org", "answer"), ("top@example.org", "answer")]


def test_who_is_to_know_for_two_reasons_gets_one_letter(article, moderator):
    top = make_comment(article, email="madina@example.org")
    below = make_comment(article, email="madina@example.org", parent=top)
    for about in (article, top, below):
        make_subscription(about)
    held(article, parent=below).approve(moderator)
    spread()
    assert letters() == [("madina@example.org", "answer")]


def test_nobody_is_told_what_he_wrote_himself(article, moderator):
    top = make_comment(article, email="madina@example.org")
    make_subscription(article)
    make_subscription(top)
    held(article, parent=top, email="MADINA@example.org").approve(moderator)
    spread()
    assert letters() == []


def test_an_author_is_told_what_people_decided(article, moderator):
    comment = held(article)
    make_subscription(comment)
    make_subscription(article)
    comment.approve(moderator)
    spread()
    comment.trash(moderator)
    spread()
    assert [one.kind for one in Letter.objects.filter(reader__email=comment.email)] == [
        "published",
        "rejected",
    ]


def test_an_author_is_not_told_what_the_rules_let_pass(article, moderator):
    from comments.submit import submit
    from tests.comments.moderation.submissions import make_submission

    comment = submit(make_submission(article=article, staff=moderator))
    make_subscription(comment)
    Announcement.objects.create(decision=comment.last_decision())
    spread()
    assert letters() == []


def test_only_who_asked_before_is_told(article, moderator):
    make_subscription(article, confirmed_at=None)
    make_subscription(article, reader=make_reader("late@example.org"))
    comment = held(article)
    comment.approve(moderator)
    make_subscription(
        article,
        reader=make_reader("later@example.org"),
        confirmed_at=timezone.now() + timedelta(seconds=1),
    )
    spread()
    assert letters() == [("late@example.org", "comment")]


@pytest.mark.parametrize(("hours", "is_news"), [(47, True), (49, False)])
def test_a_comment_that_waited_two_days_is_told_to_its_author_alone(
    article, moderator, hours, is_news
):
    top = make_comment(article, email="madina@example.org")
    make_subscription(top)
    make_subscription(article, reader=make_reader("follows@example.org"))
    written = timezone.now() - timedelta(hours=hours)
    comment = held(article, parent=top, created_at=written)
    make_subscription(comment)
    comment.approve(moderator)
    spread()
    followers = [("follows@example.org", "comment"), ("madina@example.org", "answer")]
    assert letters() == [("farrukh@example.org", "published"), *followers * is_news]


def test_what_was_told_is_not_told_again(article, moderator):
    make_subscription(article)
    comment = held(article)
    make_subscription(comment)
    for verb in (comment.approve, comment.hold, comment.approve, comment.trash):
        verb(moderator)
        spread()
    comment.undo(comment.last_decision().pk, moderator)
    spread()
    comment.trash(moderator)
    spread()
    kinds = Letter.objects.order_by("pk").values_list("reader__email", "kind")
    assert list(kinds.filter(reader__email="madina@example.org")) == [
        ("madina@example.org", "comment")
    ]
    # Removed, back again after an undo, and removed for good.
    assert [kind for _email, kind in kinds.filter(reader__email=comment.email)] == [
        "published", "rejected", "published", "rejected",
    ]  # fmt: skip


def test_what_was_taken_back_before_anybody_was_told_is_told_when_it_comes_again(
    article, moderator
):
    make_subscription(article)
    comment = held(article)
    comment.approve(moderator)
    spread()
    comment.hold(moderator)
    Letter.objects.all().delete()  # as the sender does with what is out of date
    comment.approve(moderator)
    spread()
    assert letters() == [("madina@example.org", "comment")]


def test_an_undo_that_brings_nothing_new_is_not_told_to_the_author(article, moderator):
    comment = make_comment(article)
    make_subscription(comment)
    spam = comment.mark_spam(moderator)
    comment.undo(spam.pk, moderator)
    spread()
    assert letters() == []


def test_each_decision_costs_a_fixed_number_of_questions(
    article, moderator, django_assert_max_num_queries
):
    for number in range(30):
        make_subscription(article, reader=make_reader(f"reader{number}@example.org"))
    held(article).approve(moderator)
    with django_assert_max_num_queries(12):
        spread()
    assert Letter.objects.count() == 30


@pytest.mark.django_db(transaction=True)
def test_workers_that_spread_at_the_same_time_make_each_letter_once(article, moderator):
    for number in range(5):
        make_subscription(article, reader=make_reader(f"reader{number}@example.org"))
    for _ in range(10):
        held(article).approve(moderator)
    at_once(*[spread] * 3)
    assert Letter.objects.count() == 50
    assert not Announcement.objects.filter(spread_at=None).exists()
