"""Where reports came from, once that counts for nothing any more."""

from datetime import datetime
from typing import Any

from ..models import Report
from .portions import in_portions


def forget_networks(before: datetime) -> int:
    """Of reports that were settled before then; that there was one, and for what, stays."""
    due = Report.objects.filter(settled_at__lt=before).exclude(network="")
    return in_portions(due.order_by("pk"), _without_network)


def _without_network(reports: list[Any]) -> int:
    return Report.objects.filter(pk__in=[report.pk for report in reports]).update(network="")
