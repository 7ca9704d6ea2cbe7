import sys
from datetime import timedelta
from itertools import count

import pytest
from django.utils import timezone

from comments.desk.cards import Card, cards
from comments.models import Comment, Discussion, Look, Note
from comments.moderation.rules import hidden_characters
from comments.second_thoughts.revise import revise
from tests.comments.moderation.submissions import make_submission
from tests.make import (
    make_article,
    make_comment,
    make_reader_reports,
    make_reason,
    make_staff,
    make_term,
)

pytestmark = pytest.mark.django_db

numbers = count(1)


@pytest.fixture
def article():
    return make_article("The summit")


@pytest.fixture
def moderator():
    return make_staff("Moderator")


def card_of(comment, viewer=None) -> Card:
    [card] = cards([comment.pk], viewer or make_staff(username=f"viewer {next(numbers)}"))
    return card


def test_cards_come_in_the_order_that_was_asked_for_without_those_that_are_gone(
    article, moderator
):
    first, second = make_comment(article), make_comment(article)
    found = cards([second.pk, 999_999, first.pk], moderator)
    assert [card.comment for card in found] == [second, first]


def test_the_words_that_a_rule_objected_to_are_marked_in_text_and_name(article):
    comment = make_comment(article, "buy <b>v1agra</b> now", name="<v1agra>", status="held")
    make_reason(comment, field="comment", start=7, end=13)
    make_reason(comment, field="name", start=1, end=7)
    card = card_of(comment)
    assert card.html == "<p>buy <b><mark>v1agra</mark></b> now</p>"
    assert card.name == "&lt;<mark>v1agra</mark>&gt;"


def test_what_was_edited_is_marked_where_the_words_still_stand(article, moderator):
    comment = make_comment(
        article, "Call 900 12 34 and buy viagra", name="Call viagra", status="held"
    )
    make_reason(comment, field="comment", start=23, end=29)
    make_reason(comment, field="comment", start=5, end=14)
    make_reason(comment, field="name", start=5, end=11)
    comment.edit(moderator, "His number", source="Call and buy viagra", name="viagra")
    comment.edit(moderator, "Again", source="So: call and buy viagra", name="<viagra>")
    card = card_of(comment)
    assert card.html == "<p>So: call and buy <mark>viagra</mark></p>"
    assert card.name == "&lt;<mark>viagra</mark>&gt;"


def test_addresses_and_the_browser_are_marked_like_the_name(article):
    comment = make_comment(
        article,
        email="casino@example.org",
        website="https://casino.example/?a=1&b=2",
        ip="203.0.113.9",
        user_agent="<bot>",
    )
    for field, start, end in (("email", 0, 6), ("website", 8, 14), ("ip", 0, 11)):
        make_reason(comment, field=field, start=start, end=end)
    make_reason(comment, field="user_agent", start=1, end=4)
    assert card_of(comment).marked == {
        "email": "<mark>casino</mark>@example.org",
        "website": "https://<mark>casino</mark>.example/?a=1&amp;b=2",
        "ip": "<mark>203.0.113.9</mark>",
        "user_agent": "&lt;<mark>bot</mark>&gt;",
    }


def test_a_card_knows_the_last_decision_and_names_it_when_somebody_took_it(article, moderator):
    comment = make_comment(article, status="held")
    assert card_of(comment).last is None
    decision = comment.trash(by=moderator)
    card = card_of(comment)
    assert (card.seen, card.last) == (decision.pk, decision)


def test_what_nobody_would_see_has_a_sign(article):
    comment = make_comment(article, "a\u200bb\u202ec\ufe0f")
    assert card_of(comment).typed_with_signs == "a[U+200B]b[U+202E]c[U+FE0F]"


@pytest.mark.parametrize("character", ["\u2800", "\U0001bca0", "\U0001d159", "\U0001d173"])
def test_a_blank_that_a_rule_objects_to_has_a_sign(article, character):
    comment = make_comment(article, f"a{character}b")
    assert card_of(comment).typed_with_signs == f"a[U+{ord(character):04X}]b"


def test_all_that_the_rule_of_hidden_characters_objects_to_has_a_sign(article, monkeypatch):
    monkeypatch.setattr(hidden_characters, "_MOST", sys.maxunicode)
    every = "x".join(map(chr, range(sys.maxunicode + 1)))
    findings = hidden_characters.HiddenCharacters().check(make_submission(every))
    spans = [finding.span for finding in findings]
    found = "".join(every[span.start : span.end] for span in spans if span.field == "comment")
    assert len(set(found)) > 4_000
    shown = card_of(make_comment(article, found)).typed_with_signs
    assert not set(found) & set(shown)


def test_notes_reports_edits_and_looks_are_on_their_own_card(article, moderator):
    comment, other = make_comment(article), make_comment(article)
    note = Note.objects.create(comment=comment, by=moderator, text="Ask him.")
    comment.report(moderator, "insult", "Rude")
    comment.edit(moderator, "A slip", source="Well, said.")
    colleague = make_staff("Moderator", "zarina", first_name="Zarina")
    Look.begin(comment.pk, colleague)
    Look.begin(comment.pk, moderator)
    card, empty = cards([comment.pk, other.pk], moderator)
    assert card.notes == [note]
    assert [report.note for report in card.reports] == ["Rude"]
    assert [edit.was for edit in card.edits] == ["Well said."]
    assert card.looked_at_by == "Zarina"
    assert [empty.notes, empty.reports, empty.edits, empty.looked_at_by] == [[], [], [], ""]


