import pytest
from django.contrib.auth import get_user_model

from comments.models import AlreadyDecided, Comment, Report, Tally
from tests.make import make_article, make_comment, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator():
    return make_staff("Moderator")


@pytest.fixture
def reporter():
    return make_staff("Reporter", "reporter")


def counted(comment: Comment) -> tuple[int, int]:
    """Open reports of the comment, and comments of its article that have some."""
    return Comment.objects.get(pk=comment.pk).reported or 0, Tally.of(comment.article_id).reported


def test_reports_are_counted_once_a_person_and_settled_by_a_decision(moderator):
    comment = make_comment(make_article())
    other = get_user_model().objects.create_user("other")
    comment.report(moderator, "insult")
    comment.report(moderator, "spam", "Again")
    comment.report(other, "spam")
    assert Comment.objects.get().reported == 2
    assert Tally.of(comment.article_id).reported == 1
    comment.trash(by=moderator)
    assert Comment.objects.get().reported == 0
    assert Tally.of(comment.article_id).reported == 0
    assert set(comment.reports.values_list("settled_by", flat=True)) == {moderator.pk}


def test_reports_are_settled_without_a_decision_by_whoever_keeps_the_comment(moderator):
    comment = make_comment(make_article())
    comment.report(moderator, "false")
    assert comment.settle_reports(moderator) == list(comment.reports.values_list("pk", flat=True))
    assert comment.settle_reports(moderator) == []
    assert Comment.objects.get().status == "approved"
    assert comment.decisions.count() == 1


def test_undoing_a_decision_opens_the_reports_again_that_it_settled(moderator, reporter):
    comment = make_comment(make_article())
    comment.report(reporter, "insult")
    comment.settle_reports(moderator)  # long ago, which stays
    comment.report(reporter, "spam")
    comment.report(moderator, "spam")
    decision = comment.trash(by=moderator)
    assert counted(comment) == (0, 0)
    comment.undo(decision.pk, moderator)
    assert counted(comment) == (2, 1)
    assert comment.reports.exclude(settled_at=None).get().cause == "insult"


def test_undoing_that_a_comment_was_kept_opens_its_reports_again(moderator, reporter):
    comment = make_comment(make_article())
    for person in (moderator, reporter):
        comment.report(person, "insult")
    kept = comment.settle_reports(moderator)
    assert comment.undo_keeping(kept[0]) == comment.last_decision()
    assert counted(comment) == (2, 1)
    assert not comment.reports.exclude(settled_by=None).exists()
    with pytest.raises(Report.DoesNotExist):
        comment.undo_keeping(kept[0])


def test_a_report_that_was_made_anew_stays_one(moderator, reporter):
    comment = make_comment(make_article())
    for person in (moderator, reporter):
        comment.report(person, "insult")
    kept = comment.settle_reports(moderator)
    comment.report(reporter, "false")
    comment.undo_keeping(kept[0])
    assert counted(comment) == (2, 1)
    assert {row.cause for row in comment.reports.filter(settled_at=None)} == {"insult", "false"}


@pytest.mark.parametrize("again", [False, True])
def test_what_was_decided_since_is_not_undone_with_the_reports(moderator, reporter, again):
    comment = make_comment(make_article())
    comment.report(reporter, "insult")
    kept = comment.settle_reports(moderator)
    decision = comment.hold(by=reporter)
    if again:
        decision = comment.approve(by=reporter)
    with pytest.raises(AlreadyDecided) as quicker:
        comment.undo_keeping(kept[0])
    assert quicker.value.decision == decision
    assert counted(comment) == (0, 0)


def test_reports_of_another_comment_are_not_opened(moderator, reporter):
    comment, other = make_comment(make_article()), make_comment(make_article())
    comment.report(reporter, "insult")
    kept = comment.settle_reports(moderator)
    with pytest.raises(Report.DoesNotExist):
        other.undo_keeping(kept[0])


@pytest.mark.parametrize("status", ["held", "spam", "trash"])
def test_what_was_removed_meanwhile_is_not_reported(reporter, moderator, status):
    comment = make_comment(make_article())
    loaded = Comment.objects.get(pk=comment.pk)
    {"held": comment.hold, "spam": comment.mark_spam, "trash": comment.trash}[status](moderator)
    with pytest.raises(AlreadyDecided):
        loaded.report(reporter, "spam")
    assert counted(comment) == (0, 0)
