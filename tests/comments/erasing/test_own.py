import pytest
from django.utils.translation import get_language

from comments.desk.editing import edit, last_edit
from comments.erasing import Address, erase_rows
from comments.models import (
    AlreadyDecided,
    Comment,
    CommentEntry,
    Decision,
    Discussion,
    Edit,
    Note,
    Tally,
    Via,
)
from comments.models.search import comments_found
from comments.places import Place
from comments.threads import Removed, Row, comment_page
from pagecache.models import Purge
from tests.comments.erasing.traces import (
    ADDRESS,
    FOLDED,
    LOCAL,
    STATUSES,
    assert_counts_are_exact,
    long_ago,
    make_erasure,
    make_own,
)
from tests.make import make_article, make_comment, make_reason, make_staff

pytestmark = pytest.mark.django_db


def erased(how: str, address: str = ADDRESS) -> dict[str, int]:
    erasure = make_erasure(how, address)
    erase_rows(Address(erasure.address), erasure)
    erasure.refresh_from_db()
    return erasure.counts


@pytest.mark.parametrize("status", STATUSES)
def test_a_comment_of_any_status_is_emptied_with_one_row_in_the_log(status):
    comment = make_own(make_article(), status)
    assert erased("remove")["removed"] == 1
    stored = Comment.objects.values().get()
    assert not {text for text in stored.values() if LOCAL in str(text).lower()}
    assert (stored["source"], stored["html"], stored["name"], stored["ip"]) == ("", "", "", None)
    assert [(row.from_status, row.to_status, row.by, row.via) for row in comment.decisions.all()][
        1:
    ] == [(status, "purged", None, Via.ERASURE)]
    assert not CommentEntry.objects.exists()
    assert_counts_are_exact()


@pytest.mark.parametrize("typed", [ADDRESS, ADDRESS.upper(), FOLDED, f" {ADDRESS} "])
def test_case_makes_no_difference(typed):
    for email in (ADDRESS, ADDRESS.upper(), FOLDED):
        make_own(make_article(), email=email)
    other = make_comment(make_article(), email=f"x{FOLDED}")
    assert erased("remove", typed)["removed"] == 3
    assert [*Comment.objects.exclude(status="purged")] == [other]


def test_one_that_was_answered_leaves_its_place():
    comment = make_own(make_article())
    make_comment(comment.article, "Answer", parent=comment)
    erased("remove")
    page = comment_page(comment.article, Place(), Discussion.current())
    assert page.rows[0] == Removed(comment.pk, 1)
    assert len(page.rows) == 2
    assert_counts_are_exact()


@pytest.mark.parametrize("status", STATUSES)
def test_the_text_of_an_anonymous_comment_stays_where_it_is(status):
    comment = make_own(make_article(), status)
    was_changed = long_ago(20)
    Comment.objects.update(changed_at=was_changed)
    assert erased("anonymise") == {"anonymised": 1}
    stored = Comment.objects.get()
    assert (stored.status, stored.name) == (status, "Anonymous")
    assert stored.source == "Write to …, please."
    assert stored.html == "<p>Write to …, please.</p>"
    assert {stored.email, stored.email_folded, stored.website, stored.network} == {""}
    assert (stored.user_agent, stored.ip, stored.user, stored.browser_key) == (
        "",
        None,
        None,
        None,
    )
    assert stored.changed_at == was_changed
    assert comment.decisions.count() == 1
    assert comments_found(LOCAL, 10)[0] == comments_found("zebo", 10)[0] == []
    assert comments_found("please", 10)[0] == [comment.pk]
    assert_counts_are_exact()


@pytest.mark.parametrize("language", ["en", "ru", "tg", "fa"])
def test_the_name_is_a_word_of_the_comments_language(language, monkeypatch):
    monkeypatch.setattr("comments.erasing.own.gettext", lambda word: f"{word}-{get_language()}")
    make_own(make_article(language=language))
    erased("anonymise")
    assert Comment.objects.get().name == f"Anonymous-{language}"


def test_what_rules_said_of_her_goes_and_what_they_said_of_the_text_stays():
    comment = make_own(make_article(), "held")
    make_reason(comment, "held_terms", field="name", start=0, end=4, message="%(term)s",
                details={"term": "Zebo"}, setting="term=Zebo (word)")  # fmt: skip
    make_reason(comment, "links", field="comment", start=0, end=5, message="%(links)d",
                details={"links": 3}, setting="comment_max_links=2")  # fmt: skip
    assert erased("anonymise")["comments.reason"] == 1
    of_her, of_the_text = comment.reasons.all()
    assert (str(of_her), of_her.setting) == ("Removed with what was known of the author.", "")
    assert (str(of_the_text), of_the_text.start) == ("3", None)
    assert comments_found("", 10, rule="held_terms")[0] == [comment.pk]


