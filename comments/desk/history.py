"""What happened to one comment, in the order of time."""

from ..models import Decision, Report
from .cards import Card


def history(card: Card) -> list[Decision | Report]:
    """All decisions on the comment, and its reports that are settled, at their settling."""
    reports = Report.objects.filter(comment=card.comment).exclude(settled_at=None)
    settled = reports.select_related("by", "settled_by")
    events: list[Decision | Report] = [*card.decisions, *settled]
    return sorted(events, key=lambda event: getattr(event, "settled_at", event.made_at))
