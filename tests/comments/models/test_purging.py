import pytest

from comments.models import AlreadyDecided, Comment, CommentEntry, Report, Tally
from tests.make import make_article, make_comment, make_reader_reports, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator():
    return make_staff("Moderator")


@pytest.mark.parametrize("verb", ["approve", "hold", "mark_spam"])
def test_what_a_moderator_touched_since_it_was_loaded_keeps_its_words(moderator, verb):
    comment = make_comment(make_article(), "Words", status="trash")
    loaded = Comment.objects.get(pk=comment.pk)
    getattr(comment, verb)(by=moderator)
    with pytest.raises(AlreadyDecided) as quicker:
        loaded.purge()
    assert quicker.value.decision == comment.last_decision()
    stored = Comment.objects.get(pk=comment.pk)
    assert (stored.source, stored.status) == ("Words", comment.status)


@pytest.mark.parametrize("status", ["held", "approved"])
def test_what_is_not_removed_is_not_emptied(status):
    comment = make_comment(make_article(), "Words", status=status)
    with pytest.raises(ValueError, match="removed"):
        comment.purge()
    assert Comment.objects.get().source == "Words"


def test_an_open_report_goes_with_the_comment_and_is_counted_no_more(moderator):
    comment = make_comment(make_article())
    comment.report(moderator, "spam")
    comment.trash(by=None)  # not by somebody who has looked at the report
    assert Tally.of(comment.article_id).reported == 1
    comment.purge()
    assert Tally.of(comment.article_id).reported == 0
    assert not Report.objects.exists()


def test_of_settled_reports_it_is_left_who_was_right(moderator):
    comment = make_comment(make_article())
    make_reader_reports(comment, "His name is Rustam.", "")
    comment.trash(by=moderator)
    comment.purge()
    assert set(comment.reports.values_list("upheld", "note")) == {(True, "")}


def test_what_is_emptied_is_not_indexed_again():
    comment = make_comment(make_article(), status="trash")
    make_comment(comment.article)
    comment.purge()
    assert list(CommentEntry.index_rows()) == []
    assert list(CommentEntry.index_rows(anew=True)) == [1]
    assert not CommentEntry.objects.filter(pk=comment.pk).exists()
