"""Confirming what was asked for, and what that proves."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from comments.models import Comment, Letter, Reader, Subscription
from comments.notifications.readers.following import confirm, stop_telling
from comments.submit import submit
from tests.comments.moderation.submissions import make_submission
from tests.comments.notifications.readers.asking import BOTH, runs
from tests.make import make_article, make_comment, make_reader, make_staff, make_subscription

pytestmark = pytest.mark.django_db


def test_a_browser_whose_comment_is_followed_needs_no_other_proof():
    key = uuid4()
    earlier = make_comment(make_article(), email="Madina@example.org", browser_key=key)
    make_subscription(earlier, same_browser=True)
    comment = submit(make_submission(email="madina@example.org", proven_key=key, **BOTH))
    confirmed = Subscription.objects.confirmed().filter(article=comment.article)
    assert {one.comment_id for one in confirmed} == {comment.pk, None}
    assert not Reader.objects.get().to_ask
    assert runs().count() == 1


@pytest.mark.parametrize("lacking", ["key", "address", "confirmation", "subscription", "browser"])
def test_nothing_less_proves_it(lacking):
    key = uuid4()
    email = "else@example.org" if lacking == "address" else "madina@example.org"
    earlier = make_comment(make_article(), email=email, browser_key=key)
    if lacking == "confirmation":
        make_subscription(earlier, confirmed_at=None)
    elif lacking == "subscription":
        make_subscription(earlier.article)
    else:
        make_subscription(earlier, same_browser=lacking != "browser")
    proven = uuid4() if lacking == "key" else key
    comment = submit(make_submission(email="madina@example.org", proven_key=proven, **BOTH))
    mine = Subscription.objects.filter(comment=comment)
    assert [one.confirmed_at for one in mine] == [None]
    assert Reader.objects.get(email="madina@example.org").to_ask


def test_the_proof_confirms_nothing_that_was_asked_for_elsewhere():
    key = uuid4()
    earlier = make_comment(make_article(), email="madina@example.org", browser_key=key)
    make_subscription(earlier, same_browser=True)
    elsewhere = make_subscription(make_article(), confirmed_at=None)
    submit(make_submission(email="madina@example.org", proven_key=key, tell_replies=True))
    elsewhere.refresh_from_db()
    assert elsewhere.confirmed_at is None


def test_the_button_confirms_what_was_seen_and_no_more():
    reader = make_reader()
    seen, later = (
        make_subscription(make_article(), reader=reader, confirmed_at=None) for _ in range(2)
    )
    assert confirm(reader, [seen.pk], None) == [seen]
    assert list(Subscription.objects.confirmed()) == [seen]
    reader.refresh_from_db()
    assert reader.confirmed_at
    assert runs().count() == 1
    assert confirm(reader, [seen.pk], None) == []
    assert confirm(reader, [later.pk], None) == [later]


def test_a_strangers_browser_is_not_proven_by_the_owner_of_the_address():
    article, strangers, own = make_article(), uuid4(), uuid4()
    reader = make_reader()
    keys = (strangers, own)
    comments = [make_comment(article, email=reader.email, browser_key=key) for key in keys]
    asked = [make_subscription(one, reader=reader, confirmed_at=None) for one in comments]
    confirm(reader, [one.pk for one in asked], own)
    for key, is_proven in ((strangers, False), (own, True)):
        comment = submit(
            make_submission(f"By {key}.", email=reader.email, proven_key=key, tell_replies=True)
        )
        mine = Subscription.objects.get(comment=comment)
        assert bool(mine.confirmed_at) is is_proven


@pytest.mark.parametrize(
    ("verb", "told"), [("approve", "published"), ("trash", "rejected"), ("mark_spam", None)]
)
def test_who_confirms_after_the_decision_is_told_it(verb, told):
    comment = make_comment(make_article(), status="held", email="madina@example.org")
    asked = make_subscription(comment, confirmed_at=None)
    getattr(comment, verb)(make_staff("Moderator"))
    confirm(asked.reader, [asked.pk], None)
    assert [letter.kind for letter in Letter.objects.all()] == ([told] if told else [])


def test_an_undone_decision_is_not_told_to_who_confirms_after_it():
    comment = make_comment(make_article(), status="trash", email="madina@example.org")
    moderator = make_staff("Moderator")
    asked = make_subscription(comment, confirmed_at=None)
    comment.undo(comment.approve(moderator).pk, moderator)
    confirm(asked.reader, [asked.pk], None)
    assert not Letter.objects.exists()


def test_who_left_something_out_is_asked_about_what_comes_later():
    reader = make_reader(asked_at=timezone.now())
    his, not_his = (
        make_subscription(make_article(), reader=reader, confirmed_at=None) for _ in range(2)
    )
    Subscription.objects.update(made_at=timezone.now() - timedelta(hours=1))
    assert confirm(reader, [his.pk], None)
    submit(make_submission(email=reader.email, tell_article=True))
    assert not_his in Subscription.objects.filter(confirmed_at=None)
    assert Reader.objects.get().to_ask


def test_what_was_decided_before_he_asked_is_not_told():
    comment = make_comment(make_article(), status="held", email="madina@example.org")
    comment.approve(make_staff("Moderator"))
    asked = make_subscription(comment, confirmed_at=None)
    confirm(asked.reader, [asked.pk], None)
    assert not Letter.objects.exists()


def test_what_nobody_may_see_is_not_confirmed():
    article = make_article()
    one = make_subscription(article, confirmed_at=None)
    article.withdraw()
    assert confirm(one.reader, [one.pk], None) == []


def test_ending_one_article_leaves_the_others():
    reader, article, other = make_reader(), make_article(), make_article()
    own = make_comment(article, email=reader.email)
    for about in (article, own, other):
        make_subscription(about, reader=reader)
        comment = about if isinstance(about, Comment) else make_comment(about)
        Letter.objects.create(reader=reader, decision=comment.decisions.get(), kind="comment")
    assert stop_telling(reader.pk, article.pk)
    assert [one.article for one in Subscription.objects.all()] == [other]
    assert [one.decision.comment.article for one in Letter.objects.all()] == [other]
    assert not stop_telling(reader.pk, article.pk)
    assert stop_telling(reader.pk, None)
    assert not Subscription.objects.exists()
