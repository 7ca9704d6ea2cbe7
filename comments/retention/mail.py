"""What is noted of mail, once it was sent."""

from datetime import datetime

from ..models import Announcement, Letter
from .portions import delete, in_portions


def forget_letters(before: datetime) -> int:
    return in_portions(Letter.objects.filter(done_at__lt=before).order_by("done_at"), delete)


def forget_announcements(before: datetime) -> int:
    due = Announcement.objects.filter(spread_at__lt=before).order_by("spread_at")
    return in_portions(due, delete)
