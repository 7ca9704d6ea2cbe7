from datetime import timedelta

import pytest
from django.utils import timezone

from comments.models import Reader
from comments.notifications.readers.leading import Lead
from comments.notifications.readers.links import OWN
from tests.make import make_reader

pytestmark = pytest.mark.django_db

ASKED = timezone.now() - timedelta(minutes=5)


@pytest.fixture
def reader():
    return make_reader(to_lead_since=ASKED, language="fa")


def lead(reader) -> Lead:
    found = Lead.next(reader, timezone.now())
    assert found
    return found


def test_it_leads_to_his_own_page_in_his_language(reader):
    mail = lead(reader).mail()
    assert mail.to == [reader.email]
    (html, _type) = mail.alternatives[0]
    assert '<html lang="fa" dir="rtl">' in html
    token = mail.body.partition("/comments/mine/")[2].partition("/")[0]
    assert OWN.ids(token) == [reader.pk]


def test_one_request_is_one_mail_however_often_it_is_sent(reader):
    ids = {lead(reader).mail().extra_headers["Message-ID"] for _ in range(2)}
    assert len(ids) == 1
    reader.to_lead_since = ASKED + timedelta(hours=1)
    assert lead(reader).mail().extra_headers["Message-ID"] not in ids


def test_who_did_not_ask_is_led_nowhere():
    assert Lead.next(make_reader(), timezone.now()) is None


def test_it_is_over_once_it_was_sent_or_nobody_takes_it(reader):
    now = timezone.now()
    assert lead(reader).done(now) == {"to_lead_since": None, "led_at": now}
    lead(reader).put_back()
    assert Reader.objects.get().to_lead_since
    lead(reader).give_up()
    assert Reader.objects.get().to_lead_since is None
