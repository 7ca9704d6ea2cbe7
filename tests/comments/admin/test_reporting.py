import pytest

from comments.models import Comment
from tests.make import make_article, make_comment, make_staff

pytestmark = pytest.mark.django_db

FIND = "/admin/comments/comment/report/"


@pytest.fixture
def reporter(client):
    client.force_login(make_staff("Reporter"))
    return client


@pytest.mark.parametrize(
    "typed",
    ["{pk}", "/comments/{pk}/", "https://news.example.org/ru/comments/{pk}/",
     "https://news.example.org/2026/11/summit/?cpage=2#comment-{pk}"],
)  # fmt: skip
def test_a_comment_is_found_by_whatever_names_it(reporter, typed):
    comment = make_comment(make_article())
    answer = reporter.get(FIND, {"comment": typed.format(pk=comment.pk)})
    assert answer["Location"] == f"/admin/comments/comment/{comment.pk}/report/"


@pytest.mark.parametrize("typed", ["", "no number", "99999", "held", "1" * 30, "\0"])
def test_what_is_no_published_comment_is_said_to_be_none(reporter, typed):
    held = make_comment(make_article(), status="held")
    answer = reporter.get(FIND, {"comment": str(held.pk) if typed == "held" else typed})
    assert answer.status_code == 422


def test_who_has_no_desk_is_led_to_what_he_may_do(client):
    comment = make_comment(make_article())
    desk = "/admin/comments/comment/"
    for role, leads_to in [("Reporter", FIND), ("Editor", f"{desk}numbers/")]:
        client.force_login(make_staff(role, role.lower()))
        assert client.get(desk)["Location"] == leads_to
        client.post(f"{desk}{comment.pk}/report/", {"cause": "insult", "note": "Look."})
    assert Comment.objects.get().reported == 2
