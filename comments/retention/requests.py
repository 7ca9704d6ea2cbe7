"""Requests that nobody confirmed, and addresses that nothing hangs on."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from ..models import Letter, Reader, Subscription, Withdrawal
from .portions import delete, in_portions


def forget_subscriptions(before: datetime) -> int:
    due = Subscription.objects.filter(confirmed_at__isnull=True, made_at__lt=before)
    return in_portions(due.order_by("made_at"), delete)


def forget_withdrawals(before: datetime) -> int:
    """Of comments whose author asked for a link to withdraw them; it has expired by then."""
    return in_portions(Withdrawal.objects.filter(asked_at__lt=before).order_by("pk"), delete)


def forget_readers(before: datetime) -> int:
    """Of whom nothing came but an address, neither confirmed nor asked about since."""
    lately = Q(asked_at__gte=before) | Q(led_at__gte=before) | Q(to_lead_since__isnull=False)
    follows = Subscription.objects.filter(reader=OuterRef("pk"))
    has_mail = Letter.objects.filter(reader=OuterRef("pk"), done_at=None)
    due = Reader.objects.filter(confirmed_at__isnull=True, made_at__lt=before).exclude(lately)
    due = due.filter(~Exists(follows), ~Exists(has_mail))
    return in_portions(due.order_by("made_at"), delete)
