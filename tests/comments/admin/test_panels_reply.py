import pytest

from comments.models import Comment, Discussion
from comments.second_thoughts.revise import revise
from tests.comments.admin.panel_forms import LIST, address, send
from tests.make import make_comment

pytestmark = pytest.mark.django_db


def test_a_reply_is_published_at_once_for_the_newsroom(moderator, guest, nigora, comment):
    answer = send(moderator, comment, "reply")
    assert answer["Location"] == f"{LIST}{comment.pk}/change/"
    reply = Comment.objects.get(parent=comment)
    assert (reply.status, reply.user) == ("approved", nigora)
    page = guest.get(comment.article.get_absolute_url()).text
    assert "What I typed." in page


def test_a_reply_approves_what_is_held_and_that_can_be_taken_back(script, held):
    answer = send(script, held, "reply", seen=held.last_decision().pk).json()
    held.refresh_from_db()
    assert held.status == "approved"
    assert answer["sentences"] == ["Your reply is published."]
    [row] = answer["done"]
    pair = f"{row['comment']}:{row['decision']}"
    assert script.post(f"{LIST}undo/", {"undo": pair}).status_code == 200
    held.refresh_from_db()
    assert held.status == "held"


def test_a_reply_to_what_was_public_already_decides_nothing(script, comment):
    assert send(script, comment, "reply").json()["done"] == []


def closed(comment):
    comment.article.comment_status = "closed"
    comment.article.save()
    return comment


def removed(comment):
    comment.trash(by=None)
    return comment


def too_deep(comment):
    for _ in range(4):
        comment = make_comment(comment.article, parent=comment)
    return comment


@pytest.mark.parametrize(
    ("make", "why", "status"),
    [
        (closed, "closed", 422),
        (removed, "This comment was removed", 409),
        (too_deep, "go any deeper", 409),
    ],
)
def test_a_reply_that_nobody_would_see_is_refused_and_its_text_given_back(
    moderator, comment, make, why, status
):
    comment = make(comment)
    before = Comment.objects.count()
    answer = send(moderator, comment, "reply")
    assert answer.status_code == status
    assert why in answer.text
    assert "What I typed.</textarea>" in answer.text
    assert Comment.objects.count() == before


@pytest.mark.parametrize("make", [removed, too_deep])
def test_whoever_could_not_reply_is_told_before_he_types(moderator, comment, make):
    page = moderator.get(address(make(comment), "reply"))
    assert page.status_code == 409
    assert "data-panel-refused" in page.text
    assert "<textarea" not in page.text


def test_a_reply_after_a_colleagues_decision_is_held_back_once_and_the_text_kept(
    moderator, zarina, held
):
    seen = held.last_decision().pk
    held.undo(held.trash(by=zarina).pk, zarina)
    answer = send(moderator, held, "reply", seen=seen)
    assert answer.status_code == 409
    assert "Zarina Karimova" in answer.text
    assert "What I typed.</textarea>" in answer.text
    assert Comment.objects.count() == 1
    assert f'name="seen" value="{held.last_decision().pk}"' in answer.text
    send(moderator, held, "reply", seen=held.last_decision().pk)
    assert Comment.objects.public().count() == 2


def test_a_reply_to_what_a_colleague_approved_meanwhile_is_published(moderator, zarina, held):
    seen = held.last_decision().pk
    held.approve(by=zarina)
    send(moderator, held, "reply", seen=seen)
    assert Comment.objects.public().count() == 2


def test_a_reply_to_what_its_author_has_changed_shows_the_new_text_first(script, held):
    seen = held.last_decision().pk
    revise(held, "Something else!", Discussion.current())
    answer = send(script, held, "reply", seen=seen)
    assert answer.status_code == 409
    assert "Its author changed this comment" in answer.text
    assert "Something else!" in answer.text
    assert "What I typed." in answer.text
    assert not Comment.objects.filter(parent=held).exists()
