"""comments/models/reporting.py: how readers' reports come before the moderators."""

from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from comments.client import network_of
from comments.models import AlreadyDecided, Comment, Discussion, Report, Tally
from tests.at_once import at_once
from tests.make import make_article, make_comment, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def comment():
    return make_comment(make_article())


@pytest.fixture
def moderator():
    return make_staff("Moderator")


def report(comment: Comment, *places: int) -> None:
    """A report from each of these places."""
    for place in places:
        comment.report_from(network_of(f"198.51.{place}.7"), "insult")


def is_reported(comment: Comment) -> bool:
    """Whether it is under "Reported"; the tally of its article says the same."""
    reported = Comment.objects.get(pk=comment.pk).reported
    assert Tally.of(comment.article_id).reported == bool(reported)
    return bool(reported)


def test_one_place_is_not_enough_and_two_are(comment):
    report(comment, 1)
    assert not is_reported(comment)
    report(comment, 2)
    assert is_reported(comment)
    assert Comment.objects.get().reported == 2
    assert Comment.objects.get().status == "approved"


@pytest.mark.parametrize(("needed", "places"), [(1, 1), (2, 2), (3, 3), (10, 10)])
def test_editors_set_how_much_is_enough(comment, needed, places):
    Discussion(pk=1, reports_weight=needed).save()
    report(comment, *range(places - 1))
    assert not is_reported(comment)
    report(comment, places)
    assert is_reported(comment)


@pytest.mark.parametrize(
    "addresses",
    [
        [f"203.0.113.{last}" for last in range(100)],
        [f"2001:db8:1:{group:x}::{group:x}" for group in range(100)],
        [None] * 100,
    ],
    ids=["one /24", "one /48", "unknown"],
)
def test_a_hundred_reports_from_one_place_are_one(comment, addresses):
    made = [comment.report_from(network_of(address), "insult") for address in addresses]
    assert [is_new for _report, is_new in made] == [True] + [False] * 99
    assert len({one.pk for one, _is_new in made}) == 1
    assert Report.objects.count() == 1
    assert not is_reported(comment)


def test_a_report_of_the_newsroom_is_enough_by_itself(comment, moderator):
    comment.report(moderator, "insult")
    assert is_reported(comment)
    report(comment, 1)
    comment.settle_reports(moderator, up_to=comment.reports.first().pk)
    assert not is_reported(comment)
    assert comment.reports.filter(settled_at=None).count() == 1


def test_places_that_were_wrong_before_count_for_less(moderator):
    article = make_article()
    for _ in range(3):
        kept = make_comment(article)
        report(kept, 1, 2, 3, 4)
        kept.settle_reports(moderator)
    comment = make_comment(article)
    report(comment, 1, 2, 3, 4)
    weights = comment.reports.values_list("weight", flat=True)
    assert list(weights) == pytest.approx([0.4] * 4)
    assert not is_reported(comment)
    report(comment, 5)
    assert is_reported(comment)


def kept(comment: Comment, moderator) -> None:
    comment.report(moderator, "spam")
    comment.settle_reports(moderator)


def approved(comment: Comment, moderator) -> None:
    comment.hold(moderator)
    comment.approve(moderator)


@pytest.mark.parametrize("judge", [kept, approved])
def test_what_was_judged_fine_takes_three_times_as_much(comment, moderator, judge):
    report(comment, 1, 2)
    judge(comment, moderator)
    assert not is_reported(comment)
    report(comment, *range(10, 15))
    assert not is_reported(comment)
    report(comment, 15)
    assert is_reported(comment)


def test_the_same_places_do_not_bring_back_what_was_judged_fine(comment, moderator):
    places = range(2, 12)
    report(comment, *places)
    comment.settle_reports(moderator)
    report(comment, *places)
    weights = comment.reports.filter(settled_at=None).values_list("weight", flat=True)
    assert list(weights) == pytest.approx([2 / 9] * 10)
    comment.settle_reports(moderator)
    report(comment, *places)
    assert not is_reported(comment)


def test_what_the_rules_let_pass_and_what_was_taken_back_was_not_judged(comment, moderator):
    decision = comment.trash(moderator)
    comment.undo(decision.pk, moderator)
    report(comment, 1, 2)
    assert is_reported(comment)
    pks = comment.settle_reports(moderator)
    comment.undo_keeping(pks[0])
    report(comment, 3)
    assert comment.reports.latest("pk").weight == 1


