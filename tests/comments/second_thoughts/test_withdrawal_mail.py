from datetime import timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from comments.models import Comment, Withdrawal
from comments.second_thoughts.withdrawal_mail import mail_withdrawal
from tests.make import make_article, make_comment, make_staff
from tests.test_privacy import EMAIL, IP

pytestmark = pytest.mark.django_db


@pytest.fixture
def comment():
    comment = make_comment(
        make_article("The summit"),
        "5 < 6 & <b>so</b>\n\nSecond line",
        name="Farrukh",
        email=EMAIL,
        ip=IP,
    )
    assert Withdrawal.ask(comment)
    return comment


class Down(EmailBackend):
    fault: Exception | None = None

    def send_messages(self, messages):
        if Down.fault:
            raise Down.fault
        return super().send_messages(messages)


@pytest.fixture
def server(settings, monkeypatch):
    settings.EMAIL_BACKEND = f"{__name__}.Down"
    monkeypatch.setattr(Down, "fault", None)
    return Down


def test_the_mail_goes_to_the_address_it_was_left_with_and_has_one_link(comment):
    assert mail_withdrawal.func(comment.pk)
    [sent] = mail.outbox
    assert sent.to == [EMAIL]
    assert sent.subject == "Withdraw your comment on Javob"
    html = sent.alternatives[0][0]
    for body in (sent.body, html):
        assert "The summit" in body
        assert "Farrukh" in body
        assert "http://testserver/comments/withdraw/" in body
        assert EMAIL not in body
        assert IP not in body
    assert "> 5 < 6 & so" in sent.body
    assert "5 &lt; 6 &amp; so" in html
    assert sent.extra_headers["Auto-Submitted"] == "auto-generated"


@pytest.mark.parametrize("status", ["held", "spam"])
def test_what_was_never_published_is_sent_to_nobody(status):
    comment = make_comment(make_article("The summit"), "Buy now.", name="Shop", status=status)
    Withdrawal.ask(comment)
    assert mail_withdrawal.func(comment.pk)
    [sent] = mail.outbox
    for body in (sent.body, sent.alternatives[0][0]):
        assert "The summit" in body
        assert "http://testserver/comments/withdraw/" in body
        assert "Buy now." not in body
        assert "Shop" not in body


@pytest.mark.parametrize("language", ["ru", "tg", "fa"])
def test_the_mail_is_in_the_language_of_the_article(language):
    comment = make_comment(make_article(language=language))
    Withdrawal.ask(comment)
    mail_withdrawal.func(comment.pk)
    html = mail.outbox[0].alternatives[0][0]
    assert f'<html lang="{language}" dir="{"rtl" if language == "fa" else "ltr"}">' in html


def test_a_task_that_runs_twice_sends_once(comment):
    assert [mail_withdrawal.func(comment.pk) for _ in range(2)] == [True, False]
    assert len(mail.outbox) == 1


def test_a_mail_that_another_worker_has_in_hand_is_not_sent(comment):
    with Withdrawal.sending(comment.pk) as is_ours:
        assert is_ours
        assert not mail_withdrawal.func(comment.pk)
    assert not mail.outbox


def test_whoever_died_with_it_in_his_hands_is_not_waited_for(comment):
    Withdrawal.objects.update(sending_since=timezone.now() - timedelta(minutes=11))
    assert mail_withdrawal.func(comment.pk)


def test_a_server_that_is_down_loses_nothing_and_is_asked_later_and_later(comment, server, caplog):
    server.fault = SMTPServerDisconnected(f"{EMAIL}: gone")
    for tries, minutes in ((0, 1), (3, 8), (50, 60)):
        DBTaskResult.objects.all().delete()
        assert not mail_withdrawal.func(comment.pk, tries)
        run = DBTaskResult.objects.get()
        assert run.args_kwargs == {"args": [comment.pk, tries + 1], "kwargs": {}}
        pause = run.run_after - timezone.now()
        assert abs(pause - timedelta(minutes=minutes)) < timedelta(seconds=5)
    assert EMAIL not in caplog.text
    server.fault = None
    assert mail_withdrawal.func(comment.pk, 1)
    assert len(mail.outbox) == 1


def test_after_a_day_it_is_given_up(comment, server):
    Withdrawal.objects.update(asked_at=timezone.now() - timedelta(days=1, seconds=1))
    assert not mail_withdrawal.func(comment.pk, 30)
    assert not mail.outbox
    assert not DBTaskResult.objects.exists()


def test_an_address_that_the_server_refuses_is_not_tried_again(comment, server, caplog):
    server.fault = SMTPRecipientsRefused({EMAIL: (550, b"No such user")})
    assert not mail_withdrawal.func(comment.pk)
    assert not DBTaskResult.objects.exists()
    assert EMAIL not in caplog.text


@pytest.mark.parametrize("fate", ["withdrawn", "emptied", "gone", "nobody's"])
def test_nothing_is_sent_about_what_there_is_nothing_to_withdraw_of(comment, fate):
    if fate == "withdrawn":
        comment.withdraw()
    elif fate == "emptied":
        comment.trash(make_staff("Moderator"))
        Comment.objects.get().purge()
    elif fate == "nobody's":
        Comment.objects.update(email="")
    assert not mail_withdrawal.func(999_999 if fate == "gone" else comment.pk)
    assert not mail.outbox


@pytest.mark.django_db(transaction=True)
def test_the_worker_sends_it_and_leaves_no_old_results(comment):
    for _ in range(2):
        mail_withdrawal.enqueue(comment.pk)
    call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)
    assert len(mail.outbox) == 1
    assert DBTaskResult.objects.successful().count() <= 1
    assert not DBTaskResult.objects.failed().exists()
