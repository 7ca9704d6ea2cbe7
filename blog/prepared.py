"""Querysets and inserts whose SQL is worked out once.

Django builds the SQL anew each time, which takes far longer than SQLite needs to answer.
Where a page or a reply can't wait for that, the queryset is written as usual, with slots
for what changes, and prepared.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from inspect import signature
from types import NoneType
from typing import Any
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Expression, Field, Model, QuerySet
from django.db.models.query import FlatValuesListIterable, ValuesListIterable
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
    nothing equal to it. ``prefetch_related`` is left out; ``values()``, and ``distinct()`` with
    an order by something that is not selected, are not understood.
    """

    def __init__(self, build: Callable[..., QuerySet]) -> None:
        self._build = build
        self._compiled: dict[str, _Compiled] = {}

    def __call__(self, **values: Any) -> list[Any]:
        connection = connections[DEFAULT_DB_ALIAS]
        compiled = self.compiled(connection)
        with connection.cursor() as cursor:
            cursor.execute(compiled.sql, compiled.parameters(values, connection))
            rows = cursor.fetchall()
        return compiled.made_of(rows, connection)

    def compiled(self, connection: Any) -> "_Compiled":
        """What it comes to on this kind of database."""
        return self._compiled.get(connection.vendor) or self._compile(connection)

    def _compile(self, connection: Any) -> "_Compiled":
        queryset = self._build(**{name: Slot(name) for name in signature(self._build).parameters})
        compiler = queryset.query.get_compiler(connection=connection)
        sql, slots = compiler.as_sql()
        converters = _converters(compiler, connection)
        compiled = _Compiled(queryset, compiler, sql, tuple(slots), converters)
        self._compiled[connection.vendor] = compiled
        return compiled


def first_values(*questions: tuple[Prepared, dict[str, Any]]) -> list[Any]:
    """Put several questions in one statement; each has values and gives one flat value at most.

    Returns these in order, None for a question that finds nothing.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    asked = [(prepared.compiled(connection), values) for prepared, values in questions]
    sql = ", ".join([f"({compiled.sql})" for compiled, _values in asked])
    given = [
        value for compiled, values in asked for value in compiled.parameters(values, connection)
    ]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {sql}", given)
        found = cursor.fetchone()
    return [
        None if value is None else compiled.made_of([(value,)], connection)[0]
        for value, (compiled, _values) in zip(found, asked, strict=True)
    ]


@dataclass(frozen=True)
class _Compiled:
    """A queryset's SQL for one kind of database, and what makes Python's values of its rows."""

    queryset: QuerySet
    compiler: Any
    sql: str
    slots: tuple[Any, ...]
    converters: list[tuple[int, list[Callable], Any]]

    def parameters(
        self, values: dict[str, Any], connection: BaseDatabaseWrapper
    ) -> tuple[Any, ...]:
        return tuple([_value(slot, values, connection) for slot in self.slots])

    def made_of(self, rows: list[tuple], connection: BaseDatabaseWrapper) -> list[Any]:
        if not rows:
            return []
        kind: Any = self.queryset._iterable_class
        converted = rows
        if self.converters:
            converted = [self._converted(row, connection) for row in rows]
        if kind is ValuesListIterable:
            return converted
        if kind is FlatValuesListIterable:
            return [value for (value,) in converted]
        return list(kind(_Run(self.queryset, self.compiler, converted)))

    def _converted(self, row: tuple, connection: BaseDatabaseWrapper) -> tuple:
        values = list(row)
        for place, converters, column in self.converters:
            for convert in converters:
                values[place] = convert(values[place], column, connection)
        return tuple(values)


def _converters(
    compiler: Any, connection: BaseDatabaseWrapper
) -> list[tuple[int, list[Callable], Any]]:
    """What Django makes Python's values with, by column; quicker for times on SQLite."""
    columns = [column for column, *_ in compiler.select[: compiler.col_count]]
    usual = getattr(connection.ops, "convert_datetimefield_value", None)
    quick: Any = _quick(usual) if usual else None
    return [
        (place, [quick if convert == usual else convert for convert in converters], column)
        for place, (converters, column) in compiler.get_converters(columns).items()
    ]


def _quick(usual: Callable[..., Any]) -> Callable[..., Any]:
    """Convert a time of a plain column as the usual converter does, only sooner.

    SQLite keeps it in the connection's zone, which it doesn't say. What an expression gives
    is text, and is left to the usual converter.
    """

    def convert(value: Any, column: Any, connection: BaseDatabaseWrapper) -> Any:
        if isinstance(value, datetime) and value.tzinfo is None:
            return value.replace(tzinfo=connection.timezone)
        return usual(value, column, connection)

    return convert


