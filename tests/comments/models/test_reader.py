from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from comments.models import Reader
from tests.make import make_article, make_reader, make_subscription

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 5, 5, 10, 20, tzinfo=UTC)


def test_an_address_is_one_reader_whatever_its_case():
    first = Reader.locked_for("Madina@example.org", "ru")
    assert Reader.locked_for("MADINA@EXAMPLE.ORG", "fa") == first
    assert Reader.objects.get().email == "Madina@example.org"


def test_one_hands_mail_over_and_the_other_passes_on():
    reader = make_reader()
    same = Reader.objects.get()
    assert reader.claim(NOW)
    assert not same.claim(NOW + timedelta(minutes=9))
    reader.release(NOW, told_at=NOW)
    assert same.claim(NOW + timedelta(minutes=9))
    assert same.told_at == NOW


def test_who_died_with_a_mail_in_his_hands_is_taken_over_from():
    reader = make_reader(sending_since=NOW)
    assert not reader.claim(NOW + timedelta(minutes=9))
    later = NOW + timedelta(minutes=11)
    assert reader.claim(later)
    Reader(pk=reader.pk).release(NOW, told_at=NOW)  # whoever was thought dead
    reader.refresh_from_db()
    assert (reader.sending_since, reader.told_at) == (later, None)


def test_nobody_gets_mail_too_soon():
    reader = make_reader(not_before=NOW)
    assert not reader.claim(NOW - timedelta(seconds=1))
    assert reader.claim(NOW)


@pytest.mark.parametrize(
    ("asked", "hours", "is_to_be"), [(None, 0, True), (NOW, 23, False), (NOW, 24, True)]
)
def test_who_was_asked_is_not_asked_again_for_a_day(asked, hours, is_to_be):
    make_reader(to_ask=True, asked_at=asked)
    make_reader("else@example.org", asked_at=asked)
    now = NOW + timedelta(hours=hours)
    assert Reader.objects.to_be_asked(now).count() == is_to_be


def test_who_follows_nothing_any_more_is_asked_anew():
    reader = make_reader(confirmed_at=timezone.now())
    follows = make_subscription(make_article(), reader=reader)
    Reader.lapse(reader.pk)
    reader.refresh_from_db()
    assert reader.confirmed_at
    follows.delete()
    Reader.lapse(reader.pk)
    reader.refresh_from_db()
    assert reader.confirmed_at is None
