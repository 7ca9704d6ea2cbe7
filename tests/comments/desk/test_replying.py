import pytest

from comments.desk.replying import reply
from comments.models import AlreadyDecided, Comment, Decision, Tally
from comments.submit import Refused
from tests.make import make_article, make_comment, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return make_staff("Chief", first_name="Nigora", last_name="Sharipova", email="n@example.org")


def test_an_answer_is_published_at_once_for_the_newsroom(editor):
    comment = make_comment(make_article())
    answer = reply(comment, "Thank you.", editor, ip="203.0.113.9")
    answer.refresh_from_db()
    assert (answer.status, answer.parent, answer.user) == ("approved", comment, editor)
    assert (answer.name, answer.email) == ("Nigora Sharipova", "n@example.org")
    assert answer in Comment.objects.public()


def test_what_is_held_is_approved_with_the_answer(editor):
    comment = make_comment(make_article(), status="held")
    reply(comment, "Thank you.", editor, seen=comment.last_decision().pk, ip=None)
    assert Comment.objects.public().count() == Tally.of(comment.article_id).comments == 2
    assert Decision.objects.get(comment=comment, by=editor).to_status == "approved"


def test_nothing_is_changed_when_a_colleague_has_decided_meanwhile(editor):
    comment = make_comment(make_article(), status="held")
    known = comment.last_decision().pk
    Comment.objects.get(pk=comment.pk).trash(by=make_staff("Moderator", "zarina"))
    with pytest.raises(AlreadyDecided):
        reply(comment, "Thank you.", editor, seen=known, ip=None)
    assert Comment.objects.count() == 1


def test_nothing_is_changed_when_the_rules_refuse_the_answer(editor):
    article = make_article(comment_status="closed")
    comment = make_comment(article, status="held")
    with pytest.raises(Refused):
        reply(comment, "Thank you.", editor, ip=None)
    comment.refresh_from_db()
    assert (comment.status, Comment.objects.count()) == ("held", 1)


def test_a_retry_on_a_slow_line_makes_no_second_answer(editor):
    comment = make_comment(make_article(), status="held")
    known = comment.last_decision().pk
    answers = [
        reply(Comment.objects.get(pk=comment.pk), "Thank you.", editor, seen=known, ip="::1")
        for _ in range(2)
    ]
    assert answers[0] == answers[1]
    assert Decision.objects.filter(comment=comment, by=editor).count() == 1


def test_an_answer_that_was_taken_back_is_published_when_it_is_given_again(editor):
    comment = make_comment(make_article(), status="held")
    first = reply(comment, "Thank you.", editor, ip="::1")
    first.trash(by=editor)
    comment.hold(by=editor)
    again = reply(Comment.objects.get(pk=comment.pk), "Thank you.", editor, ip="::1")
    assert again != first
    assert {again, comment} == set(Comment.objects.public())


def test_the_approval_is_taken_back_when_the_answer_cannot_be_stored(editor, monkeypatch):
    comment = make_comment(make_article(), status="held")
    monkeypatch.setattr("comments.submit.something_waits", None)  # can't be called
    with pytest.raises(TypeError):
        reply(comment, "Thank you.", editor, ip=None)
    comment.refresh_from_db()
    assert (comment.status, Comment.objects.count()) == ("held", 1)


def test_an_answer_that_the_rules_would_hold_is_published(editor):
    comment = make_comment(make_article())
    links = " ".join(f"https://example{number}.org" for number in range(20))
    answer = reply(comment, f"See {links}", editor, ip=None)
    answer.refresh_from_db()
    assert answer.status == "approved"


def test_somebody_without_a_name_answers_for_the_site_and_never_with_the_login():
    answer = reply(make_comment(make_article()), "Thanks.", make_staff("Moderator"), ip=None)
    assert answer.name == "Javob"
