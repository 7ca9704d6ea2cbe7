import pytest
from django.test import Client

from comments.models import Comment, Decision, Discussion
from comments.second_thoughts.revise import revise
from tests.make import make_comment, vanish

pytestmark = pytest.mark.django_db

DECIDE, UNDO = "/admin/comments/comment/decide/", "/admin/comments/comment/undo/"


def statuses(*comments: Comment) -> list[str]:
    return [Comment.objects.get(pk=comment.pk).status for comment in comments]


def undo(client: Client, *decisions: Decision):
    pairs = ",".join(f"{decision.comment_id}:{decision.pk}" for decision in decisions)
    return client.post(UNDO, {"undo": pairs})


def test_a_decision_is_undone_and_the_log_says_so(script, nigora, article):
    comments = [make_comment(article, status="held") for _ in range(3)]
    decisions = [comment.trash(by=nigora) for comment in comments]
    answer = undo(script, *decisions[:2])
    assert answer.json()["sentences"] == ["2 decisions undone."]
    assert statuses(*comments) == ["held", "held", "trash"]
    assert comments[0].last_decision().via == "undo"


def test_a_decision_of_a_colleague_since_is_not_undone(script, nigora, zarina, article):
    comment = make_comment(article, status="held")
    decision = comment.trash(by=nigora)
    comment.approve(by=zarina)
    answer = undo(script, decision)
    assert answer.status_code == 409
    assert "Zarina Karimova" in answer.json()["sentences"][0]
    assert statuses(comment) == ["approved"]


def test_what_the_rules_decided_is_not_undone(script, article):
    comment = make_comment(article, status="held")
    assert undo(script, comment.last_decision()).status_code == 409
    assert statuses(comment) == ["held"]


def test_what_is_gone_or_emptied_for_good_is_not_undone(script, nigora, article):
    gone, emptied = make_comment(article, status="held"), make_comment(article, status="held")
    decisions = [gone.trash(by=nigora), emptied.trash(by=nigora)]
    vanish(gone)
    emptied.purge()
    answer = undo(script, *decisions)
    assert answer.status_code == 409
    assert answer.json()["gone"] == [gone.pk]
    assert "Removed for good" in answer.json()["sentences"][0]


@pytest.mark.parametrize("pairs", ["", ",", "x:y", "1", ":5", "0:0", "1:2:3", "\0", "9" * 5000])
def test_a_forged_undo_changes_nothing_and_is_answered(script, nigora, article, pairs):
    comment = make_comment(article, pk=1, status="held")
    comment.trash(by=nigora)
    answer = script.post(UNDO, {"undo": pairs})
    assert answer.status_code == 409
    assert answer.json()["sentences"]
    assert statuses(comment) == ["trash"]


# -- What was kept --------------------------------------------------------------------------


@pytest.fixture
def reported(article, zarina) -> Comment:
    comment = make_comment(article)
    comment.report(zarina, "spam")
    return comment


def test_what_was_kept_is_reported_again(script, reported):
    kept = script.post(DECIDE, {"decide": f"keep:{reported.pk}"}).json()
    answer = script.post(UNDO, {"undo": kept["undo"]})
    assert answer.json()["sentences"] == ["1 decision undone."]
    assert answer.json()["counts"]["reported"] == "1"
    assert answer.json()["undone"] == [
        {
            "comment": reported.pk,
            "decision": reported.last_decision().pk,
            "status": "approved",
            "label": "Approved",
        }
    ]
    answer = script.post(UNDO, {"undo": kept["undo"]})
    assert answer.status_code == 409
    assert answer.json()["sentences"] == ["There is nothing to undo."]


def test_what_was_kept_and_decided_since_stays_so(script, zarina, reported):
    [written] = script.post(DECIDE, {"decide": f"keep:{reported.pk}"}).json()["undo"]
    reported.trash(by=zarina)
    answer = script.post(UNDO, {"undo": written})
    assert answer.status_code == 409
    assert "Zarina Karimova" in answer.json()["sentences"][0]
    assert statuses(reported) == ["trash"]


def test_without_the_script_what_was_kept_is_taken_back_by_a_button(moderator, reported):
    sent = {"decide": f"keep:{reported.pk}", "back": "?tab=reported"}
    page = moderator.post(DECIDE, sent, follow=True).text
    report = reported.reports.get()
    assert f'name="undo" value="{reported.pk}:r{report.pk}"' in page


# -- What was answered ----------------------------------------------------------------------


def test_a_comment_approved_with_an_answer_is_taken_back_with_it(script, article):
    comment = make_comment(article, status="held")
    sent = {"text": "Thank you.", "seen": comment.last_decision().pk}
    done = script.post(f"/admin/comments/comment/{comment.pk}/reply/", sent).json()
    answer = Comment.objects.get(parent=comment)
    assert statuses(comment, answer) == ["approved", "approved"]
    said = script.post(UNDO, {"undo": ",".join(done["undo"])}).json()
    assert said["sentences"] == ["2 decisions undone."]
    assert statuses(comment, answer) == ["held", "trash"]
    assert answer.last_decision().via == "undo"


def test_an_answer_to_what_was_public_is_taken_back_alone(script, article):
    comment = make_comment(article)
    sent = {"text": "Thank you."}
    done = script.post(f"/admin/comments/comment/{comment.pk}/reply/", sent).json()
    assert script.post(UNDO, {"undo": done["undo"]}).status_code == 200
    assert statuses(comment, Comment.objects.get(parent=comment)) == ["approved", "trash"]
    assert script.post(UNDO, {"undo": done["undo"]}).status_code == 409


@pytest.mark.parametrize(
    "report", ["r", "r0", "r-1", "rr1", "r\0", f"r{'9' * 50}", "a", "a0", "ra"]
)
def test_a_forged_report_is_answered_and_opens_nothing(script, moderator, reported, report):
    script.post(DECIDE, {"decide": f"keep:{reported.pk}"})
    assert script.post(UNDO, {"undo": f"{reported.pk}:{report}"}).status_code == 409
    assert not reported.reports.filter(settled_at=None).exists()


# -- What its author has done since ----------------------------------------------------------


def test_a_button_pressed_by_the_old_text_changes_nothing_and_shows_the_new_one(script, article):
    comment = make_comment(article, "Well sad.", status="held")
    sent = {f"seen-{comment.pk}": comment.last_decision().pk, "decide": f"approve:{comment.pk}"}
    revise(comment, "Something else!", Discussion.current())
    answer = script.post(DECIDE, sent)
    assert answer.status_code == 409
    assert answer.json()["sentences"][0].startswith("Its author changed this comment")
    assert "Something else!" in answer.json()["again"][str(comment.pk)]
    assert statuses(comment) == ["held"]


def test_what_its_author_withdrew_stays_removed(script, nigora, article):
    comment = make_comment(article, status="held")
    decision = comment.trash(by=nigora)
    comment.withdraw()
    for answer in (undo(script, decision), script.post(DECIDE, {"decide": f"hold:{comment.pk}"})):
        assert answer.status_code == 409
        assert answer.json()["sentences"][0].startswith("Its author withdrew this comment")
    assert statuses(comment) == ["trash"]


def test_reports_are_not_settled_by_the_old_text(script, reported):
    sent = {f"seen-{reported.pk}": reported.last_decision().pk, "decide": f"keep:{reported.pk}"}
    revise(reported, "Something else!", Discussion.current())
    answer = script.post(DECIDE, sent)
    assert answer.status_code == 409
    assert "Something else!" in answer.json()["again"][str(reported.pk)]
    assert Comment.objects.get().reported == 1