def test_what_its_author_changed_since_was_not_judged(comment, moderator):
    approved(comment, moderator)
    kept(comment, moderator)
    Comment.objects.filter(pk=comment.pk).update(revised_at=timezone.now())
    comment.refresh_from_db()
    report(comment, 1, 2)
    assert is_reported(comment)
    comment.settle_reports(moderator)
    report(comment, 3)
    assert comment.reports.latest("pk").weight == pytest.approx(1 / 3)


@pytest.mark.parametrize(
    ("verb", "upheld"), [("trash", True), ("mark_spam", True), ("hold", None)]
)
def test_a_decision_says_who_was_right_and_undoing_it_takes_that_back(
    comment, moderator, verb, upheld
):
    report(comment, 1, 2)
    decision = getattr(comment, verb)(moderator)
    assert set(comment.reports.values_list("upheld", "settled_by")) == {(upheld, moderator.pk)}
    assert not is_reported(comment)
    comment.undo(decision.pk, moderator)
    assert set(comment.reports.values_list("upheld", "settled_at")) == {(None, None)}
    assert is_reported(comment)


def test_keeping_says_that_reports_were_wrong_and_undoing_it_takes_that_back(comment, moderator):
    report(comment, 1, 2)
    pks = comment.settle_reports(moderator)
    assert set(comment.reports.values_list("upheld", flat=True)) == {False}
    comment.undo_keeping(pks[0])
    assert set(comment.reports.values_list("upheld", flat=True)) == {None}
    assert is_reported(comment)


def test_reports_that_do_not_weigh_enough_are_settled_by_a_decision_too(comment, moderator):
    report(comment, 1)
    comment.trash(moderator)
    settled = comment.reports.get()
    assert (settled.upheld, settled.settled_by) == (True, moderator)


def test_a_held_comment_that_is_approved_was_reported_wrongly(comment, moderator):
    report(comment, 1)
    comment.hold(None, via="reader")  # its author has changed it
    assert comment.reports.get().settled_at is None
    comment.approve(moderator)
    assert comment.reports.get().upheld is False


@pytest.mark.parametrize("via", ["reader", "erasure"])
def test_a_withdrawal_settles_reports_and_says_nothing_of_them(comment, via):
    report(comment, 1, 2)
    comment.trash(None, via=via)
    assert not is_reported(comment)
    settled = set(comment.reports.values_list("upheld", "settled_by"))
    assert settled == {(None, None)}
    assert not comment.reports.filter(settled_at=None).exists()


def test_a_report_that_was_made_anew_stays_the_open_one(comment, moderator):
    report(comment, 1, 2)
    pks = comment.settle_reports(moderator)
    report(comment, 1)
    comment.undo_keeping(pks[0])
    still = comment.reports.filter(settled_at=None)
    assert sorted(still.values_list("network", flat=True)) == [
        "198.51.1.0/24",
        "198.51.2.0/24",
    ]


@pytest.mark.parametrize("status", ["held", "spam", "trash"])
def test_what_is_not_published_any_more_is_not_reported(comment, moderator, status):
    loaded = Comment.objects.get(pk=comment.pk)
    {"held": comment.hold, "spam": comment.mark_spam, "trash": comment.trash}[status](moderator)
    with pytest.raises(AlreadyDecided):
        loaded.report_from("203.0.113.0/24", "insult")
    assert not Report.objects.exists()


def test_more_places_than_the_column_counts_are_no_error(comment, monkeypatch):
    monkeypatch.setattr("comments.models.reporting._MOST_COUNTED", 2)
    report(comment, 1, 2, 3)
    assert Comment.objects.get().reported == 2


def test_a_report_asks_few_questions(comment, moderator, django_assert_max_num_queries):
    for place in range(40):
        Report.objects.create(
            comment=comment,
            network=f"198.51.{place}.0/24",
            cause="spam",
            settled_at=timezone.now() - timedelta(days=1),
            upheld=True,
        )
    with django_assert_max_num_queries(16):
        report(comment, 1)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("places", [1, 4])
def test_reports_at_the_same_time_are_one_a_place(comment, places):
    copies = Comment.objects.select_related("article")
    sent = [
        partial(copies.get().report_from, f"198.51.{number % places}.0/24", "insult")
        for number in range(4)
    ]
    made = [new for _report, new in at_once(*sent)]
    assert sorted(made) == [False] * (4 - places) + [True] * places
    assert Report.objects.count() == places
    assert is_reported(comment) is (places > 1)
