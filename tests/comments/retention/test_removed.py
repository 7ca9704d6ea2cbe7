from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.db import DatabaseError
from django.utils import timezone

from comments.models import (
    AlreadyDecided,
    Comment,
    CommentEntry,
    Decision,
    Discussion,
    Edit,
    Note,
    Report,
    Tally,
)
from comments.places import Place
from comments.retention import forget
from comments.retention.portions import Stopped
from comments.retention.removed import purge_spam
from comments.threads import Removed, comment_page
from tests.make import make_article, make_comment, make_reason

pytestmark = pytest.mark.django_db


def removed(status: str, days: int, **fields) -> Comment:
    """A comment that was brought into the status so many days ago."""
    comment = make_comment(
        make_article(), "Call 900 12 34", name="Zarina", email="z@example.org",
        ip="203.0.113.9", network="203.0.113.0/24", status=status, **fields,
    )  # fmt: skip
    then = timezone.now() - timedelta(days=days)
    Comment.objects.filter(pk=comment.pk).update(created_at=then, changed_at=then)
    return comment


def forget_removed() -> dict[str, int]:
    """What a round empties, by status."""
    return {kind: number for kind, number in forget().items() if kind in ("spam", "trash")}


@pytest.mark.parametrize(
    ("status", "days", "purged"),
    [
        ("spam", 31, True),
        ("spam", 29, False),
        ("trash", 31, True),
        ("trash", 29, False),
        ("held", 400, False),
        ("approved", 400, False),
    ],
)
def test_what_was_removed_long_ago_is_emptied_with_one_row_in_the_log(status, days, purged):
    comment = removed(status, days)
    number = forget_removed()
    comment.refresh_from_db()
    assert (comment.status == "purged") is purged
    assert sum(number.values()) == purged
    rows = comment.decisions.filter(via="retention")
    assert [(row.from_status, row.to_status, row.by) for row in rows] == (
        [(status, "purged", None)] if purged else []
    )
    assert sum(forget_removed().values()) == 0


def test_one_that_cannot_be_emptied_is_logged_and_stops_no_other(monkeypatch, caplog):
    broken, *others = [removed("spam", 40 - number) for number in range(3)]
    purge = Comment.purge

    def fail(comment: Comment) -> Decision:
        if comment == broken:
            raise DatabaseError("No room is left")
        return purge(comment)

    monkeypatch.setattr(Comment, "purge", fail)
    monkeypatch.setattr("comments.retention.removed._AT_ONCE", 1)
    assert forget_removed()["spam"] == 2
    assert f"Comment {broken.pk} was not emptied" in caplog.text
    assert not Comment.objects.filter(pk__in=[other.pk for other in others]).exclude(name="")


def test_where_very_many_can_not_be_emptied_it_stops_and_says_how_many_were(monkeypatch):
    first, *_others = [removed("spam", 40 - number) for number in range(4)]
    purge = Comment.purge

    def fail(comment: Comment) -> Decision:
        if comment != first:
            raise DatabaseError("No room is left")
        return purge(comment)

    monkeypatch.setattr(Comment, "purge", fail)
    monkeypatch.setattr("comments.retention.removed._MOST_FAILURES", 1)
    with pytest.raises(Stopped) as stopped:
        purge_spam(timezone.now() - timedelta(days=30))
    assert stopped.value.done == 1


def test_nothing_of_its_author_and_its_words_is_left():
    user = get_user_model().objects.create_user("nigora")
    comment = removed("held", 40)
    make_reason(comment, "held_terms", message="%(term)s", details={"term": "900 12 34"})
    comment.edit(user, "It quoted Zarina", source="Call 900", name="Zarina")
    Note.objects.create(comment=comment, by=user, text="Zarina again")
    comment.trash(by=user, why="Zarina asked for it")
    then = timezone.now() - timedelta(days=40)
    Comment.objects.update(created_at=then, changed_at=then)
    assert forget_removed() == {"trash": 1}
    stored = Comment.objects.values().get()
    assert not {"Zarina", "z@example.org", "203.0.113.9", "Call 900"} & {*stored.values()}
    assert stored["source"] == stored["html"] == stored["email"] == ""
    for model in (CommentEntry, Edit, Note, Report):
        assert not model.objects.exists()
    assert comment.reasons.get().rule == "held_terms"
    assert "900" not in str(comment.reasons.get())
    assert not Decision.objects.exclude(why="").exists()
    assert [row.to_status for row in comment.decisions.all()] == ["held", "trash", "purged"]


def test_what_was_emptied_is_counted_nowhere_and_nothing_brings_it_back():
    comment = removed("spam", 31)
    forget_removed()
    tally = Tally.objects.get()
    assert (tally.comments, tally.held, tally.spam, tally.trash) == (0, 0, 0, 0)
    comment = Comment.objects.get()
    for verb in ("approve", "hold", "mark_spam", "trash"):
        with pytest.raises(AlreadyDecided):
            getattr(comment, verb)(by=None)
    with pytest.raises(AlreadyDecided):
        comment.undo(comment.last_decision().pk, None)


def test_its_place_in_the_thread_stays_while_there_are_answers():
    comment = removed("approved", 31)
    make_comment(comment.article, "Answer", parent=comment)
    comment.trash(by=None)
    then = timezone.now() - timedelta(days=31)
    Comment.objects.filter(pk=comment.pk).update(changed_at=then)
    forget_removed()
    page = comment_page(comment.article, Place(), Discussion.current())
    assert page.rows[0] == Removed(comment.pk, 1)
    assert len(page.rows) == 2


def test_the_times_are_settings_and_0_is_never():
    Discussion(pk=1, empty_spam_days=0, empty_trash_days=2).save()
    spam, trash = removed("spam", 400), removed("trash", 3)
    assert forget_removed() == {"trash": 1}
    assert [Comment.objects.get(pk=row.pk).status for row in (spam, trash)] == ["spam", "purged"]


def test_only_what_was_removed_is_emptied():
    with pytest.raises(ValueError, match="removed"):
        make_comment(make_article()).purge()
