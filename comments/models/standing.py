"""What the reports from a network were worth so far, and how many it may send.

Readers have no account, so it is the place that has a record.
"""

from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet

from .report import Report

#: The least that a report counts: a place is never silenced for good.
LEAST = 0.1

#: For so long a settled report is remembered; later other people may have the addresses.
REMEMBERED = timedelta(days=365)

#: Reports that a network may send within this time.
MOST, WITHIN = 20, timedelta(hours=1)


class TooManyReports(Exception):
    """The network has sent as many reports as it may; nothing was kept.

    ``wait`` is how long it is until the next one is taken.
    """

    def __init__(self, wait: timedelta) -> None:
        super().__init__(str(wait))
        self.wait = wait


def weight(upheld: int, rejected: int) -> float:
    """How much a report counts after so many from the same place were upheld and rejected.

    The reputation rating of Jøsang and Ismail ("The Beta Reputation System", 2002): the mean of
    Beta(upheld + 1, rejected + 1), which is how likely the next report is to be right. Here
    it is doubled, so that a place of which nothing is known counts as 1, and kept between
    ``LEAST`` and 1, which is what a report of the newsroom counts.
    """
    likely = (upheld + 1) / (upheld + rejected + 2)
    return min(1.0, max(LEAST, 2 * likely))


def weight_of(network: str, now: datetime) -> float:
    """How much a report from this network counts now; all unknown addresses are one place."""
    settled = _from(network).filter(upheld__isnull=False, settled_at__gt=now - REMEMBERED)
    record = settled.aggregate(
        right=Count("pk", filter=Q(upheld=True)), wrong=Count("pk", filter=Q(upheld=False))
    )
    return weight(record["right"], record["wrong"])


def check_pace(network: str, now: datetime) -> None:
    """Raise TooManyReports where another one from this network would be one too many."""
    lately = _from(network).filter(made_at__gt=now - WITHIN).order_by("-made_at")
    full_since = next(iter(lately.values_list("made_at", flat=True)[MOST - 1 : MOST]), None)
    if full_since:
        raise TooManyReports(full_since + WITHIN - now)


def _from(network: str) -> QuerySet[Report]:
    return Report.objects.filter(by=None, network=network)
