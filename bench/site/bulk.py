"""Many rows at once, with the times that they are given."""

import contextlib
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, TypeVar

from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Model

from blog.search import operations

_Item = TypeVar("_Item")
_Row = TypeVar("_Row", bound=Model)
_BATCH = 5_000


def batches(items: Iterable[_Item]) -> Iterator[list[_Item]]:
    items = iter(items)
    while batch := list(islice(items, _BATCH)):
        yield batch


def insert(rows: Iterable[_Row]) -> Iterator[_Row]:
    """Insert rows of one model, batch by batch, and yield them as they are there."""
    for batch in batches(rows):
        with transaction.atomic():
            type(batch[0])._default_manager.bulk_create(batch)
        yield from batch


@contextlib.contextmanager
def indexed_afterwards(entry: type[Model]) -> Iterator[None]:
    """PostgreSQL makes a search index of all rows in a tenth of the time of one row by one."""
    if connection.vendor != "postgresql":
        yield
        return
    names = {"table": entry._meta.db_table, "key": str(entry._meta.pk.column)}
    _change(operations.DROP["postgresql"], names)
    yield
    _change(operations.MAKE["postgresql"], names)


def _change(statements: Iterable[str], names: dict[str, str]) -> None:
    connection.check_constraints()  # what is still to be checked stands in the way
    for statement in statements:
        _execute(statement % names)


@contextlib.contextmanager
def times_as_given(*fields: Any) -> Iterator[None]:
    """In the block these fields keep the times they are given (``auto_now`` is off)."""
    found = [deferred.field for deferred in fields]
    before = [(field.auto_now, field.auto_now_add) for field in found]
    for field in found:
        field.auto_now = field.auto_now_add = False
    try:
        yield
    finally:
        for field, (changing, adding) in zip(found, before, strict=True):
            field.auto_now, field.auto_now_add = changing, adding


def reset_sequences(*given: type[Model]) -> None:
    """Let the database go on counting after the ids that were given by hand."""
    for statement in connection.ops.sequence_reset_sql(no_style(), list(given)):
        _execute(statement)


def _execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
