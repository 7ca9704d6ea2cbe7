from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from comments.models import Decision, RejectionReason
from tests.at_once import at_once
from tests.comments.admin.deciding import DECIDE, decide, statuses
from tests.make import make_comment, make_staff, vanish

pytestmark = pytest.mark.django_db


def taken() -> int:
    """How many decisions people took."""
    return Decision.objects.exclude(by=None).count()


@pytest.mark.parametrize(
    ("verb", "status"),
    [("approve", "approved"), ("spam", "spam"), ("trash", "trash"), ("hold", "held")],
)
@pytest.mark.parametrize("number", [1, 3])
def test_a_button_decides_one_comment_or_many_and_leaves_one_row_each(
    script, nigora, article, verb, status, number
):
    before = "approved" if verb == "hold" else "held"
    comments = [make_comment(article, status=before) for _ in range(number)]
    other = make_comment(article, status=before)
    answer = decide(script, verb, *comments)
    assert answer.status_code == 200
    assert statuses(*comments, other) == [status] * number + [before]
    rows = Decision.objects.filter(by=nigora)
    assert {row.comment_id for row in rows} == {comment.pk for comment in comments}
    assert {row.via for row in rows} == {"desk" if number == 1 else "bulk"}
    done = answer.json()["done"]
    assert {row["decision"] for row in done} == {row.pk for row in rows}
    assert {row["status"] for row in done} == {status}


def test_many_are_done_but_those_of_a_colleague_who_is_named(script, zarina, article):
    comments = [make_comment(article, status="held") for _ in range(20)]
    seen = {f"seen-{comment.pk}": comment.last_decision().pk for comment in comments}
    for comment in comments[:2]:
        comment.approve(by=zarina)
    answer = decide(script, "trash", *comments, **seen)
    assert answer.json()["sentences"] == [
        "18 comments: Trash.",
        "2 were already handled by Zarina Karimova; nothing was changed there.",
    ]
    assert {row["comment"] for row in answer.json()["already"]} == {
        comment.pk for comment in comments[:2]
    }
    assert taken() == 20
    assert answer.json()["counts"]["held"] == "0"


def test_whoever_comes_too_late_is_told_who_did_what_when(script, zarina, article):
    comment = make_comment(article, status="held")
    seen = comment.last_decision().pk
    comment.mark_spam(by=zarina)
    answer = decide(script, "approve", comment, **{f"seen-{comment.pk}": seen})
    assert answer.status_code == 409
    assert "Zarina Karimova" in answer.json()["sentences"][0]
    assert "Spam" in answer.json()["sentences"][0]
    assert statuses(comment) == ["spam"]
    assert taken() == 1


def test_the_same_button_pressed_twice_decides_once(script, article):
    comment = make_comment(article, status="held")
    assert decide(script, "spam", comment).status_code == 200
    assert decide(script, "spam", comment).status_code == 409
    assert taken() == 1


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({}, 400),
        ({"decide": "approve"}, 400),
        ({"decide": "approve:"}, 400),
        ({"decide": "approve:all", "chosen": "{pk}"}, 400),
        ({"decide": "purge:{pk}"}, 400),
        ({"decide": "approved:{pk}"}, 400),
        ({"decide": "delete:chosen", "chosen": "{pk}"}, 400),
        ({"decide": "approve:{pk}x", "chosen": "{pk}"}, 400),
        ({"decide": "approve:chosen"}, 422),
        ({"decide": "approve:chosen", "chosen": ["{pk}"] * 201}, 422),
        ({"decide": "approve:chosen", "chosen": ["0", "-1", "x", "1e9", "\0", "9" * 30]}, 409),
        ({"decide": "approve:999999"}, 409),
        ({"decide": "keep:999999"}, 409),
    ],
)
def test_a_forged_button_decides_nothing_and_is_answered(script, article, sent, status):
    comment = make_comment(article, status="held")

    def named(value):
        return value.replace("{pk}", str(comment.pk))

    sent = {
        name: named(value) if isinstance(value, str) else list(map(named, value))
        for name, value in sent.items()
    }
    answer = script.post(DECIDE, sent)
    assert answer.status_code == status
    assert answer.json()["sentences"]
    assert statuses(comment) == ["held"]
    assert taken() == 0


