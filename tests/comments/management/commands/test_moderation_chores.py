from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from comments.management.commands.moderation_chores import _SAID
from comments.models import Comment, MailPreference, RetentionRun
from comments.notifications.moderators.tasks import mail_moderators
from comments.retention import LABELS
from comments.retention.portions import Stopped
from comments.tasks import moderation_chores
from tests.make import make_article, make_comment, make_staff

pytestmark = pytest.mark.django_db


def queued(task) -> int:
    return DBTaskResult.objects.filter(task_path=task.module_path, status="READY").count()


def test_the_command_empties_what_is_old_and_keeps_the_chores_coming(capsys):
    make_comment(make_article(), status="trash")
    long_ago = timezone.now() - timedelta(days=31)
    Comment.objects.update(created_at=long_ago, changed_at=long_ago)
    for _ in range(2):
        call_command("moderation_chores")
    assert capsys.readouterr().out == "Emptied 1 comments that were trash.\n"
    assert queued(moderation_chores) == 1
    assert queued(mail_moderators) == 0


def test_the_command_says_what_else_was_forgotten(capsys):
    make_comment(make_article(), ip="203.0.113.9", user_agent="curl/8.5")
    Comment.objects.update(created_at=timezone.now() - timedelta(days=31))
    call_command("moderation_chores")
    assert capsys.readouterr().out.splitlines() == [
        "Truncated 1 IP addresses.",
        "Reduced the browsers of 1 comments to their family.",
    ]
    assert RetentionRun.objects.get().counts == {"ip_addresses": 1, "browsers": 1}


def test_every_kind_that_is_forgotten_has_a_sentence():
    assert _SAID.keys() == LABELS.keys()


def test_mail_that_somebody_wants_is_kept_coming():
    MailPreference(user=make_staff("Moderator"), how="hourly").save()
    DBTaskResult.objects.all().delete()
    call_command("moderation_chores")
    assert queued(mail_moderators) == 1


def test_the_command_ends_with_an_error_where_the_database_refused(monkeypatch):
    def fail(_before):
        raise Stopped(0)

    monkeypatch.setattr("comments.retention.purge_trash", fail)
    with pytest.raises(CommandError, match="The database refused: trash"):
        call_command("moderation_chores")
    assert queued(moderation_chores) == 1
