import pytest

from comments.models import AlreadyDecided, Comment, Report, Tally
from comments.models.search import comments_found
from tests.make import make_article, make_comment, make_staff

pytestmark = pytest.mark.django_db


def test_a_decision_by_an_old_copy_leaves_what_a_colleague_wrote_to_be_found():
    moderator = make_staff("Moderator")
    comment = make_comment(make_article(), "telephone", name="Rustam", status="held")
    old = Comment.objects.get(pk=comment.pk)
    comment.edit(moderator, "A number.", source="removed", name="R.")
    old.approve(by=moderator)
    stored = Comment.objects.get()
    assert (stored.source, stored.html, stored.name) == ("removed", "<p>removed</p>", "R.")
    assert comments_found("removed", 5, status="approved")[0] == [comment.pk]
    for word in ("telephone", "Rustam"):
        assert comments_found(word, 5)[0] == []


@pytest.mark.parametrize("status", ["approved", "held", "spam", "trash"])
def test_what_its_author_withdrew_nobody_brings_back(status):
    moderator = make_staff("Moderator")
    comment = make_comment(make_article(), status=status)
    last = comment.withdraw()
    assert (last.to_status, last.via, last.by) == ("trash", "reader", None)
    seen = Comment.objects.get()
    for verb in (seen.approve, seen.hold, seen.mark_spam, seen.trash):
        for known in (None, last.pk):
            with pytest.raises(AlreadyDecided) as already:
                verb(moderator, seen=known)
            assert already.value.decision == last
    with pytest.raises(AlreadyDecided):
        seen.undo(last.pk, moderator)
    with pytest.raises(AlreadyDecided):
        seen.withdraw()
    assert Comment.objects.get().status == "trash"
    assert comment.decisions.count() == 2
    tally = Tally.of(comment.article_id)
    assert (tally.comments, tally.held, tally.spam, tally.trash) == (0, 0, 0, 1)
    Comment.objects.get().purge()


def test_a_decision_that_the_author_overtakes_is_not_undone():
    moderator = make_staff("Moderator")
    comment = make_comment(make_article(), status="held")
    trashed = comment.trash(moderator)
    comment.withdraw()
    with pytest.raises(AlreadyDecided) as already:
        comment.undo(trashed.pk, moderator)
    assert already.value.decision.is_withdrawal


def test_reports_of_what_is_withdrawn_are_settled():
    comment = make_comment(make_article())
    comment.report(make_staff("Moderator"), "insult")
    comment.withdraw()
    report = Report.objects.get()
    assert report.settled_at
    assert report.settled_by is None
    assert Comment.objects.get().reported == 0
    assert Tally.of(comment.article_id).reported == 0
