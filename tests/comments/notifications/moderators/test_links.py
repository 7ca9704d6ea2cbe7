from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.core import signing

from comments.mailed_link import Unusable
from comments.models import AlreadyDecided, Via
from comments.notifications.moderators.links import DECIDE, MailLink, Verb, make, read
from tests.make import make_article, make_comment

pytestmark = pytest.mark.django_db


@pytest.fixture
def comment():
    return make_comment(make_article(), "Held.", status="held")


@pytest.fixture
def user():
    return get_user_model().objects.create_user("nigora", is_staff=True)


def token(comment, user, verb=Verb.APPROVE):
    address = make(comment, verb, user, comment.last_decision().pk)
    return address.rstrip("/").rpartition("/")[2]


@pytest.mark.parametrize("verb", Verb)
def test_a_link_says_who_may_do_what_with_which_comment(comment, user, verb):
    last = comment.last_decision()
    assert read(token(comment, user, verb)) == MailLink(comment.pk, verb, user.pk, last.pk)


def test_the_address_is_whole_and_short_enough_for_a_line_of_mail(comment, user, settings):
    settings.SITE_URL = "https://news.example.org"
    address = make(comment, Verb.APPROVE, user, 2**40)
    assert address.startswith("https://news.example.org/comments/decide/")
    assert len(address) < 160
    assert address.isascii()


def test_what_is_forged_is_worth_nothing(comment, user):
    good = token(comment, user)
    pk, verb, who, decision, time, signature = good.split(".")
    forged = [
        f"{pk}.trash.{who}.{decision}.{time}.{signature}",
        f"{comment.pk + 1}.{verb}.{who}.{decision}.{time}.{signature}",
        f"{pk}.{verb}.{user.pk + 1}.{decision}.{time}.{signature}",
        f"{pk}.{verb}.{who}.{int(decision) + 1}.{time}.{signature}",
        f"{pk}.{verb}.{who}.{decision}.zzzzzz.{signature}",
        f"{pk}.{verb}.{who}.{decision}.{time}.{token(comment, user, Verb.SPAM).split('.')[-1]}",
        signing.TimestampSigner(salt="comments.preview", sep=".").sign(f"{pk}.approve.1.1"),
        *(good[:-1], good + "A", good.lower(), good.replace(".", ":"), "", ".", "\0", "x" * 5000),
        *("1.approve.1.1", "١.approve.1.1.1.1"),
    ]
    for text in forged:
        assert read(text) == Unusable.FORGED, text


def test_a_link_works_for_72_hours(comment, user, monkeypatch):
    signed = token(comment, user)
    assert timedelta(hours=72) == DECIDE.lifetime
    monkeypatch.setattr(DECIDE, "lifetime", timedelta(seconds=-1))
    assert read(signed) == Unusable.EXPIRED
    assert read(signed.replace("approve", "trash")) == Unusable.FORGED


@pytest.mark.parametrize(
    ("verb", "status"),
    [(Verb.APPROVE, "approved"), (Verb.SPAM, "spam"), (Verb.TRASH, "trash")],
)
def test_it_decides_once_and_the_log_says_that_it_was_a_mail(comment, user, verb, status):
    link = read(token(comment, user, verb))
    decision = link.decide(comment, user)
    assert (decision.to_status, decision.by, decision.via) == (status, user, Via.MAIL)
    with pytest.raises(AlreadyDecided) as quicker:
        link.decide(comment, user)
    assert quicker.value.decision == decision


def test_a_decision_that_was_undone_does_not_make_the_link_good_again(comment, user):
    link = read(token(comment, user))
    link.decide(comment, user)
    comment.hold(by=user)
    with pytest.raises(AlreadyDecided):
        link.decide(comment, user)
    comment.refresh_from_db()
    assert comment.status == "held"
