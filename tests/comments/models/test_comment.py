from functools import partial

import pytest
from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction

from comments.models import AlreadyDecided, Comment, Decision, Edit, Tally
from comments.sanitize import RENDERER_VERSION
from tests.at_once import at_once
from tests.make import make_article, make_comment

pytestmark = pytest.mark.django_db

VERBS = {"approve": "approved", "hold": "held", "mark_spam": "spam", "trash": "trash"}


@pytest.fixture
def moderator():
    return get_user_model().objects.create_user("nigora")


@pytest.mark.parametrize("start", VERBS.values())
@pytest.mark.parametrize(("verb", "status"), VERBS.items())
def test_a_verb_changes_the_status_and_leaves_exactly_one_row(moderator, start, verb, status):
    comment = make_comment(make_article(), status=start)
    rows = Decision.objects.filter(by=moderator)
    if start == status:
        with pytest.raises(AlreadyDecided):
            getattr(comment, verb)(by=moderator, why="Because.")
        assert not rows
    else:
        row = getattr(comment, verb)(by=moderator, why="Because.")
        assert row == rows.get()
        assert (row.from_status, row.to_status, row.why) == (start, status, "Because.")
    comment.refresh_from_db()
    assert comment.status == status


def test_a_colleague_who_was_quicker_is_named_and_nothing_changes(moderator):
    comment = make_comment(make_article(), status="held")
    seen = comment.last_decision().pk
    seen_by_another = Comment.objects.get(pk=comment.pk)
    approved = comment.approve(by=moderator, seen=seen)
    for verb in ("approve", "trash", "mark_spam", "hold"):
        with pytest.raises(AlreadyDecided) as quicker:
            getattr(seen_by_another, verb)(by=moderator, seen=seen)
        assert quicker.value.decision == approved
        assert quicker.value.decision.by == moderator
    assert Decision.objects.filter(by=moderator).count() == 1
    assert Comment.objects.get().status == seen_by_another.status == "approved"


def test_a_decision_is_undone_once_and_only_while_it_is_the_last(moderator):
    comment = make_comment(make_article(), status="held")
    first = comment.trash(by=moderator)
    back = comment.undo(first.pk, moderator)
    assert (back.to_status, back.via) == ("held", "undo")
    assert Comment.objects.get().status == "held"
    with pytest.raises(AlreadyDecided):
        comment.undo(first.pk, moderator)
    assert comment.decisions.count() == 3


def test_what_the_rules_decided_is_not_undone(moderator):
    comment = make_comment(make_article(), status="spam")
    with pytest.raises(AlreadyDecided):
        comment.undo(comment.last_decision().pk, moderator)


def test_an_edit_keeps_what_stood_there_and_who_changed_it_why(moderator):
    comment = make_comment(make_article(), "Call 900 12 34", name="Z")
    assert comment.edit(moderator, "A number.", source="Call", name="Z")
    assert not comment.edit(moderator, "Again.", source="Call")
    stored = Comment.objects.get()
    assert (stored.source, stored.html, stored.status) == ("Call", "<p>Call</p>", "approved")
    assert stored.edited_at
    row = Edit.objects.get()
    assert (row.field, row.was, row.by, row.why) == (
        "source", "Call 900 12 34", moderator, "A number.",
    )  # fmt: skip
    assert comment.decisions.count() == 1


def test_a_decision_that_fails_halfway_changes_nothing(moderator, monkeypatch):
    comment = make_comment(make_article(), status="held")

    def fail(*args):
        raise RuntimeError

    monkeypatch.setattr(Decision, "save", fail)
    with pytest.raises(RuntimeError), transaction.atomic():
        comment.approve(by=moderator)
    assert Comment.objects.get().status == "held"
    assert Tally.of(comment.article_id).comments == 0


def test_the_time_of_the_first_approval_is_kept(moderator):
    comment = make_comment(make_article(), status="held")
    assert comment.approved_at is None
    comment.approve(by=moderator)
    first = comment.approved_at
    comment.trash(by=moderator)
    comment.approve(by=moderator)
    assert Comment.objects.get().approved_at == first


def test_public_means_approved_and_on_a_public_article():
    article = make_article()
    approved = make_comment(article)
    for status in ("held", "spam", "trash"):
        make_comment(article, status=status)
    withdrawn = make_article()
    make_comment(withdrawn)
    withdrawn.withdraw()
    assert list(Comment.objects.public()) == [approved]


