import pytest

from comments.models import Reason
from tests.make import make_comment

pytestmark = pytest.mark.django_db


def test_a_reason_shows_the_words_that_caused_it(moderator, article):
    comment = make_comment(article, "Look at https://x.tj now", status="held")
    Reason.objects.create(
        comment=comment, rule="links", outcome="hold", message="Too many.", field="comment",
        start=8, end=20,
    )  # fmt: skip
    page = moderator.get(f"/admin/comments/comment/{comment.pk}/change/").text
    assert "<p>Links</p>" in page
    assert "<p>https://x.tj</p>" in page


def test_the_history_names_rules_and_people(moderator, article):
    comment = make_comment(article, status="held")
    moderator.post(f"/admin/comments/comment/{comment.pk}/trash/decide/")
    page = moderator.get(f"/admin/comments/comment/{comment.pk}/change/").text
    assert "<p>nigora</p>" in page
    assert "<p>Trash</p>" in page
