from datetime import timedelta

import pytest
from django.utils import timezone

from comments.models import Comment, Discussion, RetentionRun
from comments.retention import LABELS, NotForgotten, forget
from comments.retention.portions import Stopped
from tests.make import make_article, make_comment, make_staff

pytestmark = pytest.mark.django_db


def age(days: int, **fields) -> Comment:
    comment = make_comment(make_article(), ip="203.0.113.9", user_agent="curl/8.5", **fields)
    then = timezone.now() - timedelta(days=days)
    Comment.objects.filter(pk=comment.pk).update(created_at=then, changed_at=then)
    return comment


def test_each_round_says_what_it_forgot():
    age(31)
    age(31, status="spam")
    age(29)
    assert forget() == {"spam": 1, "ip_addresses": 1, "browsers": 1}
    (run,) = RetentionRun.objects.all()
    assert run.counts == {"spam": 1, "ip_addresses": 1, "browsers": 1}
    assert forget() == {}
    assert RetentionRun.objects.count() == 1


def test_a_round_that_forgot_nothing_is_noted_once_a_day():
    for _ in range(3):
        forget()
    assert RetentionRun.objects.count() == 1
    RetentionRun.objects.update(at=timezone.now() - timedelta(hours=25))
    for _ in range(3):
        forget()
    assert [run.counts for run in RetentionRun.objects.all()] == [{}, {}]


def test_rounds_are_forgotten_after_a_year():
    for days in (364, 366):
        run = RetentionRun.objects.create()
        RetentionRun.objects.filter(pk=run.pk).update(at=timezone.now() - timedelta(days=days))
    assert forget() == {"runs": 1}
    assert RetentionRun.objects.count() == 2


def test_0_is_for_ever():
    nothing = {f"keep_{what}_days": 0 for what in ("ip", "user_agent", "unconfirmed")}
    Discussion(pk=1, empty_spam_days=0, empty_trash_days=0, **nothing).save()
    age(3000)
    age(3000, status="spam")
    assert forget() == {}


def test_every_kind_has_a_label():
    age(31)
    assert forget().keys() <= LABELS.keys()


def refuse(monkeypatch, *kinds: str) -> None:
    """As a database that has no room left."""
    for kind in kinds:

        def fail(_before):
            raise Stopped(2)

        monkeypatch.setattr(f"comments.retention.{kind}", fail)


def test_a_kind_that_the_database_refuses_stops_no_other_and_is_named(monkeypatch, caplog):
    age(31, status="spam")
    age(31)
    refuse(monkeypatch, "purge_spam", "reduce_browsers")
    with pytest.raises(NotForgotten, match="spam, browsers"):
        forget()
    (run,) = RetentionRun.objects.all()
    done = {"spam": 2, "browsers": 2, "ip_addresses": 2}
    assert run.counts == done | {"stopped:spam": 1, "stopped:browsers": 1}
    assert Comment.objects.filter(ip=None).count() == 2
    assert "The round stopped with: spam" in caplog.text


def test_a_fault_of_ours_stops_no_other_kind_either(monkeypatch):
    age(31)

    def fail(_before):
        raise ValueError

    monkeypatch.setattr("comments.retention.truncate_addresses", fail)
    with pytest.raises(NotForgotten, match="ip_addresses"):
        forget()
    assert RetentionRun.objects.get().counts == {"browsers": 1, "stopped:ip_addresses": 1}


def test_the_list_of_rounds_says_what_the_database_refused(monkeypatch, client):
    refuse(monkeypatch, "forget_letters")
    with pytest.raises(NotForgotten):
        forget()
    client.force_login(make_staff("Chief"))
    page = client.get("/admin/comments/retentionrun/").text
    assert "the database refused: notes of mail that was sent deleted" in page
