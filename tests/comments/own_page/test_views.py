from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from comments.models import Erasure, Reader, Subscription
from comments.notifications.readers.links import CONFIRM, OWN
from tests.comments.own_page.visit import ASK, at
from tests.make import (
    make_article,
)

pytestmark = pytest.mark.django_db


def test_one_subscription_or_all_can_be_ended_and_mail_can_come_once_a_day(guest, reader, comment):
    first, _second = (
        Subscription.objects.create(reader=reader, article=article)
        for article in (comment.article, make_article())
    )
    assert "We write no more" in guest.post(at(reader), {"end": first.pk}).text
    assert Subscription.objects.count() == 1
    assert "mail comes like that" in guest.post(at(reader), {"how": "daily"}).text
    reader.refresh_from_db()
    assert reader.how == "daily"
    guest.post(at(reader), {"end": "all"})
    assert not Subscription.objects.exists()


def test_nobody_ends_what_is_another_s(guest, reader, comment):
    other = Reader.objects.create(email="b@b.tj", email_folded="b@b.tj", language="en")
    theirs = Subscription.objects.create(reader=other, article=comment.article)
    guest.post(at(reader), {"end": theirs.pk})
    assert Subscription.objects.exists()


@pytest.mark.parametrize("sent", [{}, {"end": "x"}, {"end": "9" * 30}, {"how": "never"}])
def test_what_is_no_button_changes_nothing(guest, reader, sent):
    assert guest.post(at(reader), sent).status_code == 422


@pytest.mark.parametrize("how", ["anonymise", "remove"])
def test_a_reader_is_forgotten_by_one_button_on_a_page_of_its_own(guest, reader, comment, how):
    page = guest.get(at(reader, f"erase/?how={how}"))
    assert "can't be undone" in page.text.replace("&#x27;", "'")
    assert not Erasure.objects.exists()
    for _twice in range(2):
        answer = guest.post(at(reader, "erase/"), {"how": how})
    assert "You are being forgotten" in answer.text
    erasure = Erasure.objects.get()
    assert (erasure.how, erasure.by) == (how, None)


@pytest.mark.parametrize(
    ("first", "said"),
    [("anonymise", "being anonymised already"), ("remove", "being removed already")],
)
def test_the_other_button_says_what_is_under_way(guest, reader, comment, first, said):
    other = {"anonymise": "remove", "remove": "anonymise"}[first]
    assert "already" not in guest.post(at(reader, "erase/"), {"how": first}).text
    assert "already" not in guest.post(at(reader, "erase/"), {"how": first}).text
    assert said in guest.post(at(reader, "erase/"), {"how": other}).text
    assert Erasure.objects.get().how == first


def test_after_it_the_link_leads_to_nothing(guest, reader):
    address = at(reader)
    reader.delete()
    answer = guest.get(address)
    assert answer.status_code == 410
    assert "Nothing is held about this address." in answer.text


@pytest.mark.parametrize("part", ["", "data.json", "erase/?how=remove"])
def test_forged_expired_and_borrowed_links_are_told_apart(guest, reader, monkeypatch, part):
    address = at(reader, part)
    for token in ("x", f"{OWN.token(reader.pk)}x", CONFIRM.token(reader.pk)):
        assert guest.get(f"{ASK}{token}/{part}").status_code == 404
    later = timezone.now() + timedelta(hours=1, minutes=1)
    monkeypatch.setattr("django.core.signing.time.time", later.timestamp)
    answer = guest.get(address)
    assert answer.status_code == 410
    assert "too old" in answer.text


@pytest.mark.parametrize(("part", "sent"), [("", {"end": "all"}), ("erase/", {"how": "remove"})])
def test_another_site_presses_no_button(reader, comment, part, sent):
    Subscription.objects.create(reader=reader, article=comment.article)
    client = Client(headers={"Origin": "https://elsewhere.example"})
    answer = client.post(at(reader, part), sent)
    assert answer.status_code == 403
    assert Subscription.objects.exists()
    assert not Erasure.objects.exists()


def test_looking_at_every_page_changes_nothing(guest, reader, comment):
    for part in ("", "data.json", "erase/?how=remove", "erase/?how=anonymise"):
        for method in (guest.get, guest.head):
            assert method(at(reader, part)).status_code == 200
    assert not Erasure.objects.exists()
    assert guest.get(at(reader, "erase/?how=burn")).status_code == 404
