import pytest

from comments.desk.deciding import Decided, decide, who, who_was_quicker
from comments.models import Comment, Decision, Discussion, RejectionReason, Status, Via
from comments.second_thoughts.revise import revise
from tests.make import make_article, make_comment, make_staff, vanish

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    return make_article()


@pytest.fixture
def moderator():
    return make_staff("Moderator")


@pytest.fixture
def colleague():
    return make_staff("Moderator", "zarina", first_name="Zarina", last_name="Karimova")


def seen(*comments: Comment) -> dict[int, int]:
    return {comment.pk: comment.last_decision().pk for comment in comments}


@pytest.mark.parametrize("to", ["held", "approved", "spam", "trash"])
def test_a_decision_is_taken_by_its_verb_and_leaves_one_row(article, moderator, to):
    comment = make_comment(article, status="spam" if to == "held" else "held")
    report = decide(seen(comment), Status(to), moderator, via=Via.DESK)
    comment.refresh_from_db()
    row = Decision.objects.get(by=moderator)
    assert (comment.status, row.to_status, row.via) == (to, to, Via.DESK)
    assert report.done == [row]
    assert (report.already, report.gone) == ([], [])


def test_many_are_done_but_those_that_a_colleague_has_decided(article, moderator, colleague):
    comments = [make_comment(article, status="held") for _ in range(5)]
    known = seen(*comments)
    comments[1].trash(by=colleague)
    comments[3].approve(by=colleague)
    report = decide(known, Status.APPROVED, moderator, via=Via.BULK)
    assert {decision.comment_id for decision in report.done} == {
        comments[place].pk for place in (0, 2, 4)
    }
    assert report.sentences() == [
        "3 comments: Approved.",
        "2 were already handled by Zarina Karimova; nothing was changed there.",
    ]
    assert Decision.objects.filter(by=colleague).count() == 2
    assert Decision.objects.filter(by=moderator).count() == 3


def test_what_was_decided_and_taken_back_meanwhile_is_not_decided_unseen(
    article, moderator, colleague
):
    comment = make_comment(article, status="held")
    known = seen(comment)
    comment.undo(comment.trash(by=colleague).pk, colleague)
    report = decide(known, Status.APPROVED, moderator, via=Via.DESK)
    assert not report.done
    comment.refresh_from_db()
    assert comment.status == "held"


def test_whoever_comes_too_late_is_told_who_did_what_when(article, moderator, colleague):
    comment = make_comment(article, status="held")
    known = seen(comment)
    comment.mark_spam(by=colleague)
    report = decide(known, Status.APPROVED, moderator, via=Via.DESK)
    [sentence] = report.sentences()
    assert sentence.replace("\xa0", " ") == (
        "Already decided by Zarina Karimova 0 minutes ago: Spam. Nothing was changed."
    )


def test_comments_that_are_gone_are_said_to_be(article, moderator):
    comment = make_comment(article, status="held")
    report = decide({comment.pk: 0, 999_999: 5, 0: 0}, Status.TRASH, moderator, via=Via.BULK)
    assert (len(report.done), report.gone) == (1, [0, 999_999])
    assert report.sentences() == ["1 comment: Trash.", "2 comments are no longer here."]


def test_a_comment_that_goes_while_it_is_decided_is_gone(article, moderator, monkeypatch):
    comment = make_comment(article, status="held")

    def in_order(ids):
        found = list(Comment.objects.filter(pk__in=list(ids)))
        vanish(comment)
        return found

    monkeypatch.setattr("comments.desk.deciding._in_order", in_order)
    assert decide({comment.pk: 0}, Status.TRASH, moderator, via=Via.DESK).gone == [comment.pk]


@pytest.mark.parametrize(
    ("to", "is_kept"), [("trash", True), ("spam", True), ("held", False), ("approved", False)]
)
def test_a_reason_is_kept_with_what_removes_a_comment(article, moderator, to, is_kept):
    reason = RejectionReason.objects.create(label="Rude")
    comment = make_comment(article, status="approved" if to == "held" else "held")
    decide({comment.pk: 0}, Status(to), moderator, via=Via.DESK, rejections={comment.pk: reason})
    assert Decision.objects.get(by=moderator).rejection == (reason if is_kept else None)


def test_the_rules_and_the_clock_are_named_like_colleagues(article, colleague):
    decision = make_comment(article).last_decision()
    assert who(decision) == "the rules"
    assert "the rules" in who_was_quicker(decision)
    decision = make_comment(article).hold(by=colleague)
    assert who(decision) == "Zarina Karimova"


def test_nothing_done_is_nothing_said():
    assert Decided(Status.SPAM).sentences() == []


def test_who_decides_by_a_text_that_its_author_has_changed_is_told(article, moderator):
    comment = make_comment(article, "Well sad.", status="held")
    known = seen(comment)
    revise(comment, "Something else!", Discussion.current())
    report = decide(known, Status.APPROVED, moderator, via=Via.DESK)
    [sentence] = report.sentences()
    assert sentence.startswith("Its author changed this comment")
    assert "look at it again" in sentence
    assert who(report.already[0]) == "its author"
    assert Comment.objects.get().status == "held"


def test_who_decides_what_its_author_has_withdrawn_is_told(article, moderator):
    comment = make_comment(article, status="held")
    comment.withdraw()
    [sentence] = decide({comment.pk: 0}, Status.APPROVED, moderator, via=Via.DESK).sentences()
    assert sentence.startswith("Its author withdrew this comment")