def test_old_texts_lose_the_address_and_old_names_go():
    nigora = make_staff("Moderator")
    comment = make_own(make_article())
    comment.edit(nigora, "Asked", source="Better", name="Z. Q.")
    comment.edit(nigora, f"{LOCAL} asked", source="Best")
    Note.objects.create(comment=comment, by=nigora, text=f"It is {LOCAL}.")
    erased("anonymise")
    edits = [(edit.field, edit.was, edit.why) for edit in comment.edits.all()]
    assert edits == [
        ("source", "Write to …, please.", "Asked"),
        ("source", "Better", "… asked"),
        ("email", "", ""),
    ]
    assert Note.objects.get().text == "It is …."


@pytest.mark.parametrize("how", ["remove", "anonymise"])
def test_pages_that_show_it_are_thrown_away(how):
    comment = make_own(make_article())
    Tally.objects.update(changed_at=long_ago(1))
    Purge.objects.all().delete()
    erased(how)
    tags = {tag for row in Purge.objects.all() for tag in row.tags.split()}
    assert {f"comments-{comment.article_id}", "discussion-en"} <= tags
    assert Tally.last_changed("en") > long_ago(1)
    rows = comment_page(comment.article, Place(), Discussion.current()).rows
    assert [row.name for row in rows if isinstance(row, Row)] == (
        [] if how == "remove" else ["Anonymous"]
    )


def test_who_comes_too_late_changes_nothing():
    nigora = make_staff("Moderator")
    comment = make_own(make_article(), "held")
    loaded = Comment.objects.get()
    erased("remove")
    for verb in (loaded.approve, loaded.hold, loaded.mark_spam, loaded.trash):
        with pytest.raises(AlreadyDecided):
            verb(by=nigora)
    with pytest.raises(AlreadyDecided):
        loaded.edit(nigora, "Why", source=f"Write to {ADDRESS}")
    assert not Edit.objects.exists()
    assert comment.decisions.count() == 2


def test_an_edit_of_what_was_loaded_before_brings_no_name_back():
    comment = make_own(make_article())
    loaded = Comment.objects.get()
    erased("anonymise")
    loaded.edit(make_staff("Moderator"), "Why", source="Other")
    stored = Comment.objects.get()
    assert (stored.name, stored.email, stored.source) == ("Anonymous", "", "Other")
    assert comments_found(LOCAL, 10)[0] == []
    assert comments_found("anonymous other", 10)[0] == [comment.pk]


def test_a_form_from_before_brings_neither_name_nor_text_back(client):
    client.force_login(make_staff("Moderator"))
    comment = make_own(make_article(), "approved")
    panel = f"/admin/comments/comment/{comment.pk}/edit/"
    form = client.get(panel).context["form"]
    shown = {name: form[name].value() for name in ("name", "source", "seen_edit")}
    erased("anonymise")
    for _ in range(2):
        answer = client.post(panel, {**shown, "why": "A slip"})
        assert answer.status_code == 409
        assert "Its author had this comment made anonymous" in answer.text
    edit(
        comment, make_staff("Moderator", "zarina"), "A slip", seen=last_edit(comment), source="B."
    )
    assert client.post(panel, {**shown, "why": "A slip"}).status_code == 409
    comment.refresh_from_db()
    assert comment.name == "Anonymous"
    assert LOCAL not in comment.source
    assert "made anonymous" in client.get(f"/admin/comments/comment/{comment.pk}/change/").text
    new = client.get(panel).context["form"]["seen_edit"].value()
    left = {"name": "Anonymous", "source": "Better.", "why": "A slip", "seen_edit": new}
    assert client.post(panel, left).status_code == 302


def test_a_decision_on_what_was_loaded_before_brings_no_name_back():
    make_own(make_article(), "held")
    loaded = Comment.objects.get()
    erased("anonymise")
    loaded.approve(by=make_staff("Moderator"))
    assert Comment.objects.get().name == "Anonymous"
    assert comments_found(LOCAL, 10)[0] == comments_found("zebo", 10)[0] == []
    assert comments_found("203.0.113.9", 10)[0] == comments_found("203.0.113.", 10)[0] == []


def test_a_second_time_there_is_nothing():
    make_own(make_article())
    assert erased("remove") == {"removed": 1}
    assert erased("remove") == {}
    assert Decision.objects.filter(via=Via.ERASURE).count() == 1
