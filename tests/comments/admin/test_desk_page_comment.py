"""The page of one comment."""

import pytest

from comments.models import Discussion, Look
from comments.second_thoughts.revise import revise
from tests.comments.admin.desk_list import names
from tests.comments.admin.panel_forms import LIST
from tests.make import make_comment, make_reader_reports, make_reason

pytestmark = pytest.mark.django_db


def test_the_page_of_a_comment_shows_it_as_it_was_typed_with_its_history(
    moderator, nigora, article
):
    comment = make_comment(article, "<b>Bold</b> & 5 < 6\u200b", status="held", name="Zarina")
    make_reason(comment, message="Too many.", setting="LINKS")
    decision = comment.trash(by=nigora)
    comment.edit(nigora, "A number", source="Bold")
    page = moderator.get(f"{LIST}{comment.pk}/change/").text
    assert "&lt;b&gt;Bold&lt;/b&gt; &amp; 5 &lt; 6[U+200B]" not in page.partition("History")[0]
    assert "&lt;b&gt;Bold&lt;/b&gt; &amp; 5 &lt; 6" in page.partition("Edits")[2]
    for shown in ("Too many.", "LINKS", "Trash, by nigora", "A number"):
        assert shown in page, shown
    assert f'name="undo" value="{comment.pk}:{decision.pk}"' in page
    assert 'name="_save"' not in page


def test_the_history_of_a_comment_says_who_settled_its_reports(moderator, nigora, zarina, article):
    comment = make_comment(article)
    comment.report(zarina, "insult", "<Rude>")
    comment.settle_reports(nigora)
    history = moderator.get(f"{LIST}{comment.pk}/change/").text.partition("History")[2]
    said = "report by Zarina Karimova (Insult or threat) settled by nigora. &lt;Rude&gt;</li>"
    assert said in history


def test_who_opens_the_page_of_a_comment_is_seen_to_look_at_it(moderator, nigora, zarina, article):
    comment = make_comment(article, status="held")
    moderator.get(f"{LIST}{comment.pk}/change/")
    moderator.get(f"{LIST}{comment.pk}/change/")
    assert Look.of_others([comment.pk], than=zarina) == {comment.pk: "nigora"}
    assert Look.of_others([comment.pk], than=nigora) == {}


def test_what_the_clock_emptied_has_a_page_and_no_buttons(moderator, nigora, article):
    comment = make_comment(article, status="trash")
    comment.purge()
    page = moderator.get(f"{LIST}{comment.pk}/change/")
    assert page.status_code == 200
    assert 'name="decide"' not in page.text
    assert names(moderator.get(f"{LIST}?tab=all")) == []


TOO_LITTLE = "These reports don't weigh enough to bring the comment under “Reported”."


def test_what_readers_report_is_told_without_saying_where_from(moderator, comment):
    make_reader_reports(comment, "Rude <b>", "", "a", "b", "c", "d")
    listed = moderator.get(f"{LIST}?tab=reported").text
    assert "Reported by readers in 6 places</strong>: Insult or threat" in listed
    assert "<bdi>Rude &lt;b&gt;</bdi>" in listed
    assert "<bdi>d</bdi>" not in listed
    alone = moderator.get(f"{LIST}{comment.pk}/change/").text
    assert "<bdi>d</bdi>" in alone
    for page in (listed, alone):
        assert "198.51." not in page
        assert TOO_LITTLE not in page


def test_a_report_too_few_is_on_the_comments_own_page_and_not_under_reported(moderator, comment):
    make_reader_reports(comment, "Rude")
    page = moderator.get(f"{LIST}{comment.pk}/change/").text
    assert "Reported by a reader</strong>: Insult or threat – <bdi>Rude</bdi>" in page
    assert TOO_LITTLE in page
    assert "Rude" not in moderator.get(f"{LIST}?tab=reported").text


def test_the_history_of_a_comment_tells_what_readers_reported(moderator, nigora, comment):
    make_reader_reports(comment, "Rude", "Loud", cause="other")
    comment.settle_reports(nigora)
    page = moderator.get(f"{LIST}{comment.pk}/change/").text
    assert page.count("report by a reader (Something else) settled by nigora") == 2


def test_the_page_of_a_comment_tells_what_its_author_did(moderator, article):
    comment = make_comment(article, "Well <sad>.")
    revise(comment, "Well said.", Discussion.current())
    comment.withdraw()
    page = moderator.get(f"/admin/comments/comment/{comment.pk}/change/").text
    assert "edited by its author" in page
    assert "withdrawn by its author" in page
    assert "Its author, " in page
    assert "Well &lt;sad&gt;." in page
    assert 'name="decide"' not in page
    assert 'name="undo"' not in page
