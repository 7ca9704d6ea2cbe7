from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from comments.models import Reader
from comments.notifications.readers.tasks import mail_readers
from comments.own_page.link import send_link
from tests.comments.own_page.visit import ADDRESS, ASK, assert_private

pytestmark = pytest.mark.django_db


def test_a_link_is_mailed_to_who_has_commented_and_leads_to_the_page(guest, comment):
    answer = guest.post(ASK, {"email": "ZARINA@example.org"})
    assert "a mail with a link goes there" in answer.text
    assert_private(answer)
    mail_readers.call()
    [letter] = mail.outbox
    assert letter.to == ["ZARINA@example.org"]
    address = next(word for word in letter.body.split() if word.startswith("http://testserver/"))
    page = guest.get(address.removeprefix("http://testserver"))
    assert "What I <b>said</b>." in page.text
    assert_private(page)


def test_who_has_not_commented_gets_the_same_answer_and_no_mail(guest, comment):
    known = guest.post(ASK, {"email": ADDRESS})
    stranger = guest.post(ASK, {"email": "nobody@example.org"})
    assert known.content == stranger.content
    mail_readers.call()
    assert [letter.to for letter in mail.outbox] == [[ADDRESS]]
    assert not Reader.objects.filter(email="nobody@example.org").exists()


@pytest.mark.parametrize(("is_confirmed", "hours"), [(True, 1), (False, 6)])
def test_a_link_is_mailed_seldom_most_of_all_to_who_never_asked(
    reader, monkeypatch, is_confirmed, hours
):
    Reader.objects.update(confirmed_at=timezone.now() if is_confirmed else None)
    now = timezone.now()
    for minutes, mails in ((0, 1), (1, 1), (hours * 60 - 1, 1), (hours * 60 + 2, 2)):
        later = now + timedelta(minutes=minutes)
        monkeypatch.setattr(timezone, "now", lambda later=later: later)
        send_link(ADDRESS, "en")
        mail_readers.call()
        assert len(mail.outbox) == mails


@pytest.mark.parametrize(
    "typed", ["", "no address", "a\r\nBcc: b@example.org", "x" * 300 + "@a.tj"]
)
def test_what_is_no_address_is_given_back(guest, typed):
    answer = guest.post(ASK, {"email": typed})
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.text
    assert not Reader.objects.exists()


def test_a_body_that_is_too_large_is_told_so(guest):
    assert guest.post(ASK, {"email": "x" * 1_100_000}).status_code == 413


def test_another_site_asks_for_nothing(comment):
    client = Client(headers={"Sec-Fetch-Site": "cross-site"})
    answer = client.post(ASK, {"email": ADDRESS})
    assert answer.status_code == 403
    assert ADDRESS in answer.text
    assert not Reader.objects.exists()
