import pytest
from django.test import Client

from comments.models import Comment, Decision, Edit, Look, Note, Report
from tests.make import make_article, make_comment, make_staff, vanish

pytestmark = pytest.mark.django_db

LIST = "/admin/comments/comment/"

#: What each form is sent; the text by which it is found again.
SENT = {
    "reply": {"text": "What I typed."},
    "edit": {"name": "Zarina", "source": "What I typed.", "why": "A slip"},
    "note": {"text": "What I typed."},
    "report": {"cause": "spam", "note": "What I typed."},
}

STORED = [Comment, Decision, Edit, Note, Report]

every_panel = pytest.mark.parametrize("panel", SENT)


def address(comment: Comment, panel: str) -> str:
    return f"{LIST}{comment.pk}/{panel}/"


def send(client: Client, comment: Comment, panel: str, **fields):
    return client.post(address(comment, panel), SENT[panel] | fields)


@pytest.fixture
def comment(article):
    return make_comment(article, name="Madina")


@pytest.fixture
def held(article):
    return make_comment(article, name="Madina", status="held")


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


# -- Reply --------------------------------------------------------------------------------


def test_a_reply_is_published_at_once_for_the_newsroom(moderator, guest, nigora, comment):
    answer = send(moderator, comment, "reply")
    assert answer["Location"] == f"{LIST}{comment.pk}/change/"
    reply = Comment.objects.get(parent=comment)
    assert (reply.status, reply.user) == ("approved", nigora)
    page = guest.get(comment.article.get_absolute_url()).text
    assert "What I typed." in page


def test_a_reply_approves_what_is_held_and_that_can_be_taken_back(script, held):
    answer = send(script, held, "reply", seen=held.last_decision().pk).json()
    held.refresh_from_db()
    assert held.status == "approved"
    assert answer["sentences"] == ["Your reply is published."]
    [row] = answer["done"]
    pair = f"{row['comment']}:{row['decision']}"
    assert script.post(f"{LIST}undo/", {"undo": pair}).status_code == 200
    held.refresh_from_db()
    assert held.status == "held"


def test_a_reply_to_what_was_public_already_decides_nothing(script, comment):
    assert send(script, comment, "reply").json()["done"] == []


def closed(comment):
    comment.article.comment_status = "closed"
    comment.article.save()
    return comment


def removed(comment):
    comment.trash(by=None)
    return comment


def too_deep(comment):
    for _ in range(4):
        comment = make_comment(comment.article, parent=comment)
    return comment


@pytest.mark.parametrize(
    ("make", "why", "status"),
    [
        (closed, "closed", 422),
        (removed, "This comment was removed", 409),
        (too_deep, "go any deeper", 409),
    ],
)
def test_a_reply_that_nobody_would_see_is_refused_and_its_text_given_back(
    moderator, comment, make, why, status
):
    comment = make(comment)
    before = Comment.objects.count()
    answer = send(moderator, comment, "reply")
    assert answer.status_code == status
    assert why in answer.text
    assert "What I typed.</textarea>" in answer.text
    assert Comment.objects.count() == before


@pytest.mark.parametrize("make", [removed, too_deep])
def test_whoever_could_not_reply_is_told_before_he_types(moderator, comment, make):
    page = moderator.get(address(make(comment), "reply"))
    assert page.status_code == 409
    assert "data-panel-refused" in page.text
    assert "<textarea" not in page.text


def test_a_reply_after_a_colleagues_decision_is_held_back_once_and_the_text_kept(
    moderator, zarina, held
):
    seen = held.last_decision().pk
    held.undo(held.trash(by=zarina).pk, zarina)
    answer = send(moderator, held, "reply", seen=seen)
    assert answer.status_code == 409
    assert "Zarina Karimova" in answer.text
    assert "What I typed.</textarea>" in answer.text
    assert Comment.objects.count() == 1
    assert f'name="seen" value="{held.last_decision().pk}"' in answer.text
    send(moderator, held, "reply", seen=held.last_decision().pk)
    assert Comment.objects.public().count() == 2


def test_a_reply_to_what_a_colleague_approved_meanwhile_is_published(moderator, zarina, held):
    seen = held.last_decision().pk
    held.approve(by=zarina)
    send(moderator, held, "reply", seen=seen)
    assert Comment.objects.public().count() == 2


# -- Edit ---------------------------------------------------------------------------------


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


# -- Note and report ----------------------------------------------------------------------


def test_a_note_is_for_colleagues_and_no_reader(moderator, guest, nigora, comment):
    send(moderator, comment, "note")
    assert Note.objects.get().by == nigora
    assert "What I typed." in moderator.get(f"{LIST}?tab=approved").text
    assert "What I typed." not in guest.get(comment.article.get_absolute_url()).text


@pytest.fixture
def reporter(client) -> Client:
    client.force_login(make_staff("Reporter", "rustam"))
    return client


def test_a_reporter_reports_a_published_comment_once(reporter, comment):
    answer = send(reporter, comment, "report")
    assert answer["Location"] == comment.get_absolute_url()
    again = send(reporter, comment, "report", note="And another thing.")
    assert again.status_code == 422
    assert "You have reported this comment already." in again.text
    assert "And another thing." in again.text
    report = Report.objects.get()
    assert (report.by.username, report.cause, report.note) == ("rustam", "spam", "What I typed.")
    comment.refresh_from_db()
    assert (comment.status, comment.reported) == ("approved", 1)


@pytest.mark.parametrize("where", ["held", "spam", "trash", "draft"])
def test_a_reporter_sees_no_comment_that_is_not_published(reporter, article, where):
    if where == "draft":
        article, where = make_article(status="draft"), "approved"
    comment = make_comment(article, status=where)
    assert reporter.get(address(comment, "report")).status_code == 404
    answer = send(reporter, comment, "report")
    assert answer.status_code == 404
    assert "Well said." not in answer.text
    assert not Report.objects.exists()


@pytest.mark.parametrize("cause", ["", "revenge", "\0"])
def test_a_report_has_a_cause_from_the_list(reporter, comment, cause):
    answer = send(reporter, comment, "report", cause=cause)
    assert answer.status_code == 422
    assert "What I typed.</textarea>" in answer.text
    assert not Report.objects.exists()


# -- Bad input ----------------------------------------------------------------------------

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
