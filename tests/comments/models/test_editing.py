import pytest

from comments.models import AlreadyDecided, Comment, Edit
from tests.make import make_article, make_comment, make_staff

pytestmark = pytest.mark.django_db


def test_an_edit_of_what_was_emptied_meanwhile_writes_nothing_back():
    comment = make_comment(make_article(), "Words", status="trash")
    loaded = Comment.objects.get(pk=comment.pk)
    comment.purge()
    with pytest.raises(AlreadyDecided):
        loaded.edit(make_staff("Moderator"), "A slip.", source="Other words")
    assert Comment.objects.get().source == ""
    assert not Edit.objects.exists()
