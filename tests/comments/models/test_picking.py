import pytest

from comments.models import AlreadyDecided, Comment, Status
from tests.make import make_article, make_comment, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def comment():
    return make_comment(make_article())


def picked_by(comment):
    return Comment.objects.picked().values_list("picked_by", flat=True).first()


def test_a_pick_knows_who_picked_it_until_it_is_taken_off(comment):
    nigora = make_staff("Moderator")
    assert comment.pick(nigora)
    assert picked_by(comment) == nigora.pk
    assert not comment.pick(make_staff("Chief", "zarina"))
    assert picked_by(comment) == nigora.pk
    assert comment.unpick(nigora)
    assert picked_by(comment) is None
    assert not comment.unpick(nigora)


@pytest.mark.parametrize("status", ["held", "spam", "trash"])
def test_only_what_is_published_can_be_picked(status):
    comment = make_comment(make_article(), status=status)
    with pytest.raises(AlreadyDecided):
        comment.pick(make_staff("Moderator"))
    assert picked_by(comment) is None


def test_a_text_that_the_editor_has_not_seen_is_not_pinned(comment):
    seen = comment.last_decision().pk
    comment.revise("Another text.", "<p>Another text.</p>", Status.APPROVED, 0)
    with pytest.raises(AlreadyDecided) as told:
        comment.pick(make_staff("Moderator"), seen=seen)
    assert told.value.decision.follows_revision
    assert picked_by(comment) is None
    assert comment.pick(make_staff("Chief", "zarina"), seen=comment.last_decision().pk)


def test_a_decision_since_then_that_left_the_text_alone_does_not_matter(comment):
    seen = comment.last_decision().pk
    nigora = make_staff("Moderator")
    comment.hold(nigora)
    comment.approve(nigora)
    assert comment.pick(nigora, seen=seen)
