import pytest

from comments.models import Edit
from tests.comments.admin.panel_forms import LIST, send

pytestmark = pytest.mark.django_db


def test_an_edit_changes_what_readers_see_and_keeps_the_old_text(moderator, nigora, comment):
    send(moderator, comment, "edit")
    comment.refresh_from_db()
    assert (comment.source, comment.name) == ("What I typed.", "Zarina")
    assert comment.edited_at
    rows = Edit.objects.values_list("field", "was", "why", "by")
    assert set(rows) == {
        ("source", "Well said.", "A slip", nigora.pk),
        ("name", "Madina", "A slip", nigora.pk),
    }
    assert "edited by the newsroom" in moderator.get(f"{LIST}{comment.pk}/change/").text


def test_an_edit_that_changes_nothing_says_so(script, comment):
    answer = send(script, comment, "edit", name="Madina", source="Well said.")
    assert answer.json()["sentences"] == ["Nothing was different, so nothing was changed."]
    comment.refresh_from_db()
    assert comment.edited_at is None


def test_an_edit_after_a_colleagues_is_held_back_once_and_the_text_kept(
    moderator, zarina, comment
):
    comment.edit(zarina, "A number", source="Without the number.")
    answer = send(moderator, comment, "edit", seen_edit="0")
    assert answer.status_code == 409
    assert "Zarina Karimova edited this comment" in answer.text
    assert "What I typed.</textarea>" in answer.text
    assert "Without the number." in answer.text
    comment.refresh_from_db()
    assert comment.source == "Without the number."
    last = Edit.objects.get().pk
    assert f'name="seen_edit" value="{last}"' in answer.text
    send(moderator, comment, "edit", seen_edit=last)
    comment.refresh_from_db()
    assert comment.source == "What I typed."


def test_an_edit_needs_a_reason(moderator, comment):
    answer = send(moderator, comment, "edit", why=" ")
    assert answer.status_code == 422
    assert "What I typed.</textarea>" in answer.text
    assert not Edit.objects.exists()
