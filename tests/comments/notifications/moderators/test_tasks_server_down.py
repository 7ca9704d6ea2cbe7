"""While the mail server is down nothing is lost."""

from smtplib import SMTPDataError, SMTPServerDisconnected

import pytest
from django.core import mail

from comments.models import MailPreference
from comments.notifications.moderators.tasks import (
    mail_moderators,
)
from tests.comments.notifications.moderators.waiting import (
    Server,
    held,
    make_wish,
    runs,
    seconds_to,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("five_past_ten")]


@pytest.fixture
def server(settings, monkeypatch):
    settings.EMAIL_BACKEND = f"{__name__}.Server"
    monkeypatch.setattr(Server, "fault", None)
    monkeypatch.setattr(Server, "refused", "")
    return Server


@pytest.mark.parametrize(
    "fault", [ConnectionRefusedError(), TimeoutError(), SMTPServerDisconnected("Gone")]
)
def test_nothing_is_lost_while_the_server_is_down(server, fault, caplog):
    make_wish()
    held()
    server.fault = fault
    pauses = []
    for tries in range(7):
        runs().delete()
        assert mail_moderators.func(tries) == 0
        next_run = runs()[0]
        pauses.append(seconds_to(next_run) / 60)
    # The run of the next hour comes before the last ones, and begins from the beginning.
    assert pauses == [1, 2, 4, 8, 16, 32, pytest.approx(55.5)]
    assert next_run.args_kwargs["args"] == [0]
    assert type(fault).__name__ in caplog.text
    assert MailPreference.objects.get().told_up_to == 0
    server.fault = None
    assert mail_moderators.func() == 1
    assert mail_moderators.func() == 0
    assert len(mail.outbox) == 1


def test_a_server_that_fails_in_the_middle_is_tried_again(server, monkeypatch):
    make_wish()
    held()

    def fail(*_args):
        raise SMTPDataError(451, b"Later")

    with monkeypatch.context() as patched:
        patched.setattr(Server, "send_messages", fail)
        assert mail_moderators.func() == 0
    assert seconds_to(runs()[0]) == 60
    assert mail_moderators.func() == 1


def test_one_address_that_is_refused_stops_nobody_elses_mail(server):
    make_wish(name="gone")
    make_wish(name="rustam")
    make_wish(name="broken", email="a@b\r\nBcc: all@example.org")
    held()
    server.refused = "gone@"
    assert mail_moderators.func() == 1
    assert [sent.to for sent in mail.outbox] == [["rustam@example.org"]]
    # The address is tried again with the next run, not over and over.
    assert all(run.args_kwargs["args"] == [0] for run in runs())
    assert runs().count() == 1
    server.refused = ""
    assert mail_moderators.func() == 1
    assert mail.outbox[1].to == ["gone@example.org"]
