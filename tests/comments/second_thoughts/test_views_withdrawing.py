"""An author takes a comment back."""

from functools import partial

import pytest
from django.test import Client

from comments.models import Comment, Discussion, Tally
from tests.at_once import at_once
from tests.comments.second_thoughts.changing import POST, edit_of, stored, withdrawal_of
from tests.make import make_article, make_comment, make_staff, reply_data

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("status", ["approved", "held", "spam"])
def test_the_button_withdraws_it_for_good(guest, article, status):
    comment = make_comment(article, status=status)
    page = guest.get(withdrawal_of(comment))
    assert page.text.count("<button") == page.text.count("<form") == 1
    assert stored(comment).status == status
    answer = guest.post(withdrawal_of(comment))
    assert answer.status_code == 200
    assert "Your comment is withdrawn" in answer.text
    assert stored(comment).status == "trash"
    last = comment.last_decision()
    assert (last.from_status, last.to_status, last.via, last.by) == (
        status,
        "trash",
        "reader",
        None,
    )


def test_withdrawing_twice_says_that_it_is_done_already(guest, comment):
    guest.post(withdrawal_of(comment))
    for answer in (guest.post(withdrawal_of(comment)), guest.get(withdrawal_of(comment))):
        assert answer.status_code == 200
        assert "Your comment was withdrawn already" in answer.text
        assert "<form" not in answer.text
    assert comment.decisions.count() == 2
    late = guest.post(edit_of(comment), {"comment": "Again."})
    assert late.status_code == 410
    assert "Again.</textarea>" in late.text


def test_after_a_decision_it_can_still_be_withdrawn(guest, comment):
    moderator = make_staff("Moderator")
    comment.hold(moderator)
    comment.approve(moderator)
    assert guest.post(withdrawal_of(comment)).status_code == 200
    assert stored(comment).status == "trash"


def test_a_withdrawn_comment_with_answers_leaves_a_marker(guest, comment):
    make_comment(comment.article, "An answer.", parent=comment)
    guest.post(withdrawal_of(comment))
    page = Client().get(comment.article.get_absolute_url()).text
    assert "This comment was removed." in page
    assert "An answer." in page
    assert "Well sad." not in page


def test_it_can_be_withdrawn_where_the_article_is_not_public(guest, comment):
    comment.article.withdraw()
    page = guest.get(withdrawal_of(comment))
    assert page.status_code == 200
    assert comment.article.get_absolute_url() not in page.text
    assert guest.post(withdrawal_of(comment)).status_code == 200


def test_the_same_may_be_said_again_after_it_was_withdrawn(guest, article):
    guest.post(POST, reply_data(article))
    guest.post(withdrawal_of(Comment.objects.get()))
    answer = guest.post(POST, reply_data(article))
    assert answer.status_code == 303
    assert "Your comment awaits moderation." in guest.get(answer["Location"]).text
    assert Comment.objects.count() == 2


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("round_", range(3))
def test_an_answer_and_the_withdrawal_of_what_it_answers_leave_everything_consistent(round_):
    article = make_article()
    parent = make_comment(article, "A question?")
    Discussion(pk=1, comment_previously_approved=False).save()

    def send(where, data):
        return Client(headers={"Sec-Fetch-Site": "same-origin"}).post(where, data)

    answer, withdrawal = at_once(
        partial(send, POST, reply_data(article, parent=parent.pk)),
        partial(send, withdrawal_of(parent), {}),
    )
    assert withdrawal.status_code == 200
    assert stored(parent).status == "trash"
    page = Client().get(article.get_absolute_url()).text
    answered = Comment.objects.exclude(pk=parent.pk).exists()
    assert answer.status_code == (303 if answered else 404)
    assert ("This comment was removed." in page) is answered
    assert ("Ташаккур барои хабар." in page) is answered
    if not answered:
        assert "Ташаккур барои хабар." in answer.text


def test_an_answer_to_what_was_withdrawn_under_the_lock_gets_its_text_back(
    guest, article, monkeypatch
):
    parent = make_comment(article, "A question?")
    locked = Tally.locked_for

    def withdrawn_meanwhile(article_id):
        monkeypatch.setattr(Tally, "locked_for", locked)
        parent.withdraw()
        return locked(article_id)

    monkeypatch.setattr(Tally, "locked_for", withdrawn_meanwhile)
    answer = guest.post(POST, reply_data(article, parent=parent.pk))
    assert answer.status_code == 404
    assert "Ташаккур барои хабар.</textarea>" in answer.text
    assert "You can still answer the article." in answer.text
    assert 'name="parent" id="parent"' in answer.text  # pressed again, it answers the article
    assert Comment.objects.count() == 1