def test_a_look_is_over_after_two_minutes(article, moderator):
    comment = make_comment(article)
    Look.begin(comment.pk, make_staff("Moderator", "zarina"))
    Look.objects.update(at=timezone.now() - timedelta(minutes=2, seconds=1))
    assert card_of(comment, moderator).looked_at_by == ""


def test_settled_reports_are_not_shown(article, moderator):
    comment = make_comment(article)
    comment.report(moderator, "insult")
    comment.settle_reports(moderator)
    assert card_of(comment).reports == []


@pytest.mark.parametrize(
    ("status", "verbs"),
    [
        ("held", ["approve", "spam", "trash"]),
        ("approved", ["spam", "trash", "hold"]),
        ("spam", ["approve", "trash", "hold"]),
        ("trash", ["approve", "spam", "hold"]),
    ],
)
def test_the_buttons_are_what_the_comment_is_not_yet(article, status, verbs):
    card = card_of(make_comment(article, status=status))
    assert [verb.name for verb in card.verbs] == verbs
    assert card.can_be_answered is (status in ("held", "approved"))


def test_a_reported_comment_can_be_kept_and_no_key_stands_for_two_buttons(article, moderator):
    comment = make_comment(article)
    comment.report(moderator, "spam")
    verbs = card_of(comment).verbs
    assert [verb.name for verb in verbs] == ["keep", "spam", "trash", "hold"]
    assert len({verb.key for verb in verbs}) == len(verbs)


def test_reports_of_the_newsroom_and_of_readers_are_told_apart(article, moderator):
    comment = make_comment(article)
    make_reader_reports(comment, "Rude", "")
    comment.report(moderator, "spam")
    card = card_of(comment)
    assert [report.by for report in card.newsroom_reports] == [moderator]
    assert [(told.places, told.notes) for told in card.reader_reports] == [(2, ["Rude"])]
    assert card.seen_report == comment.reports.latest("pk").pk


def test_a_report_that_does_not_weigh_enough_is_on_the_card_and_can_be_settled(article):
    comment = make_comment(article)
    make_reader_reports(comment, "Rude")
    card = card_of(comment)
    assert not card.comment.reported
    assert [report.note for report in card.reports] == ["Rude"]
    assert "keep" in [verb.name for verb in card.verbs]


def test_the_record_is_said_in_words(article):
    comment = make_comment(article, status="held", email="z@example.org", name="Zarina")
    make_comment(article, email="z@example.org", name="Rustam")
    make_comment(article, email="z@example.org", name="Rustam", status="trash")
    card = card_of(comment)
    assert card.record.in_words().startswith("1 approved, 1 removed; since ")
    assert card.other_names == ["Rustam"]


def test_the_article_is_a_link_where_readers_can_open_it(article):
    public = card_of(make_comment(article))
    assert f'href="{article.get_absolute_url()}"' in public.article_link
    draft = card_of(make_comment(make_article("<i>Draft</i>", status="draft")))
    assert draft.article_link == "<bdi>&lt;i&gt;Draft&lt;/i&gt;</bdi>"


def test_what_is_answered_is_cut_short(article):
    parent = make_comment(article, "word " * 200)
    card = card_of(make_comment(article, parent=parent))
    assert len(card.parent_text) == 300
    assert card_of(parent).parent_text == ""


def test_only_a_long_text_gets_a_box_to_scroll_in(article):
    assert not card_of(make_comment(article)).is_long
    assert card_of(make_comment(article, "word " * 1_000)).is_long


@pytest.mark.parametrize("many", [1, 25])
def test_cards_cost_the_same_however_many(article, moderator, many, django_assert_num_queries):
    ids = []
    for number in range(many):
        comment = make_comment(article, parent=make_comment(article), ip=f"203.0.113.{number}")
        make_reason(comment)
        Note.objects.create(comment=comment, by=moderator, text="Note")
        comment.report(moderator, "spam")
        comment.edit(moderator, "A slip", source="Well, said.")
        ids.append(comment.pk)
    with django_assert_num_queries(7):
        for card in cards(ids, moderator):
            assert card.html
            assert card.record.in_words()
            assert card.article_link
            assert card.parent_text
            assert card.reports[0].by


def revised(comment, text):
    revise(Comment.objects.get(pk=comment.pk), text, Discussion.current())


def test_what_its_author_changed_has_the_reasons_and_marks_of_the_new_text(article):
    make_term("casino")
    make_term("viagra")
    comment = make_comment(article, "buy viagra", status="held")
    make_reason(comment, "held_terms", field="comment", start=4, end=10)
    make_reason(comment, "links")
    revised(comment, "to the casino")
    card = card_of(comment)
    assert card.html == "<p>to the <mark>casino</mark></p>"
    assert [reason.rule for reason in card.reasons] == ["held_terms", "first_time"]
    assert [reason.rule for reason in card.earlier_reasons] == ["links"]
    assert [(edit.was, edit.by) for edit in card.edits] == [("buy viagra", None)]


def test_what_a_moderator_changed_after_its_author_is_marked_where_the_words_still_stand(
    article, moderator
):
    make_term("casino")
    comment = make_comment(article, "Hello", status="held")
    revised(comment, "Call 900 and to the casino")
    comment.edit(moderator, "A number", source="To the casino")
    assert card_of(comment).html == "<p>To the <mark>casino</mark></p>"


def test_on_what_its_author_withdrew_there_is_nothing_to_decide(article):
    comment = make_comment(article)
    assert not card_of(comment).is_withdrawn
    comment.withdraw()
    card = card_of(comment)
    assert card.is_withdrawn
    assert card.verbs == []
