from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from comments import sanitize, tasks
from comments.models import Comment, CommentEntry, Look, Tally
from comments.sanitize import RENDERER_VERSION
from tests.make import make_article, make_comment, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def outdated(monkeypatch):
    monkeypatch.setattr(tasks, "_AT_ONCE", 2)
    article = make_article()
    for _ in range(5):
        make_comment(article, "<b>5 < 6</b>")
    an_hour_ago = timezone.now() - timedelta(hours=1)
    Comment.objects.update(html="old", html_version=0, changed_at=an_hour_ago)
    Tally.objects.update(changed_at=an_hour_ago)
    return an_hour_ago


def test_comments_of_an_older_renderer_are_rendered_anew(outdated):
    assert tasks.rerender_outdated.func() == 5
    assert set(Comment.objects.values_list("html", "html_version")) == {
        ("<p><b>5 &lt; 6</b></p>", RENDERER_VERSION)
    }
    assert tasks.rerender_outdated.func() == 0


@pytest.mark.parametrize("what", ["edited", "emptied"])
def test_what_changes_while_it_is_rendered_is_not_brought_back(outdated, monkeypatch, what):
    moderator = make_staff("Moderator")
    comment = Comment.objects.earliest("pk")
    comment.trash(by=moderator)

    def render(source: str) -> str:
        if what == "edited":
            comment.edit(moderator, "A number.", source="Other")
        elif comment.status == "trash":
            comment.purge()
        return sanitize.render(source)

    monkeypatch.setattr(tasks, "render", render)
    assert tasks.rerender_outdated.func() == 4
    comment.refresh_from_db()
    assert comment.html == ("<p>Other</p>" if what == "edited" else "")
    assert CommentEntry.objects.filter(pk=comment.pk).exists() == (what == "edited")


def test_what_was_removed_is_not_younger_for_it(outdated):
    comment = Comment.objects.earliest("pk")
    Comment.objects.filter(pk=comment.pk).update(status="trash")
    tasks.rerender_outdated.func()
    changed = Comment.objects.values_list("changed_at", flat=True)
    assert changed.get(pk=comment.pk) == outdated
    assert all(time > outdated for time in changed.exclude(pk=comment.pk))


def test_feeds_learn_that_the_comments_changed(outdated):
    tasks.rerender_outdated.func()
    assert Tally.last_changed("en") > outdated


@pytest.mark.django_db(transaction=True)
def test_the_worker_does_it_when_asked(outdated):
    call_command("rerender_comments", verbosity=0)
    call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)
    assert DBTaskResult.objects.get().status == "SUCCESSFUL"
    assert not Comment.objects.with_outdated_html().exists()


def test_nothing_is_queued_when_nothing_is_outdated():
    make_comment(make_article())
    call_command("rerender_comments", verbosity=0)
    assert not DBTaskResult.objects.exists()


def test_the_chores_take_away_what_is_of_no_use_any_more():
    comment, now = make_comment(make_article()), timezone.now()
    for name, minutes in (("here", 1), ("gone", 3)):
        at = now - timedelta(minutes=minutes)
        Look.objects.create(comment=comment, by=make_staff("Moderator", name), at=at)
    for days in (6, 8):
        run = tasks.moderation_chores.enqueue()
        failed = {"status": "FAILED", "finished_at": now - timedelta(days=days)}
        DBTaskResult.objects.filter(pk=run.id).update(**failed)
    tasks.moderation_chores.func()
    assert [look.by.username for look in Look.objects.all()] == ["here"]
    assert [row.finished_at for row in DBTaskResult.objects.failed()] == [now - timedelta(days=6)]
