import pytest

from tests.make import make_comment, make_reason

pytestmark = pytest.mark.django_db


def test_a_reason_shows_the_words_that_caused_it(moderator, article):
    comment = make_comment(article, "Look at https://x.tj now", status="held")
    make_reason(comment, message="Too many.", field="comment", start=8, end=20)
    page = moderator.get(f"/admin/comments/comment/{comment.pk}/change/").text
    assert "<p>Links</p>" in page
    assert "<p>https://x.tj</p>" in page


def test_the_history_names_rules_and_people(moderator, article):
    comment = make_comment(article, status="held")
    moderator.post(f"/admin/comments/comment/{comment.pk}/trash/decide/")
    page = moderator.get(f"/admin/comments/comment/{comment.pk}/change/").text
    assert "<p>nigora</p>" in page
    assert "<p>Trash</p>" in page
