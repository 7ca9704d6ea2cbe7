"""Which decisions are noted for readers, and what that costs."""

from datetime import timedelta

import pytest
from django.utils import timezone

from comments.models import Announcement, Comment
from comments.submit import submit
from tests.comments.moderation.submissions import make_submission
from tests.make import make_article, make_comment, make_staff, make_subscription

pytestmark = pytest.mark.django_db


def noted():
    return [one.decision for one in Announcement.objects.order_by("pk")]


@pytest.fixture
def moderator():
    return make_staff("Moderator")


def test_nobody_wants_to_know_and_nothing_is_noted(moderator):
    article = make_article()
    make_subscription(article, confirmed_at=None)
    make_subscription(make_article())
    make_comment(article, status="held").approve(moderator)
    make_comment(article).trash(moderator)
    submit(make_submission("Another.", article=article, staff=moderator))
    assert noted() == []


def test_an_approval_is_noted_where_somebody_follows(moderator):
    article = make_article()
    make_subscription(article)
    comment = make_comment(article, status="held")
    decision = comment.approve(moderator)
    assert noted() == [decision]


def test_a_reply_that_the_rules_let_pass_is_noted_too(moderator):
    article = make_article()
    make_subscription(article)
    comment = submit(make_submission(article=article, staff=moderator))
    assert comment.status == "approved"
    assert noted() == [comment.last_decision()]


def test_a_reply_that_waits_is_not_noted():
    article = make_article()
    make_subscription(article)
    assert submit(make_submission(article=article)).status == "held"
    assert noted() == []


@pytest.mark.parametrize(
    ("verb", "how", "is_noted"),
    [
        (Comment.trash, {}, True),
        (Comment.trash, {"via": "bulk"}, True),
        (Comment.trash, {"via": "mail"}, True),
        (Comment.trash, {"via": "undo"}, False),
        (Comment.mark_spam, {}, False),
        (Comment.hold, {}, False),
    ],
)
def test_of_removals_only_the_trash_of_a_person_is_told_to_the_author(
    moderator, verb, how, is_noted
):
    comment = make_comment(make_article())
    make_subscription(comment)
    verb(comment, moderator, **how)
    assert bool(noted()) is is_noted


@pytest.mark.parametrize("via", ["reader", "erasure", "retention"])
def test_what_no_moderator_removed_is_told_to_nobody(via):
    comment = make_comment(make_article())
    make_subscription(comment)
    comment.trash(None, via=via)
    assert noted() == []


def test_a_comment_that_is_emptied_is_told_to_nobody(moderator):
    comment = make_comment(make_article(), status="spam")
    make_subscription(comment)
    Comment.objects.filter(pk=comment.pk).update(changed_at=timezone.now() - timedelta(days=60))
    comment.refresh_from_db()
    comment.purge()
    assert noted() == []


def test_a_decision_that_is_rolled_back_is_not_noted(moderator):
    from django.db import transaction

    article = make_article()
    make_subscription(article)
    comment = make_comment(article, status="held")
    with transaction.atomic():
        comment.approve(moderator)
        transaction.set_rollback(True)
    assert noted() == []


def test_a_decision_costs_one_question_more_and_one_row_where_somebody_follows(
    moderator, django_assert_num_queries
):
    from comments.models.announcing import announce

    comment = make_comment(make_article(), status="held")
    approved = comment.approve(moderator)
    with django_assert_num_queries(1):
        announce(comment, approved)
    make_subscription(comment.article)
    with django_assert_num_queries(2):
        announce(comment, approved)
    spam = comment.mark_spam(moderator)
    with django_assert_num_queries(0):
        announce(comment, spam)
