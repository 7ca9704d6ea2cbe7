import pytest
from django.test import Client

from comments.models import Note, Report
from tests.comments.admin.panel_forms import LIST, address, send
from tests.make import make_article, make_comment, make_staff

pytestmark = pytest.mark.django_db


def test_a_note_is_for_colleagues_and_no_reader(moderator, guest, nigora, comment):
    send(moderator, comment, "note")
    assert Note.objects.get().by == nigora
    assert "What I typed." in moderator.get(f"{LIST}?tab=approved").text
    assert "What I typed." not in guest.get(comment.article.get_absolute_url()).text


@pytest.fixture
def reporter(client) -> Client:
    client.force_login(make_staff("Reporter", "rustam"))
    return client


def test_a_reporter_reports_a_published_comment_once(reporter, comment):
    answer = send(reporter, comment, "report")
    assert answer["Location"] == comment.get_absolute_url()
    again = send(reporter, comment, "report", note="And another thing.")
    assert again.status_code == 422
    assert "You have reported this comment already." in again.text
    assert "And another thing." in again.text
    report = Report.objects.get()
    assert (report.by.username, report.cause, report.note) == ("rustam", "spam", "What I typed.")
    comment.refresh_from_db()
    assert (comment.status, comment.reported) == ("approved", 1)


@pytest.mark.parametrize("where", ["held", "spam", "trash", "draft"])
def test_a_reporter_sees_no_comment_that_is_not_published(reporter, article, where):
    if where == "draft":
        article, where = make_article(status="draft"), "approved"
    comment = make_comment(article, status=where)
    assert reporter.get(address(comment, "report")).status_code == 404
    answer = send(reporter, comment, "report")
    assert answer.status_code == 404
    assert "Well said." not in answer.text
    assert not Report.objects.exists()


@pytest.mark.parametrize("cause", ["", "revenge", "\0"])
def test_a_report_has_a_cause_from_the_list(reporter, comment, cause):
    answer = send(reporter, comment, "report", cause=cause)
    assert answer.status_code == 422
    assert "What I typed.</textarea>" in answer.text
    assert not Report.objects.exists()
