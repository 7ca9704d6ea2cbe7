"""Comments that wait, and who wants mail about them."""

from datetime import timedelta
from smtplib import SMTPRecipientsRefused

from django.contrib.auth import get_user_model
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from comments.models import MailPreference
from tests.make import make_article, make_comment


def make_wish(how="at_once", name="nigora", **fields):
    fields = {"email": f"{name}@example.org", "is_superuser": True, "is_staff": True} | fields
    user = get_user_model().objects.create_user(name, **fields)
    return MailPreference.objects.create(user=user, how=how)


def held(text="Held.", hours=0):
    """A held comment, old enough for any database to have it in its place."""
    written = timezone.now() - timedelta(hours=hours, minutes=1)
    return make_comment(make_article(), text, status="held", created_at=written)


def runs():
    return DBTaskResult.objects.filter(status="READY").order_by("run_after")


def seconds_to(run):
    return (run.run_after - timezone.now()).total_seconds()


class Server(EmailBackend):
    """A mail server that is down, or that refuses what is for some."""

    fault: Exception | None = None
    refused: str = ""

    def open(self):
        if Server.fault:
            raise Server.fault

    def send_messages(self, messages):
        for message in messages:
            if Server.refused and Server.refused in message.to[0]:
                raise SMTPRecipientsRefused({message.to[0]: (550, b"No such user")})
        return super().send_messages(messages)