def test_two_hundred_are_decided_at_once_and_one_more_is_said_to_be_too_many(script, article):
    comments = [make_comment(article, status="held") for _ in range(3)]
    chosen = [str(comment.pk) for comment in comments]
    many = chosen + [str(number) for number in range(10_000, 10_197)]
    answer = script.post(DECIDE, {"decide": "trash:chosen", "chosen": many})
    assert answer.json()["sentences"] == ["3 comments: Trash.", "197 comments are no longer here."]
    answer = script.post(DECIDE, {"decide": "hold:chosen", "chosen": [*many, "20000"]})
    assert "at most 200" in answer.json()["sentences"][0]
    assert statuses(*comments) == ["trash"] * 3


def test_a_comment_that_is_gone_is_said_to_be(script, article):
    comment = make_comment(article, status="held")
    seen = {f"seen-{comment.pk}": 1}
    vanish(comment)
    answer = script.post(DECIDE, {"decide": f"approve:{comment.pk}"} | seen)
    assert answer.status_code == 409
    assert answer.json()["gone"] == [comment.pk]
    assert answer.json()["sentences"] == ["1 comment is no longer here."]


def test_a_reason_from_the_list_is_kept_for_one_and_for_many(script, article):
    rude, ads = [RejectionReason.objects.create(label=label) for label in ("Rude", "Ads")]
    one, *many = [make_comment(article, status="held") for _ in range(4)]
    decide(script, "trash", one, **{f"reason-{one.pk}": rude.pk, "reason": "999"})
    decide(script, "spam", *many, reason=rude.pk, **{f"reason-{many[0].pk}": ads.pk})
    reasons = [comment.last_decision().rejection for comment in (one, *many)]
    assert reasons == [rude, ads, rude, rude]


@pytest.mark.parametrize("given", ["", "0", "999999", "x", "\0"])
def test_a_reason_that_is_not_there_is_none(script, article, given):
    comment = make_comment(article, status="held")
    decide(script, "trash", comment, **{f"reason-{comment.pk}": given})
    assert comment.last_decision().rejection is None


def test_a_reported_comment_is_kept_once(script, nigora, zarina, article):
    comment = make_comment(article)
    comment.report(zarina, "spam")
    answer = decide(script, "keep", comment)
    assert answer.json()["sentences"] == ["1 comment stays; its reports are settled."]
    assert answer.json()["counts"]["reported"] == "0"
    answer = decide(script, "keep", comment)
    assert answer.status_code == 409
    assert answer.json()["kept"][str(comment.pk)].startswith("Already looked at by nigora")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("try_number", range(3))
def test_opposite_decisions_at_the_same_time_end_in_exactly_one(article, try_number):
    comment = make_comment(article, status="held")
    seen = comment.last_decision().pk

    def moderator(verb: str) -> Callable[[], Any]:
        client = Client(headers={"Accept": "application/json"})
        client.force_login(make_staff("Moderator", verb))
        sent = {"decide": f"{verb}:{comment.pk}", f"seen-{comment.pk}": seen}
        return lambda: client.post(DECIDE, sent)

    verbs = ["approve", "trash"]
    answers = dict(zip(verbs, at_once(*map(moderator, verbs)), strict=True))
    assert sorted(answer.status_code for answer in answers.values()) == [200, 409]
    [winner] = [verb for verb, answer in answers.items() if answer.status_code == 200]
    [loser] = {"approve", "trash"} - {winner}
    decision = Decision.objects.exclude(by=None).get()
    assert decision.by.username == winner
    assert statuses(comment) == [decision.to_status]
    assert winner in answers[loser].json()["sentences"][0]
