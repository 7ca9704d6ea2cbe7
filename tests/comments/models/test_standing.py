from datetime import timedelta

import pytest
from django.utils import timezone

from comments.models import Report, TooManyReports
from comments.models.standing import check_pace, weight, weight_of
from tests.make import make_article, make_comment, make_staff

HERE, THERE = "203.0.113.0/24", "2001:db8:1::/48"


@pytest.mark.parametrize(
    ("upheld", "rejected", "counts"),
    [
        (0, 0, 1),
        (5, 0, 1),
        (1_000_000, 0, 1),
        (0, 1, 0.667),
        (0, 2, 0.5),
        (0, 3, 0.4),
        (0, 8, 0.2),
        (0, 18, 0.1),
        (0, 19, 0.1),
        (0, 1_000_000, 0.1),
        (1, 1, 1),
        (10, 10, 1),
        (1, 3, 0.667),
        (3, 10, 0.533),
        (50, 49, 1),
    ],
)
def test_a_report_counts_by_what_became_of_the_earlier_ones(upheld, rejected, counts):
    assert weight(upheld, rejected) == pytest.approx(counts, abs=0.001)


def test_each_wrong_report_makes_the_next_count_less_and_each_right_one_more():
    for others in range(30):
        assert weight(others, 3) <= weight(others + 1, 3)
        assert weight(3, others) >= weight(3, others + 1)


def make_record(network: str, *upheld: bool | None, ago: timedelta = timedelta()) -> None:
    """Reports from there that were settled so."""
    article = make_article()
    for was_right in upheld:
        Report.objects.create(
            comment=make_comment(article),
            network=network,
            cause="spam",
            settled_at=timezone.now() - ago,
            upheld=was_right,
        )


@pytest.mark.django_db
def test_a_place_has_a_record_of_its_own():
    make_record(HERE, False, False, None)
    make_record(THERE, True, False)
    make_record("", False)
    now = timezone.now()
    assert weight_of(HERE, now) == weight(0, 2)
    assert weight_of(THERE, now) == weight(1, 1)
    assert weight_of("", now) == weight(0, 1)
    assert weight_of("198.51.100.0/24", now) == 1


@pytest.mark.django_db
def test_a_record_is_forgotten_after_a_year():
    make_record(HERE, False, False, ago=timedelta(days=366))
    make_record(HERE, False, ago=timedelta(days=364))
    assert weight_of(HERE, timezone.now()) == weight(0, 1)


@pytest.mark.django_db
def test_reports_of_the_newsroom_are_no_record_of_readers():
    comment, moderator = make_comment(make_article()), make_staff("Moderator")
    comment.report(moderator, "spam")
    comment.settle_reports(moderator)
    assert weight_of("", timezone.now()) == 1


@pytest.mark.django_db
def test_twenty_reports_an_hour_are_taken_from_one_place():
    make_record(HERE, *[None] * 19)
    check_pace(HERE, timezone.now())
    make_record(HERE, None)
    now = timezone.now()
    with pytest.raises(TooManyReports) as refused:
        check_pace(HERE, now)
    assert timedelta(minutes=59) < refused.value.wait <= timedelta(hours=1)
    check_pace(THERE, now)
    check_pace(HERE, now + timedelta(hours=1, seconds=1))


@pytest.mark.django_db
def test_the_wait_ends_with_the_oldest_of_the_last_twenty():
    make_record(HERE, *[None] * 25)
    now = timezone.now()
    for age, report in enumerate(Report.objects.order_by("-pk")):
        Report.objects.filter(pk=report.pk).update(made_at=now - timedelta(minutes=age))
    with pytest.raises(TooManyReports) as refused:
        check_pace(HERE, now)
    assert refused.value.wait == timedelta(minutes=60 - 19)
