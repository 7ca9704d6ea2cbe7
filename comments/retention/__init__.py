"""The clock that forgets: what is kept for how long, and what each round forgot."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..models import REMEMBERED, Discussion, RetentionRun
from .clients import reduce_browsers, truncate_addresses
from .mail import forget_announcements, forget_letters
from .portions import Stopped
from .removed import purge_spam, purge_trash
from .reports import forget_networks
from .requests import forget_readers, forget_subscriptions, forget_withdrawals

__all__ = ["LABELS", "NotForgotten", "forget"]

log = logging.getLogger(__name__)

#: How long the site keeps what no editor needs to set.
KEPT_MAIL, KEPT_RUNS = timedelta(days=30), timedelta(days=365)

#: A round that forgot nothing is noted so often, to show that the clock goes.
_NOTED_EVERY = timedelta(days=1)

#: What a round does, by the name under which it is counted.
LABELS = {
    "spam": _("spam emptied"),
    "trash": _("trash emptied"),
    "ip_addresses": _("IP addresses truncated"),
    "browsers": _("browsers' descriptions reduced to a family"),
    "subscriptions": _("unconfirmed requests deleted"),
    "withdrawals": _("requests for a link to withdraw deleted"),
    "readers": _("unconfirmed addresses deleted"),
    "letters": _("notes of mail that was sent deleted"),
    "announcements": _("notes of decisions that were told deleted"),
    "report_networks": _("networks of old reports forgotten"),
    "runs": _("old rounds deleted"),
}

_Forget = Callable[[datetime], int]


#: Stands before the name of a kind with which the database stopped the round.
STOPPED = "stopped:"


class NotForgotten(Exception):
    """Some kinds failed, which it names; the others were done, and all noted."""


def forget() -> dict[str, int]:
    """Do a round, and return how many rows of each kind it was; those of which there were any.

    Each kind is done in short transactions. Safe to interrupt, to run twice and to run twice
    at a time: each row is counted by the one that changed it. What a round leaves, since there
    is very much of it, the next one does. A kind that fails, as when the database refuses it,
    stops no other; raises NotForgotten at the end.
    """
    site, now = Discussion.current(), timezone.now()
    round_of: list[tuple[str, timedelta, _Forget]] = [
        ("spam", timedelta(days=site.empty_spam_days), purge_spam),
        ("trash", timedelta(days=site.empty_trash_days), purge_trash),
        ("ip_addresses", timedelta(days=site.keep_ip_days), truncate_addresses),
        ("browsers", timedelta(days=site.keep_user_agent_days), reduce_browsers),
        ("subscriptions", timedelta(days=site.keep_unconfirmed_days), forget_subscriptions),
        ("withdrawals", timedelta(days=site.keep_unconfirmed_days), forget_withdrawals),
        ("readers", timedelta(days=site.keep_unconfirmed_days), forget_readers),
        ("letters", KEPT_MAIL, forget_letters),
        ("announcements", KEPT_MAIL, forget_announcements),
        ("report_networks", REMEMBERED, forget_networks),
        ("runs", KEPT_RUNS, _forget_runs),
    ]
    counts, stopped = dict[str, int](), list[str]()
    for kind, kept, do in round_of:
        if not kept:  # 0 is for ever
            continue
        try:
            counts[kind] = do(now - kept)
        except Exception as error:
            log.exception("The round stopped with: %s", kind)
            counts[kind] = error.done if isinstance(error, Stopped) else 0
            stopped.append(kind)
    counts = {kind: number for kind, number in counts.items() if number}
    _note(counts | {f"{STOPPED}{kind}": 1 for kind in stopped}, now)
    if stopped:
        raise NotForgotten(", ".join(stopped))
    return counts


def _forget_runs(before: datetime) -> int:
    return RetentionRun.objects.filter(at__lt=before).delete()[0]


def _note(counts: dict[str, int], now: datetime) -> None:
    last = RetentionRun.objects.values_list("at", flat=True).first()
    if counts or last is None or last <= now - _NOTED_EVERY:
        RetentionRun.objects.create(counts=counts)
