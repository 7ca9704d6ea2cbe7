"""Ending mail by the link in it."""

import pytest
from django.core import signing
from django.test import Client

from comments.models import Reader, Subscription
from tests.comments.notifications.readers.links_pressed import to_unsubscribe
from tests.make import make_article, make_reader, make_subscription

pytestmark = pytest.mark.django_db


def test_the_page_asks_before_it_ends_anything(guest, reader, article):
    make_subscription(article, reader=reader)
    page = guest.get(to_unsubscribe(reader, article))
    assert page.status_code == 200
    assert "It is about comments on “<bdi>The summit</bdi>”." in page.text
    assert page.text.count("<button") == page.text.count("<form") == 1
    assert Subscription.objects.exists()


def test_one_click_in_the_mail_program_ends_it(reader, article):
    """RFC 8058: a POST without cookies, whose body is List-Unsubscribe=One-Click."""
    other = make_subscription(make_article(), reader=reader)
    make_subscription(article, reader=reader)
    address = to_unsubscribe(reader, article)
    for headers in ({}, {"Origin": "https://mail.example"}, {"Sec-Fetch-Site": "cross-site"}):
        one_click = {"List-Unsubscribe": "One-Click"}
        answer = Client(headers=headers, enforce_csrf_checks=True).post(address, one_click)
        assert answer.status_code == 200
    assert list(Subscription.objects.all()) == [other]


def test_ending_it_twice_says_that_it_is_over(guest, reader, article):
    make_subscription(article, reader=reader)
    address = to_unsubscribe(reader, article)
    assert "You get no more such mail" in guest.post(address).text
    for answer in (guest.post(address), guest.get(address)):
        assert answer.status_code == 200
        assert "This mail is over already" in answer.text
        assert "<button" not in answer.text


def test_everything_can_be_ended_at_once(guest, reader, article):
    for about in (article, make_article()):
        make_subscription(about, reader=reader)
    theirs = make_subscription(article, reader=make_reader("else@example.org"))
    assert "every article that you follow" in guest.get(to_unsubscribe(reader)).text
    guest.post(to_unsubscribe(reader))
    assert list(Subscription.objects.all()) == [theirs]


def test_a_link_in_old_mail_still_works(guest, reader, article, monkeypatch):
    make_subscription(article, reader=reader)
    address, now = to_unsubscribe(reader, article), signing.time.time()
    with monkeypatch.context() as patched:
        patched.setattr(signing.time, "time", lambda: now + 5 * 365 * 86_400)
        assert guest.post(address).status_code == 200
    assert not Subscription.objects.exists()


def test_what_is_about_a_withdrawn_article_can_be_ended_and_names_it_not(guest, reader, article):
    make_subscription(article, reader=reader)
    article.withdraw()
    address = to_unsubscribe(reader, article)
    for answer in (guest.get(address), guest.post(address)):
        assert answer.status_code == 200
        assert "The summit" not in answer.text
    assert not Subscription.objects.exists()


def test_a_reader_who_was_forgotten_has_nothing_left_to_end(guest, reader, article):
    address = to_unsubscribe(reader, article)
    Reader.objects.all().delete()
    for answer in (guest.get(address), guest.post(address)):
        assert "This mail is over already" in answer.text
