import pytest
from django.db import transaction

from comments.models import Comment, Edit, Status, Tally
from comments.sanitize import render
from tests.make import make_article, make_comment

pytestmark = pytest.mark.django_db


def revise(comment, text, to):
    with transaction.atomic():
        return comment.revise(text, render(text), to, 7)


@pytest.mark.parametrize("was", ["approved", "held", "spam"])
@pytest.mark.parametrize("to", ["approved", "held", "spam"])
def test_the_text_the_status_and_the_log_change_together(was, to):
    comment = make_comment(make_article(), "Before.", status=was)
    if to == "approved" and was != "approved":
        comment.approved_at = comment.created_at
        comment.save(update_fields=["approved_at"])
    decision = revise(comment, "After.", Status(to))
    stored = Comment.objects.get()
    assert (stored.source, stored.html, stored.status) == ("After.", "<p>After.</p>", to)
    assert (stored.risk, bool(stored.revised_at), stored.edited_at) == (7, True, None)
    assert (decision.from_status, decision.to_status, decision.via) == (was, to, "rules")
    assert decision.follows_revision
    assert Edit.objects.get().was == "Before."
    tally = Tally.of(comment.article_id)
    counts = {"approved": tally.comments, "held": tally.held, "spam": tally.spam}
    assert counts == {"approved": 0, "held": 0, "spam": 0, to: 1}
    assert tally.threads == (to == "approved")
