from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from comments.models import last_morning


@pytest.mark.parametrize(("hour", "days_ago"), [(6, 1), (7, 0), (23, 0), (0, 1)])
def test_a_daily_mail_is_due_at_seven_in_the_sites_time_zone(settings, hour, days_ago):
    settings.TIME_ZONE = "Asia/Dushanbe"
    now = timezone.make_aware(datetime(2026, 3, 9, hour))
    due = timezone.make_aware(datetime(2026, 3, 9, 7)) - timedelta(days=days_ago)
    assert last_morning(now) == due
