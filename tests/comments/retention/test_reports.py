from datetime import timedelta

import pytest
from django.utils import timezone

from comments.models import REMEMBERED, Report
from comments.models.standing import weight_of
from comments.retention.reports import forget_networks
from tests.make import make_article, make_comment

pytestmark = pytest.mark.django_db

NETWORK = "203.0.113.0/24"


def settled(days: int | None) -> Report:
    at = None if days is None else timezone.now() - timedelta(days=days)
    comment = make_comment(make_article())
    return Report.objects.create(
        comment=comment, network=NETWORK, cause="spam", settled_at=at, upheld=at and False
    )


def test_where_reports_came_from_is_forgotten_once_it_counts_for_nothing():
    old, young, still_open = settled(366), settled(364), settled(None)
    weighs = weight_of(NETWORK, timezone.now())
    assert forget_networks(timezone.now() - REMEMBERED) == 1
    left = Report.objects.exclude(network="").order_by("pk")
    assert [*left] == [young, still_open]
    assert Report.objects.get(pk=old.pk).cause == "spam"
    assert weight_of(NETWORK, timezone.now()) == weighs
    assert forget_networks(timezone.now() - REMEMBERED) == 0
