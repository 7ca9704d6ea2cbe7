"""Erasing what the site holds of an email address, whatever its case, and telling what it was."""

from django.db import transaction
from django.utils import timezone

from ..models import Erasure
from .address import Address
from .others import (
    erase_reader,
    hide_in_comments,
    hide_in_index,
    sweep,
    what_is_left,
    written_to,
)
from .overwriting import overwrite
from .own import erase_own, written_by
from .report import IN_FILE, held, lines, what_is_told_of

__all__ = [
    "IN_FILE",
    "Address",
    "erase",
    "erase_rows",
    "held",
    "lines",
    "what_is_told_of",
    "written_by",
]


def erase(erasure: Erasure) -> None:
    """Do what was asked for, outside any transaction, and say on its row what it came to.

    Safe to interrupt, to run again and to run twice at a time: what was done counts once. The
    row keeps the address as long as there is something to find by it; then what the database
    has deleted is overwritten. What comes in meanwhile is erased as a whole or left whole.
    Raises DatabaseError, such as where there is no room, and is to be run again then.
    """
    erasure.refresh_from_db()
    if erasure.finished_at:
        return
    address = Address(erasure.address) if erasure.address else None
    if address:
        erase_rows(address, erasure)
        _forget_address(erasure, what_is_left(address))
    if overwrite(address):
        erasure.counts |= {IN_FILE: 1}
    erasure.finished_at = timezone.now()
    erasure.save(update_fields=["counts", "finished_at"])


@transaction.atomic
def _forget_address(erasure: Erasure, left: dict[str, int]) -> None:
    row = Erasure.objects.select_for_update().get(pk=erasure.pk)
    row.address = ""
    row.counts |= {f"left:{kind}": number for kind, number in left.items()}
    row.save(update_fields=["address", "counts"])
    erasure.address, erasure.counts = row.address, row.counts


def erase_rows(address: Address, erasure: Erasure) -> None:
    """Everything but the overwriting."""
    while True:
        erase_reader(address, erasure)
        erase_own(address, erasure)
        hide_in_comments(address, erasure)
        sweep(address, erasure)
        hide_in_index(address, erasure)
        # A reply that came in after the reader was deleted has made one anew.
        if not (written_by(address).exists() or written_to(address).exists()):
            return
