"""Throwing pages away, as part of the change that makes them wrong."""

from django.db import connection
from django.db.transaction import TransactionManagementError

from .models import Purge, TransactionId

#: Drops every page there is.
EVERYTHING = "*"

#: How many rows of the log are left when it is tidied up, and every how many rows that is.
#: A process that has missed more than what is left drops all of its pages.
KEPT, TIDIED_EVERY = 10_000, 1_000


def purge(*tags: str) -> None:
    """Drop, on every process and machine, the pages that show one of these.

    The row of the log is part of the running transaction: it takes effect when the change
    does, and not at all when the change is rolled back. Raises TransactionManagementError
    outside a transaction, where the one could be lost without the other.
    """
    if not connection.in_atomic_block:
        raise TransactionManagementError("A purge belongs into the transaction of its change.")
    row = Purge.objects.create(tags=" ".join(sorted(set(tags))), transaction=TransactionId())
    if row.pk % TIDIED_EVERY == 0 and Purge.objects.filter(pk__lte=row.pk - KEPT).delete()[0]:
        # On PostgreSQL some of these may have appeared just now, from a long transaction.
        # Whoever can't read them any more reads this.
        Purge.objects.create(tags=EVERYTHING, transaction=TransactionId())
