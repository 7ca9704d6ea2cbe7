import pytest

from comments.models import Comment
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
