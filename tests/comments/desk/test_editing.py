import pytest

from comments.desk.editing import AlreadyEdited, edit, last_edit
from comments.models import Comment, Discussion, Edit
from comments.second_thoughts.revise import revise
from tests.make import make_article, make_comment, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def comment():
    return make_comment(make_article(), "My number is 55512.")


def test_an_edit_is_known_by_the_last_row_of_its_log(comment):
    by = make_staff("Moderator")
    assert last_edit(comment) == 0
    assert edit(comment, by, "A number", seen=0, source="My number is …")
    assert last_edit(comment) == Edit.objects.get().pk
    assert edit(comment, by, "A slip", seen=last_edit(comment), source="Mine is …")
    assert [row.was for row in comment.edits.all()] == ["My number is 55512.", "My number is …"]


def test_the_text_before_an_edit_of_a_colleague_never_comes_back_unseen(comment):
    edit(comment, make_staff("Moderator", "zarina"), "A number", seen=0, source="My number is …")
    with pytest.raises(AlreadyEdited, match=r"zarina edited this comment.*“My number is …”"):
        edit(comment, make_staff("Moderator"), "A slip", seen=0, source="My number is: 55512.")
    comment.refresh_from_db()
    assert comment.source == "My number is …"


def test_an_edit_that_changes_nothing_says_so(comment):
    assert not edit(comment, make_staff("Moderator"), "Why", seen=0, source=comment.source)
    assert not Edit.objects.exists()


def test_what_its_author_changed_meanwhile_is_not_written_over_unseen(comment):
    revise(Comment.objects.get(), "My number is 66612.", Discussion.current())
    with pytest.raises(AlreadyEdited, match=r"Its author edited this comment.*66612") as quicker:
        edit(comment, make_staff("Moderator"), "A number", seen=0, source="My number is …")
    assert quicker.value.edit.by is None