def test_a_comment_knows_its_thread_and_its_path():
    article = make_article()
    top = make_comment(article)
    reply = make_comment(article, parent=top)
    answer = make_comment(article, parent=reply)
    assert [row.thread for row in (top, reply, answer)] == [top, top, top]
    assert [row.depth for row in (top, reply, answer)] == [1, 2, 3]
    assert answer.path.startswith(f"{reply.path}/")


def test_thread_order_puts_every_reply_under_what_it_answers():
    article = make_article()
    first = make_comment(article, "1")
    second = make_comment(article, "2")
    make_comment(article, "1.1", parent=first)
    late = make_comment(article, "2.1", parent=second)
    make_comment(article, "1.2", parent=first)
    make_comment(article, "2.1.1", parent=late)
    order = Comment.objects.in_thread_order().values_list("source", flat=True)
    assert list(order) == ["1", "1.1", "1.2", "2", "2.1", "2.1.1"]


def test_what_was_typed_is_kept_and_rendered_beside_it():
    comment = make_comment(make_article(), "<b>5 < 6</b>")
    assert comment.source == "<b>5 < 6</b>"
    assert comment.html == "<p><b>5 &lt; 6</b></p>"
    assert comment.html_version == RENDERER_VERSION
    assert comment.text == "5 < 6"


def test_the_database_itself_refuses_a_status_that_does_not_exist():
    comment = make_comment(make_article())
    with pytest.raises(IntegrityError):
        Comment.objects.filter(pk=comment.pk).update(status="loved")


def test_the_database_itself_refuses_an_approval_without_a_time():
    comment = make_comment(make_article(), status="held")
    with pytest.raises(IntegrityError):
        Comment.objects.filter(pk=comment.pk).update(status="approved")


def test_a_removal_decided_on_an_old_copy_keeps_the_time_of_the_first_approval(moderator):
    comment = make_comment(make_article(), status="held")
    old_copy = Comment.objects.get(pk=comment.pk)
    comment.approve(by=moderator)
    old_copy.trash(by=moderator)
    assert Comment.objects.get().approved_at == comment.approved_at
    assert Comment.objects.get().status == "trash"


def test_what_is_written_anew_changes_all_that_follows_from_it():
    comment = make_comment(make_article(), "First")
    before = comment.fingerprint
    comment.write("<b>Second</b>")
    comment.save()
    comment.refresh_from_db()
    assert comment.html == "<p><b>Second</b></p>"
    assert comment.fingerprint != before


def test_a_reply_under_another_article_is_refused_by_the_model_itself():
    parent = make_comment(make_article())
    with pytest.raises(ValueError, match="same article"):
        make_comment(make_article(), parent=parent)
    assert Comment.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_opposite_decisions_at_the_same_time_end_in_exactly_one(moderator):
    comment = make_comment(make_article(), status="held")
    seen = comment.last_decision().pk

    def decide(copy: Comment, verb: str) -> Decision | None:
        try:
            getattr(copy, verb)(by=moderator, seen=seen)
        except AlreadyDecided as quicker:
            return quicker.decision
        return None

    verbs = ["approve", "trash", "approve", "mark_spam"]
    told = at_once(*[partial(decide, Comment.objects.get(), verb) for verb in verbs])
    comment.refresh_from_db()
    _first, made = comment.decisions.all()
    assert made.to_status == comment.status
    assert sorted(told, key=bool) == [None, made, made, made]
    assert Tally.of(comment.article_id).comments == (comment.status == "approved")


def test_a_comment_is_of_the_edition_of_its_article():
    comment = make_comment(make_article(language="fa"))
    assert comment.language == "fa"
    assert list(Comment.objects.in_edition("fa")) == [comment]
    assert not Comment.objects.in_edition("en").exists()


def test_threads_that_were_written_past_the_model_can_be_marked():
    article = make_article()
    top = make_comment(article)
    make_comment(article, parent=top)
    answered = make_comment(article)
    make_comment(article, parent=answered)
    answered.trash(by=None)
    make_comment(article, status="held")
    Comment.objects.update(heads_thread=False, thread_size=None)
    assert Comment.objects.mark_threads() == 2
    sizes = Comment.objects.heading_threads().values_list("pk", "thread_size")
    assert list(sizes) == [(top.pk, 2), (answered.pk, 1)]
    assert Comment.objects.mark_threads() == 0
