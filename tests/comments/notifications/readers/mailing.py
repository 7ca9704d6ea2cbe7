"""Following, publishing, and what the mail server took of it."""

from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from comments.notifications.readers.tasks import (
    mail_readers,
    mail_soon,
)
from tests.make import (
    make_comment,
    make_reader,
    make_subscription,
)


def runs():
    return DBTaskResult.objects.filter(status="READY", task_path=mail_readers.module_path)


def follow(article, *names):
    for name in names:
        make_subscription(article, reader=make_reader(f"{name}@example.org"))
    mail_soon()


def publish(article, moderator, text="News.", **fields):
    fields = {
        "status": "held",
        "email": "farrukh@example.org",
        "created_at": timezone.now(),
    } | fields
    comment = make_comment(article, text, **fields)
    comment.approve(moderator)
    return comment


def told(server):
    """By address, the texts that its mails showed, in the order in which they came."""
    said: dict[str, list[str]] = {}
    for to, read in server.taken:
        body = read.get_body(("plain",)).get_content()
        texts = [line[2:] for line in body.splitlines() if line.startswith("> ")]
        said.setdefault(to, []).extend(texts)
    return said
