"""From a ticked box to something that is confirmed."""

import threading
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from comments.models import Comment, Letter, Reader, Subscription
from comments.notifications.readers.following import confirm, stop_telling
from comments.notifications.readers.tasks import mail_readers
from comments.queued import queued
from comments.submit import submit
from tests.clock import Clock
from tests.comments.moderation.submissions import make_submission
from tests.make import make_article, make_comment, make_reader, make_staff, make_subscription

pytestmark = pytest.mark.django_db

BOTH = {"tell_replies": True, "tell_article": True}


@pytest.fixture
def clock(monkeypatch):
    return Clock(monkeypatch)


def asked_for():
    return [(one.article_id, one.comment_id) for one in Subscription.objects.all()]


def runs():
    return queued(mail_readers)


def test_a_reply_that_ticks_nothing_asks_nothing(django_assert_num_queries):
    from comments.notifications.readers.following import follow

    submission = make_submission()
    comment = submit(submission)
    assert not Reader.objects.exists()
    assert not runs().exists()
    with django_assert_num_queries(0):
        follow(comment, submission)


def test_what_is_ticked_is_noted_and_not_confirmed():
    article = make_article(language="ru")
    comment = submit(make_submission(article=article, email="Madina@Example.org", **BOTH))
    assert asked_for() == [(article.pk, comment.pk), (article.pk, None)]
    reader = Reader.objects.get()
    assert (reader.email, reader.language, reader.to_ask) == ("Madina@Example.org", "ru", True)
    assert not Subscription.objects.confirmed().exists()
    assert runs().count() == 1


def test_each_box_is_for_itself():
    article = make_article()
    first = submit(make_submission("One.", article=article, tell_replies=True))
    submit(make_submission("Two.", article=article, tell_article=True))
    assert asked_for() == [(article.pk, first.pk), (article.pk, None)]


def test_the_same_again_is_noted_once():
    article = make_article()
    for text in ("One.", "Two."):
        submit(
            make_submission(text, article=article, email=f"A{text}@example.org".lower(), **BOTH)
        )
        submit(make_submission(f"{text}!", article=article, email="b@example.org", **BOTH))
    assert Subscription.objects.filter(reader__email="b@example.org", comment=None).count() == 1
    assert Reader.objects.count() == 3


def test_a_double_click_asks_once_and_a_box_that_was_ticked_late_counts():
    sent = {"article": make_article(), "ip": "203.0.113.9"}
    first = submit(make_submission(**sent))
    assert submit(make_submission(**sent, tell_replies=True)) == first
    assert submit(make_submission(**sent, tell_replies=True)) == first
    assert asked_for() == [(first.article_id, first.pk)]


def test_one_mailbox_is_one_reader_however_it_is_spelled():
    article = make_article()
    spelled = "madina@почта.рф MADINA@ПОЧТА.РФ madina@xn--80a1acny.xn--p1ai madina@поч\u00adта.рф"
    for number, email in enumerate(spelled.split()):
        submit(make_submission(f"Text {number}.", article=article, email=email, tell_replies=True))
    assert Reader.objects.get().email == "madina@почта.рф"


def test_a_programme_that_fills_in_everything_asks_for_nothing():
    comment = submit(make_submission(honeypot="Buy", **BOTH))
    assert comment.status == "spam"
    assert not Reader.objects.exists()


def test_what_the_rules_take_for_spam_can_not_be_told_from_outside():
    from tests.make import make_term

    make_term("casino", outcome="disallow")
    comment = submit(make_submission("A casino.", **BOTH))
    assert comment.status == "spam"
    assert Reader.objects.get().to_ask


def test_a_refused_reply_asks_for_nothing():
    from comments.submit import Refused

    with pytest.raises(Refused):
        submit(make_submission(article=make_article(comment_status="closed"), **BOTH))
    assert not Reader.objects.exists()


# -- Being asked ----------------------------------------------------------------------


def test_who_was_asked_today_and_has_not_answered_is_not_asked_again(clock):
    reader = make_reader(asked_at=clock.now)
    make_subscription(make_article(), reader=reader, confirmed_at=None)
    clock.forward(hours=23)
    submit(make_submission(email=reader.email, **BOTH))
    assert not Reader.objects.get().to_ask
    clock.forward(hours=2)
    submit(make_submission(email=reader.email, **BOTH))
    assert Reader.objects.get().to_ask


def test_who_answered_today_is_asked_tomorrow_about_what_came_since(clock):
    make_reader(asked_at=clock.now)
    clock.forward(hours=1)
    submit(make_submission(email="madina@example.org", **BOTH))
    assert Reader.objects.get().to_ask
    assert not Reader.objects.to_be_asked(clock.now).exists()
    assert Reader.objects.to_be_asked(clock.forward(hours=23)).exists()


def test_what_is_confirmed_already_asks_nothing():
    article = make_article()
    make_subscription(article)
    submit(make_submission(article=article, email="madina@example.org", tell_article=True))
    assert not Reader.objects.get().to_ask


# -- A browser that proves itself -----------------------------------------------------


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


# -- Confirming and ending ------------------------------------------------------------


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


# -- At the same time -----------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_two_who_type_the_same_address_at_once_make_one_reader_and_one_run():
    article = make_article()
    ready = threading.Barrier(4)
    failed: list[Exception] = []

    def send(number):
        try:
            ready.wait()
            submit(make_submission(f"Text {number}.", article=article, ip=None, **BOTH))
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=send, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert Reader.objects.count() == 1
    assert Subscription.objects.count() == 5
    assert runs().filter(run_after__lte=timezone.now() + timedelta(minutes=1)).count() == 1