class _Run:
    """What Django's iterables ask of a queryset, its query and its compiler, of rows at hand."""

    def __init__(self, queryset: QuerySet, compiler: Any, rows: list[tuple]) -> None:
        self.db = DEFAULT_DB_ALIAS
        self.model = queryset.model
        self.query = self
        self._fields = queryset._fields  # type: ignore[attr-defined]
        self._known_related_objects: dict = {}
        self.select = compiler.select
        self.klass_info = compiler.klass_info
        self.annotation_col_map = compiler.annotation_col_map
        self._rows = rows

    def get_compiler(self, using: str) -> "_Run":
        return self

    def execute_sql(self, **how: Any) -> None:
        """It has been executed."""

    def results_iter(self, results: None) -> list[tuple]:
        return self._rows


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
    """Insert a new row; one without an id gets the one that the database gives it.

    Like ``row.save(force_insert=True)``, but with its SQL worked out once and without
    signals.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    sql, fields = _insertion(type(row), connection.vendor, row.pk is None)
    values = [_to_store(field, row, connection) for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        (row.pk,) = cursor.fetchone()
    row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS


_TEXT: frozenset[type] = frozenset({str, NoneType})
_NUMBER: frozenset[type] = frozenset({int, NoneType})

#: Python's types that a field of exactly this class gives to the database as they are.
_AS_IS: dict[type, frozenset[type]] = {
    models.CharField: _TEXT,
    models.EmailField: _TEXT,
    models.TextField: _TEXT,
    models.URLField: _TEXT,
    models.BigAutoField: _NUMBER,
    models.ForeignKey: _NUMBER,
    models.PositiveIntegerField: _NUMBER,
    models.PositiveSmallIntegerField: _NUMBER,
}


def _to_store(field: Field, row: Model, connection: BaseDatabaseWrapper) -> Any:
    """The value of a column; Django's conversions take longer than most values need."""
    value = field.pre_save(row, True)
    if type(value) in _AS_IS.get(type(field), ()):
        return value
    return field.get_db_prep_save(value, connection)


@lru_cache
def _insertion(model: type[Model], vendor: str, without_id: bool) -> tuple[str, list[Field]]:
    quote = connections[DEFAULT_DB_ALIAS].ops.quote_name
    every = model._meta.concrete_fields
    fields = [field for field in every if not (field.primary_key and without_id)]
    columns = ", ".join(quote(str(field.column)) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    table, pk = quote(model._meta.db_table), quote(str(model._meta.pk.column))
    return f"INSERT INTO {table} ({columns}) VALUES ({places}) RETURNING {pk}", fields  # noqa: S608


def next_id(model: type[Model]) -> int:
    """Take an id for a row that is inserted afterwards, in the same transaction.

    On SQLite that transaction holds the write lock from its beginning (BEGIN IMMEDIATE), so
    nobody else takes the same one.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    with connection.cursor() as cursor:
        cursor.execute(*_next_id(model, connection.vendor))
        return cursor.fetchone()[0]


@lru_cache
def _next_id(model: type[Model], vendor: str) -> tuple[str, list[str]]:
    table, pk = model._meta.db_table, str(model._meta.pk.column)
    if vendor == "postgresql":
        return "SELECT nextval(pg_get_serial_sequence(%s, %s))", [f'"{table}"', pk]
    # As SQLite itself does it (https://www.sqlite.org/autoinc.html).
    quote = connections[DEFAULT_DB_ALIAS].ops.quote_name
    given = "SELECT seq FROM sqlite_sequence WHERE name = %s"
    there = f"SELECT max({quote(pk)}) FROM {quote(table)}"  # noqa: S608
    return f"SELECT max(coalesce(({given}), 0), coalesce(({there}), 0)) + 1", [table]


def add(row: Model, **numbers: int) -> None:
    """Add to columns of a row, in the database and at hand; nothing else of it is saved."""
    if not numbers:
        return
    connection = connections[DEFAULT_DB_ALIAS]
    with connection.cursor() as cursor:
        cursor.execute(_addition(type(row), (*numbers,)), [*numbers.values(), row.pk])
    for name, number in numbers.items():
        setattr(row, name, getattr(row, name) + number)


@lru_cache
def _addition(model: type[Model], names: tuple[str, ...]) -> str:
    quote = connections[DEFAULT_DB_ALIAS].ops.quote_name
    fields = {field.name: field for field in model._meta.concrete_fields}
    columns = [quote(str(fields[name].column)) for name in names]
    added = ", ".join(f"{column} = {column} + %s" for column in columns)
    table, pk = quote(model._meta.db_table), quote(str(model._meta.pk.column))
    return f"UPDATE {table} SET {added} WHERE {pk} = %s"  # noqa: S608
