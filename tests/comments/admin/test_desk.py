import pytest

from comments.models import Comment
from tests.make import make_comment

pytestmark = pytest.mark.django_db

LIST = "/admin/comments/comment/"


def test_nothing_of_django_admin_changes_what_a_reader_wrote(desk, article):
    comment = make_comment(article, status="held")
    address = f"{LIST}{comment.pk}/change/"
    for answer in (
        desk.post(LIST, {"action": "delete_selected", "_selected_action": comment.pk}),
        desk.post(address, {"source": "Changed", "status": "approved"}),
    ):
        assert answer.status_code == 405
    for answer in (
        desk.post(f"{LIST}{comment.pk}/delete/", {"post": "yes"}),
        desk.get(f"{LIST}add/"),
    ):
        assert answer.status_code == 403
    comment.refresh_from_db()
    assert (comment.source, comment.status) == ("Well said.", "held")


def test_the_desk_stands_in_the_index_of_admin_for_moderators_only(client, moderator, article):
    assert f'href="{LIST}"' in moderator.get("/admin/").text


@pytest.mark.parametrize("pk", ["0", "999999", "x", "1_2F", "9" * 40, "-1", "%00"])
def test_a_comment_that_is_not_there_has_no_page(moderator, pk):
    assert moderator.get(f"{LIST}{pk}/change/").status_code == 404
    assert not Comment.objects.exists()
