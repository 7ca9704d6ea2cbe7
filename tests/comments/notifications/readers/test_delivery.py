"""One mail is handed over once, whatever the server says."""

import re
from datetime import timedelta
from smtplib import (
    SMTPAuthenticationError,
    SMTPDataError,
    SMTPRecipientsRefused,
    SMTPSenderRefused,
    SMTPServerDisconnected,
)

import pytest
from django.core.mail import EmailMultiAlternatives

from comments.notifications.readers.delivery import GIVEN_UP_AFTER, ServerIsDown, deliver
from tests.clock import Clock
from tests.make import make_reader

pytestmark = pytest.mark.django_db


class Parcel:
    """Something to send, which notes what becomes of it."""

    def __init__(self):
        self.became = ""

    @classmethod
    def next(cls, reader, now):
        return reader.parcel

    def mail(self):
        return EmailMultiAlternatives("Subject", "Text", to=["madina@example.org"])

    def done(self, now):
        self.became = "done"
        return {"told_at": now}

    def put_back(self):
        self.became = self.became or "put back"

    def give_up(self):
        self.became = "given up"


class Server:
    def __init__(self, at_opening=None, at_sending=None):
        self.at_opening, self.at_sending, self.sent = at_opening, at_sending, 0

    def open(self):
        if self.at_opening:
            raise self.at_opening

    def send_messages(self, mails):
        if self.at_sending:
            raise self.at_sending
        self.sent += len(mails)


@pytest.fixture
def clock(monkeypatch):
    return Clock(monkeypatch)


@pytest.fixture
def reader(clock):
    reader = make_reader()
    reader.parcel = Parcel()
    return reader


def refused(reader, clock, hours: float) -> None:
    """The first time that long ago."""
    since = clock.now - timedelta(hours=hours)
    row = type(reader).objects.filter(pk=reader.pk)
    row.update(refused_since=since, not_before=clock.now)


def test_what_was_refused_long_ago_does_not_count(reader, clock):
    refused(reader, clock, hours=GIVEN_UP_AFTER / timedelta(hours=1) + 1)
    type(reader).objects.update(not_before=clock.now - timedelta(days=2))
    said = SMTPRecipientsRefused({"madina@example.org": (450, b"Later")})
    assert not deliver(Server(at_sending=said), reader, Parcel.next)
    assert reader.parcel.became == "put back"


def test_what_was_taken_is_noted(reader, clock):
    assert deliver(Server(), reader, Parcel.next)
    assert reader.parcel.became == "done"
    reader.refresh_from_db()
    assert (reader.told_at, reader.sending_since) == (clock.now, None)


def test_who_has_nothing_to_get_is_free_again(reader):
    reader.parcel = None
    assert not deliver(Server(), reader, Parcel.next)
    reader.refresh_from_db()
    assert reader.sending_since is None


def test_whoever_is_claimed_by_another_run_is_passed_over(reader, clock):
    assert reader.claim(clock.now)
    server = Server()
    assert not deliver(server, reader, Parcel.next)
    assert server.sent == 0
    reader.refresh_from_db()
    assert reader.sending_since == clock.now


@pytest.mark.parametrize(
    ("opening", "sending", "became"),
    [
        (ConnectionRefusedError(), None, "put back"),
        (TimeoutError(), None, "put back"),
        (SMTPAuthenticationError(535, b"No"), None, "put back"),
        (None, SMTPSenderRefused(451, b"Later", "noreply@example.org"), "put back"),
        (None, SMTPDataError(421, b"Closing"), "put back"),
        (None, SMTPRecipientsRefused({"a@b.org": (421, b"Closing")}), "put back"),
        # Nobody knows whether it went.
        (None, SMTPServerDisconnected("Gone"), ""),
        (None, TimeoutError(), ""),
        (None, ConnectionResetError(), ""),
    ],
)
def test_a_server_that_is_down_ends_the_run(reader, opening, sending, became):
    with pytest.raises(ServerIsDown):
        deliver(Server(opening, sending), reader, Parcel.next)
    assert reader.parcel.became == became
    reader.refresh_from_db()
    assert (reader.sending_since, reader.told_at) == (None, None)


def test_a_mail_that_breaks_the_line_lets_others_go_first(reader, clock):
    refused(reader, clock, hours=1)
    with pytest.raises(ServerIsDown):
        deliver(Server(at_sending=SMTPServerDisconnected("Gone")), reader, Parcel.next)
    reader.refresh_from_db()
    assert reader.not_before == clock.now + timedelta(hours=1)


@pytest.mark.parametrize(
    "said",
    [
        SMTPRecipientsRefused({"madina@example.org": (550, b"Who is madina@example.org?")}),
        SMTPRecipientsRefused({"madina@example.org": (450, b"Who is madina@example.org?")}),
        SMTPDataError(451, b"Do I know madina@example.org?"),
        SMTPDataError(554, b"madina@example.org wants no such words"),
        ValueError("Invalid address madina@example.org"),
    ],
)
@pytest.mark.parametrize(
    ("hours", "pause"), [(0, 1 / 60), (1, 1), (5, 5), (30, 12)], ids=lambda number: str(number)
)
def test_a_refusal_is_this_readers_and_tried_again_later_and_later(
    reader, clock, caplog, said, hours, pause
):
    refused(reader, clock, hours=hours)
    assert not deliver(Server(at_sending=said), reader, Parcel.next)
    assert reader.parcel.became == "put back"
    reader.refresh_from_db()
    assert reader.sending_since is None
    assert reader.not_before == clock.now + timedelta(hours=pause)
    assert f"No mail to reader {reader.pk}" in caplog.text
    assert "madina" not in caplog.text


def test_what_was_refused_for_days_is_given_up(reader, clock):
    reader.parcel.became = ""
    refused(reader, clock, hours=GIVEN_UP_AFTER / timedelta(hours=1) + 1)
    said = SMTPRecipientsRefused({"madina@example.org": (550, b"No")})
    assert not deliver(Server(at_sending=said), reader, Parcel.next)
    assert reader.parcel.became == "given up"
    reader.refresh_from_db()
    assert (reader.refused_since, reader.not_before) == (None, clock.now + timedelta(minutes=1))


def test_what_is_taken_ends_the_time_of_refusals(reader, clock):
    refused(reader, clock, hours=9)
    assert deliver(Server(), reader, Parcel.next)
    reader.refresh_from_db()
    assert reader.refused_since is None


def test_a_fault_of_ours_is_told_with_its_place_and_not_its_words(reader, monkeypatch, caplog):
    def fail(_self):
        raise KeyError("madina@example.org")

    monkeypatch.setattr(Parcel, "mail", fail)
    assert not deliver(Server(), reader, Parcel.next)
    assert re.search(r"KeyError at test_delivery.py:\d+", caplog.text)
    assert "madina" not in caplog.text


def test_what_was_sent_and_could_not_be_noted_stays_as_it_is(reader, monkeypatch):
    def fail(_self, _now):
        raise OSError("The disk is full.")

    monkeypatch.setattr(Parcel, "done", fail)
    with pytest.raises(OSError, match="disk"):
        deliver(Server(), reader, Parcel.next)
    assert reader.parcel.became == ""
