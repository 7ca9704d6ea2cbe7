"""What an erasure would find, and what it came to, in words."""

from django.apps import apps
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from ..models import Erasure, Status, Subscription
from .address import Address
from .others import QUOTING, written_to
from .own import ANONYMISED, REMOVED, written_by

#: Stands in the counts where the file of the database holds it after all.
IN_FILE = "left:file"

_KINDS = {
    REMOVED: _("comments removed"),
    ANONYMISED: _("comments left without a name"),
    QUOTING: _("comments of others that quoted the address"),
    "comments.reader": _("address for mail"),
    "comments.letter": _("mail waiting or sent"),
    "file": _("file of the database: it, or the part before its “@”"),
}


def held(typed: str) -> dict[str, int]:
    """How many comments bear this address by status, and what it follows."""
    address = Address(typed)
    by_status = {str(status): 0 for status in Status if status != Status.PURGED}
    for status in written_by(address).values_list("status", flat=True):
        by_status[status] += 1
    follows = Subscription.objects.filter(reader__in=written_to(address)).count()
    return by_status | {"subscriptions": follows}


def lines(erasure: Erasure) -> list[tuple[str, int]]:
    """What was erased: of which kind, and how many; the comments first."""
    done = {kind: number for kind, number in erasure.counts.items() if ":" not in kind}
    first = [kind for kind in _KINDS if kind in done]
    return [(_label(kind), done[kind]) for kind in [*first, *sorted(done.keys() - first)]]


def what_is_told_of(erasure: Erasure) -> list[tuple[str, int]]:
    """What still names the address, since the newsroom wrote it or signs in with it."""
    named = sorted(kind for kind in erasure.counts if kind.startswith("left:"))
    return [(_label(kind.partition(":")[2]), erasure.counts[kind]) for kind in named]


def _label(kind: str) -> str:
    if kind in _KINDS:
        return capfirst(str(_KINDS[kind]))
    try:
        return capfirst(str(apps.get_model(kind)._meta.verbose_name_plural))
    except (LookupError, ValueError):  # a table that is no longer there
        return kind
