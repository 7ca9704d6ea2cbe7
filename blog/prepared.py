"""Querysets and inserts whose SQL is worked out once.

Django builds the SQL anew each time, which takes far longer than SQLite needs to answer.
Where a page or a reply can't wait for that, the queryset is written as usual, with slots
for what changes, and prepared.
"""

import copy
from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from inspect import signature
from typing import Any
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Expression, Field, Model, QuerySet
from django.db.models.sql.compiler import SQLCompiler


class Slot(Expression):
    """Stands in a queryset for a value that comes later; anywhere but in a LIMIT."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def as_sql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, tuple[Any, ...]]:
        return "%s", (self,)


class Prepared:
    """A queryset with slots, to be run with values.

        titles = Prepared(lambda slug: Article.objects.filter(slug=slug).values_list("title"))
        titles(slug="first")

    The function gets a slot for each of its parameters and returns the queryset; it is
    called once for each kind of database, so nothing in it may depend on the moment. A call
    takes the values by name and returns a list of what the queryset is made of (instances,
    tuples, flat values). Values are text, numbers, times and UUIDs, never None: SQL finds
    nothing equal to it. ``prefetch_related`` is left out.
    """

    def __init__(self, build: Callable[..., QuerySet]) -> None:
        self._build = build
        self._compiled: dict[str, tuple[QuerySet, SQLCompiler, str, tuple]] = {}

    def __call__(self, **values: Any) -> list[Any]:
        connection = connections[DEFAULT_DB_ALIAS]
        compiled = self._compiled.get(connection.vendor) or self._compile(connection)
        queryset, blueprint, sql, slots = compiled
        compiler = copy.copy(blueprint)
        compiler.connection = connection
        filled = sql, tuple(_value(slot, values, connection) for slot in slots)
        compiler.as_sql = lambda *args, **kwargs: filled  # type: ignore[method-assign]
        rows: Any = queryset._iterable_class  # what Django would have made of them
        return list(rows(_Run(queryset, compiler)))

    def _compile(self, connection: Any) -> tuple[QuerySet, SQLCompiler, str, tuple]:
        queryset = self._build(**{name: Slot(name) for name in signature(self._build).parameters})
        compiler = queryset.query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        compiled = self._compiled[connection.vendor] = (queryset, compiler, sql, tuple(params))
        return compiled


class _Run:
    """What Django's iterables ask of a queryset and its query."""

    def __init__(self, queryset: QuerySet, compiler: SQLCompiler) -> None:
        self.db = DEFAULT_DB_ALIAS
        self.model = queryset.model
        self.query = self
        self._fields = queryset._fields  # type: ignore[attr-defined]
        self._known_related_objects: dict = {}
        self._compiler = compiler

    def get_compiler(self, using: str) -> SQLCompiler:
        return self._compiler


def _value(slot: Any, values: dict[str, Any], connection: BaseDatabaseWrapper) -> Any:
    """What stands in the slot, as the database takes it; a value of the queryset itself as is."""
    if not isinstance(slot, Slot):
        return slot
    value = values[slot.name]
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, UUID) and not connection.features.has_native_uuid_field:
        return value.hex
    return value


def insert(row: Model) -> None:
    """Insert a new row without an id; afterwards it has the one that the database gave it.

    Like ``row.save(force_insert=True)``, but with its SQL worked out once and without
    signals.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    sql, fields = _insertion(type(row), connection.vendor)
    values = [field.get_db_prep_save(field.pre_save(row, True), connection) for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        (row.pk,) = cursor.fetchone()
    row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS


@lru_cache
def _insertion(model: type[Model], vendor: str) -> tuple[str, list[Field]]:
    quote = connections[DEFAULT_DB_ALIAS].ops.quote_name
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    columns = ", ".join(quote(str(field.column)) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    table, pk = quote(model._meta.db_table), quote(str(model._meta.pk.column))
    return f"INSERT INTO {table} ({columns}) VALUES ({places}) RETURNING {pk}", fields  # noqa: S608
