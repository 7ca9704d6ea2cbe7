import pytest

from comments.desk.cards import cards
from comments.desk.history import history
from comments.models import Decision, Discussion
from comments.second_thoughts.revise import revise
from comments.templatetags.desk import decision_in_words
from tests.make import make_article, make_comment, make_reader_reports, make_staff

pytestmark = pytest.mark.django_db


def test_settled_reports_stand_between_the_decisions_and_open_ones_do_not():
    nigora, zarina = make_staff("Moderator"), make_staff("Moderator", "zarina")
    comment = make_comment(make_article(), status="held")
    comment.approve(by=nigora)
    for by, cause in ((zarina, "insult"), (nigora, "spam")):
        comment.report(by, cause)
        comment.settle_reports(nigora)
    comment.hold(by=nigora)
    comment.approve(by=nigora)
    comment.report(zarina, "other")
    [card] = cards([comment.pk], nigora)
    events = [
        event.to_status if isinstance(event, Decision) else event.cause for event in history(card)
    ]
    assert events == ["held", "approved", "insult", "spam", "held", "approved"]


def test_reports_that_a_removal_settled_follow_it():
    nigora = make_staff("Moderator")
    comment = make_comment(make_article())
    comment.report(nigora, "insult")
    comment.trash(by=nigora)
    [card] = cards([comment.pk], nigora)
    first, trashed, report = history(card)
    assert (first.to_status, trashed.to_status, report.cause) == ("approved", "trash", "insult")


def test_readers_reports_stand_there_once_they_are_settled():
    nigora = make_staff("Moderator")
    comment = make_comment(make_article())
    make_reader_reports(comment, "Rude")
    [card] = cards([comment.pk], nigora)
    assert len(history(card)) == 1
    comment.settle_reports(nigora)
    _came_in, report = history(card)
    assert (report.by, report.note) == (None, "Rude")


def test_what_its_author_did_stands_among_the_decisions():
    comment = make_comment(make_article(), "Well sad.")
    revise(comment, "Well said.", Discussion.current())
    revise(comment, "https://a.tj https://b.tj https://c.tj", Discussion.current())
    comment.withdraw()
    [card] = cards([comment.pk], make_staff("Moderator"))
    said = [decision_in_words(event).partition(": ")[2] for event in history(card)]
    assert said == [
        "Approved, by the rules",
        "changed by its author; it stays: Approved",
        "changed by its author; by the rules now: Held",
        "withdrawn by its author",
    ]
