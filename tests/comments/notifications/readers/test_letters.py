from datetime import timedelta

import pytest
from django.utils import timezone

from comments.models import Letter
from comments.notifications.parts import MOST_SHOWN
from comments.notifications.readers.letters import Bundle
from tests.make import make_article, make_comment, make_reader, make_staff, make_subscription

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader():
    return make_reader()


@pytest.fixture
def moderator():
    return make_staff("Moderator")


def follow(article, reader):
    make_subscription(article, reader=reader)
    return article


def letter(reader, comment, kind="comment"):
    return Letter.objects.create(reader=reader, decision=comment.last_decision(), kind=kind)


def removed(reader, article, moderator):
    comment = make_comment(article, status="held", email=reader.email)
    comment.trash(moderator)
    return letter(reader, comment, "rejected")


def bundle(reader) -> Bundle:
    found = Bundle.next(reader, timezone.now())
    assert found
    return found


def test_what_concerns_the_reader_most_is_shown_where_it_is_too_much(reader, moderator):
    article = follow(make_article(), reader)
    for _ in range(MOST_SHOWN + 5):
        letter(reader, make_comment(article))
    answer = letter(reader, make_comment(article), "answer")
    published = letter(reader, make_comment(article), "published")
    rejected = removed(reader, article, moderator)
    found = bundle(reader)
    assert {answer, published, rejected} <= {*found.letters}
    assert len(found.letters) == MOST_SHOWN
    assert found.number == MOST_SHOWN + 8
    assert [one.pk for one in found.letters] == sorted(one.pk for one in found.letters)


def test_why_a_comment_was_removed_is_never_cut(reader, moderator):
    article = follow(make_article(), reader)
    rejected = [removed(reader, article, moderator) for _ in range(MOST_SHOWN + 2)]
    letter(reader, make_comment(article), "published")
    assert {*bundle(reader).letters} == {*rejected}


def test_at_once_a_mail_is_about_one_article_and_his_own_comments_on_any(reader):
    one, other = (follow(make_article(), reader) for _ in range(2))
    first = letter(reader, make_comment(one))
    elsewhere = letter(reader, make_comment(other))
    own = letter(reader, make_comment(other), "published")
    found = bundle(reader)
    assert found.letters == [first, own]
    found.done(timezone.now())
    assert bundle(reader).letters == [elsewhere]


def test_once_a_day_it_is_about_all_of_yesterday():
    reader = make_reader(how="daily")
    articles = [follow(make_article(), reader) for _ in range(2)]
    letters = [letter(reader, make_comment(article)) for article in articles]
    assert Bundle.next(reader, timezone.now()) is None
    Letter.objects.update(made_at=timezone.now() - timedelta(days=1))
    assert bundle(reader).letters == letters


def test_what_did_not_go_waits_like_all_others(reader):
    article = follow(make_article(), reader)
    first = letter(reader, make_comment(article))
    bundle(reader).put_back()
    second = letter(reader, make_comment(article))
    assert bundle(reader).letters == [first, second]


def test_what_may_have_gone_is_sent_again_as_it_was(reader):
    article = follow(make_article(), reader)
    first = letter(reader, make_comment(article))
    bundle(reader)
    letter(reader, make_comment(article))
    again = bundle(reader)
    assert (again.letters, again.is_again) == ([first], True)
    again.put_back()
    assert bundle(reader).letters == [first]


def test_what_is_out_of_date_is_not_told(reader, moderator):
    article = follow(make_article(), reader)
    gone = make_comment(article)
    letter(reader, gone)
    gone.trash(moderator)
    letter(reader, make_comment(make_article()))  # of an article that he follows no more
    assert Bundle.next(reader, timezone.now()) is None
    assert not Letter.objects.exists()


def test_what_nobody_takes_is_forgotten(reader):
    article = follow(make_article(), reader)
    letter(reader, make_comment(article))
    bundle(reader).give_up()
    assert not Letter.objects.exists()
