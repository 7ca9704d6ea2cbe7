"""Work in short transactions, each of which counts what it did."""

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any

from django.db import transaction

from ..models import Erasure
from ..turns import turn

#: Rows that one transaction changes: others write between two of them.
AT_ONCE = 10


@contextmanager
def portion(erasure: Erasure) -> Iterator[Counter[str]]:
    """A transaction. What is counted in it by kind is added to the row of the erasure in the
    same one, so that the numbers are right after a kill and with two runs at a time."""
    with turn(), transaction.atomic():
        done: Counter[str] = Counter()
        yield done
        if any(done.values()):
            row = Erasure.objects.select_for_update().get(pk=erasure.pk)
            row.counts = dict(Counter(row.counts) + done)
            row.save(update_fields=["counts"])
            erasure.counts = row.counts


def portions(ids: Iterable[Any], at_once: int = AT_ONCE) -> Iterator[list[Any]]:
    left = iter(ids)
    while some := list(islice(left, at_once)):
        yield some
