"""What all forms below a comment have in common."""

import pytest
from django.test import Client

from comments.models import Comment, Decision, Edit, Look, Note, Report
from tests.comments.admin.panel_forms import SENT, address, send
from tests.make import make_staff, vanish

pytestmark = pytest.mark.django_db


STORED = [Comment, Decision, Edit, Note, Report]

every_panel = pytest.mark.parametrize("panel", SENT)


@every_panel
def test_a_form_shows_the_comment_that_it_is_about(moderator, comment, panel):
    page = moderator.get(address(comment, panel))
    assert page.status_code == 200
    assert "Madina" in page.text
    assert "Well said." in page.text
    assert f'id="id_{comment.pk}_' in page.text


@every_panel
def test_whoever_opens_a_form_looks_at_the_comment(moderator, nigora, comment, panel):
    moderator.get(address(comment, panel))
    look = Look.objects.get()
    assert (look.comment, look.by) == (comment, nigora)


@every_panel
def test_what_is_no_form_is_told_what_is_missing(moderator, comment, panel):
    answer = moderator.post(address(comment, panel), "{}", content_type="application/json")
    assert answer.status_code == 422


TEXT = {"reply": "text", "edit": "source", "note": "text", "report": "note"}


@every_panel
@pytest.mark.parametrize("text", ["ҷ" * 70_000, "a\0b", "x\ud83d"], ids=["long", "nul", "half"])
def test_a_text_that_is_not_taken_comes_back(moderator, comment, panel, text):
    if "\ud83d" in text:
        text = text.encode("utf-8", "surrogatepass").decode("utf-8", "replace") + "\0"
    answer = send(moderator, comment, panel, **{TEXT[panel]: text})
    assert answer.status_code == 422
    assert text.replace("\0", "\u2400") in answer.text
    assert "\0" not in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert Comment.objects.get().source == "Well said."


@every_panel
def test_what_is_typed_comes_back_when_one_is_signed_out(client, comment, panel):
    answer = send(client, comment, panel)
    assert answer.status_code == 403
    assert "You are signed out" in answer.text
    assert "What I typed.</pre>" in answer.text
    assert f"?next={address(comment, panel)}" in answer.text
    assert "Well said." not in answer.text


@every_panel
@pytest.mark.parametrize("how", ["gone", "emptied"])
def test_what_is_typed_comes_back_when_the_comment_is_gone(moderator, comment, panel, how):
    if how == "gone":
        vanish(comment)
    else:
        comment.trash(by=None)
        comment.purge()
    answer = send(moderator, comment, panel)
    assert answer.status_code == 404
    assert "This comment is no longer here." in answer.text
    assert "What I typed.</pre>" in answer.text
    assert moderator.get(address(comment, panel)).status_code == 404


@every_panel
def test_the_script_gets_a_new_card_or_the_form_again(script, comment, panel):
    answer = send(script, comment, panel)
    assert f'id="comment-{comment.pk}"' in answer.json()["card"]
    assert answer.json()["counts"]["held"] == "0"
    answer = send(script, comment, panel, **dict.fromkeys(SENT[panel], ""))
    assert answer.status_code == 422
    assert 'class="desk-panel"' in answer.text


@pytest.mark.parametrize(
    ("role", "panels"),
    [
        ("Reporter", {"report"}),
        ("Editor", {"report"}),
        ("Moderator", {"reply", "edit", "note", "report"}),
        ("", set()),
    ],
)
def test_every_form_asks_for_its_own_permission(client, comment, role, panels):
    client.force_login(make_staff(role, "somebody"))
    before = [model.objects.count() for model in STORED]
    for panel in sorted(set(SENT) - panels):
        assert client.get(address(comment, panel)).status_code == 403
        assert send(client, comment, panel).status_code == 403
    assert [model.objects.count() for model in STORED] == before
    for panel in panels:
        assert client.get(address(comment, panel)).status_code == 200


@every_panel
def test_a_forged_form_of_another_site_changes_nothing(nigora, comment, panel):
    client = Client(enforce_csrf_checks=True)
    client.force_login(nigora)
    assert send(client, comment, panel).status_code == 403
    assert Comment.objects.get().source == "Well said."
