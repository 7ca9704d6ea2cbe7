import pytest

from comments.desk.keeping import keep
from comments.models import Comment, Decision, Discussion
from comments.second_thoughts.revise import revise
from tests.make import make_article, make_comment, make_reader_reports, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def reported() -> Comment:
    comment = make_comment(make_article())
    comment.report(make_staff("Reporter", "reporter"), "spam")
    return comment


def test_what_is_kept_stays_as_it_is_and_nobody_reports_it_any_more(reported):
    kept = keep({reported.pk: 0}, make_staff("Moderator"))
    reported.refresh_from_db()
    assert (reported.status, reported.reported) == ("approved", 0)
    assert kept.sentences() == ["1 comment stays; its reports are settled."]
    assert not Decision.objects.exclude(by=None).exists()


def test_whoever_comes_too_late_is_told_who_looked_at_it(reported):
    keep({reported.pk: 0}, make_staff("Moderator", "zarina", first_name="Zarina"))
    [sentence] = keep({reported.pk: 0}, make_staff("Moderator")).sentences()
    assert sentence.startswith("Already looked at by Zarina")


def test_what_nobody_reports_and_what_is_gone_is_said(reported):
    other = make_comment(reported.article)
    kept = keep({reported.pk: 0, other.pk: 0, 999_999: 0}, make_staff("Moderator"))
    assert kept.sentences() == [
        "1 comment stays; its reports are settled.",
        "Nobody reports this comment. Nothing was changed.",
        "1 comment is no longer here.",
    ]


def test_what_was_reported_since_the_page_was_made_stays_open(reported):
    known = reported.reports.get().pk
    colleague = make_staff("Moderator", "zarina")
    reported.report(colleague, "personal", "His address!")
    kept = keep({reported.pk: known}, make_staff("Moderator"))
    assert kept.sentences() == [
        "1 comment stays; its reports are settled.",
        "1 comment was reported again meanwhile; that report is open.",
    ]
    assert reported.reports.get(settled_at=None).by == colleague
    kept = keep({reported.pk: known}, make_staff("Chief", "bahrom"))
    assert (kept.now, kept.again, kept.before) == ({}, [reported.pk], {})


def test_a_single_report_of_a_reader_since_is_no_reason_to_look_again(reported):
    known = reported.reports.get().pk
    make_reader_reports(reported, "Rude")
    kept = keep({reported.pk: known}, make_staff("Moderator"))
    assert kept.sentences() == ["1 comment stays; its reports are settled."]
    assert reported.reports.get(settled_at=None).note == "Rude"
    make_reader_reports(reported, "", "Rude", "Rude", "Rude", "Rude", "Rude", "Rude", "Rude")
    reported.refresh_from_db()
    assert reported.reported == 8


def test_reports_that_do_not_weigh_enough_are_settled_too():
    comment = make_comment(make_article())
    make_reader_reports(comment, "Rude")
    kept = keep({comment.pk: 0}, make_staff("Moderator"))
    assert kept.sentences() == ["1 comment stays; its reports are settled."]
    assert comment.reports.get().upheld is False


def test_what_its_author_changed_meanwhile_is_not_kept_unseen(reported):
    seen = {reported.pk: reported.last_decision().pk}
    revise(reported, "Something else!", Discussion.current())
    moderator = make_staff("Moderator")
    kept = keep({reported.pk: 0}, moderator, seen)
    assert kept.revised == [reported.pk]
    assert kept.sentences() == ["1 comment was changed by its author meanwhile; look at it again."]
    assert Comment.objects.get().reported == 1
    assert keep({reported.pk: 0}, moderator, {reported.pk: reported.last_decision().pk}).now
