"""A table of tokens beside the table of a model, and who asks it."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import connection, models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import QuerySet

from .query import Query

#: PostgreSQL looks among the newest rows first, for each that is wanted among so many, and
#: each time that they were not enough among ten times as many. A common word is found
#: there; what is left for the larger steps is rare.
_FIRST_STEP = 2

#: In these steps PostgreSQL combines its indexes. It would rather read each row, not knowing
#: what reading a long ``tsvector`` costs (10,000 articles: 200 ms), or start processes.
_PLANNED_FOR = {
    "enable_seqscan": "off",
    "enable_indexscan": "off",
    "cpu_operator_cost": "1",
    "max_parallel_workers_per_gather": "0",
}

#: Rows that ``index_rows`` takes in one transaction: others write between two of them.
_AT_ONCE = 50

#: Pages of SQLite's index that one step of ``compact`` writes.
_PAGES_AT_ONCE = 200


class TokensField(models.TextField):
    """Tokens in their order, written as a list: text for FTS5, ``tsvector`` on PostgreSQL."""

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        return "tsvector" if connection.vendor == "postgresql" else "text"

    def get_prep_value(self, value: Any) -> Any:
        return value

    def get_db_prep_value(
        self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False
    ) -> Any:
        return stored(value, connection.vendor) if isinstance(value, list) else value


def stored(tokens: list[str], vendor: str) -> str:
    """Return the tokens as the database of this vendor takes them."""
    if vendor == "postgresql":
        return " ".join(f"'{token}':{place}" for place, token in enumerate(tokens, 1))
    return " ".join(tokens)


class SearchEntry(models.Model):
    """What one row of another model is found by.

    A subclass names that row in a ``OneToOneField`` that is its primary key, has its table
    indexed by ``operations.IndexTokens`` in the same migration, and says in ``tokens_of``
    what its tokens are.
    """

    tokens = TokensField()

    class Meta:
        abstract = True
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.pk)

    @classmethod
    def tokens_of(cls, row: Any) -> list[str]:
        raise NotImplementedError

    @classmethod
    def rows(cls) -> QuerySet[Any]:
        """The rows that can have an entry, with all that ``tokens_of`` reads."""
        return cls._meta.pk.related_model._default_manager.all()  # type: ignore[union-attr]

    @classmethod
    def keep(cls, *rows: Any) -> None:
        """Make the index say what these rows say now, in the transaction that is open.

        One statement a row, and nothing of what the entry said before is found any more.
        """
        cls.write((row.pk, cls.tokens_of(row)) for row in rows)

    @classmethod
    def write(cls, entries: Iterable[tuple[int, list[str]]]) -> None:
        """Keep these tokens for the rows of these ids."""
        table, key = _names(cls)
        upsert = (
            f"INSERT INTO {table} ({key}, tokens) VALUES (%s, %s) "  # noqa: S608
            f"ON CONFLICT ({key}) DO UPDATE SET tokens = excluded.tokens"
        )
        rows = [(pk, stored(tokens, connection.vendor)) for pk, tokens in entries]
        with connection.cursor() as cursor:
            cursor.executemany(upsert, rows)

    @classmethod
    def index_rows(cls, *, anew: bool = False) -> Iterator[int]:
        """Index the rows that have no entry, or with ``anew`` every row; yield how many.

        Each batch is a short transaction, in which nobody else changes its rows. Safe to
        interrupt and to run again.
        """
        # Each entry has its row; counting both is quicker than looking for each.
        if not anew and cls.rows().count() == cls._default_manager.count():
            return
        for ids in cls._ranges_of_ids():
            indexed = cls._default_manager.filter(pk__in=[] if anew else ids)
            missing = sorted(set(ids) - {*indexed.values_list("pk", flat=True)})
            for first in range(0, len(missing), _AT_ONCE):
                with transaction.atomic():
                    batch = cls.rows().filter(pk__in=missing[first : first + _AT_ONCE])
                    rows = list(batch.order_by("pk").select_for_update(of=("self",)))
                    cls.keep(*rows)
                yield len(rows)

    @classmethod
    def _ranges_of_ids(cls) -> Iterator[list[int]]:
        """The ids of all rows, a thousand at a time.

        Asked for all that lack an entry, PostgreSQL would compare both tables as a whole for
        each batch.
        """
        last = 0
        while True:
            after = cls.rows().filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)
            ids = list(after[:1_000])
            if not ids:
                return
            yield ids
            last = ids[-1]

    @classmethod
    def compact(cls) -> None:
        """Rid the files of the index of what was removed from it, outside any transaction.

        A removed word isn't found any more, but stands there until then. SQLite's index is
        merged into one piece ("The 'merge' Command" in the documentation of FTS5) in steps
        of milliseconds, between which others write.
        """
        table, _key = _names(cls)
        fts, _key = _names(cls, "_fts")
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute(f"VACUUM {table}")
                return
            merge = f"INSERT INTO {fts} ({fts}, rank) VALUES ('merge', %s)"  # noqa: S608
            cursor.execute(merge, [-_PAGES_AT_ONCE])  # negative: begins to merge everything
            done = -1
            while connection.connection.total_changes - done >= 2:
                done = connection.connection.total_changes
                cursor.execute(merge, [_PAGES_AT_ONCE])

    @classmethod
    def newest(cls, query: Query, at_most: int, *, below: int | None = None) -> list[int]:
        """The ids of the rows that the query finds, ``below`` one: the highest ids first.

        The cost depends on ``at_most`` and hardly on how many rows there are or match: on
        SQLite words of four letters and more are gathered with what they begin, which takes
        15 ms for a word in 300,000 rows of a million.
        """
        return cls._ids(query, at_most, "<", below, "DESC")

    @classmethod
    def oldest(cls, query: Query, at_most: int, *, above: int | None = None) -> list[int]:
        """The same from the other end: ids ``above`` one, the lowest first."""
        return cls._ids(query, at_most, ">", above, "ASC")

    @classmethod
    def _ids(
        cls, query: Query, at_most: int, side: str, limit: int | None, order: str
    ) -> list[int]:
        if not query:
            return []
        if connection.vendor == "postgresql":
            return _on_postgresql(cls, query.for_postgresql(), at_most, limit, order)
        table, _key = _names(cls, "_fts")
        beyond = "" if limit is None else f"AND rowid {side} {int(limit)} "
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT rowid FROM {table} WHERE {table} MATCH %s {beyond}"  # noqa: S608
                f"ORDER BY rowid {order} LIMIT %s",
                [query.for_sqlite(), at_most],
            )
            return [pk for (pk,) in cursor]


def _on_postgresql(
    entry: type[SearchEntry], tsquery: str, at_most: int, limit: int | None, order: str
) -> list[int]:
    """A GIN index has no order, so ranges of ids are asked, one after the other.

    They are parts of one statement. PostgreSQL executes the next part of a UNION ALL only
    when those before it didn't give enough.
    """
    table, key = _names(entry)
    is_alone = not connection.in_atomic_block
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        # In one message; the first statement answers.
        ends = f"SELECT min({key}), max({key}) FROM {table}"  # noqa: S608
        cursor.execute(f"{ends}; {_plan(_PLANNED_FOR)}")
        lowest, highest = (end or 0 for end in cursor.fetchone())
        if order == "DESC":
            highest = highest if limit is None else min(highest, limit - 1)
        else:
            lowest = lowest if limit is None else max(lowest, limit + 1)
        ranges = list(_ranges(lowest, highest, _FIRST_STEP * at_most, order))
        part = (
            f"(SELECT {key} FROM {table} WHERE {key} BETWEEN %s AND %s "  # noqa: S608
            f"AND tokens @@ %s::tsquery ORDER BY {key} {order})"
        )
        found = []
        if ranges:
            cursor.execute(
                " UNION ALL ".join([part] * len(ranges)) + " LIMIT %s",
                [*(value for low, high in ranges for value in (low, high, tsquery)), at_most],
            )
            found = [pk for (pk,) in cursor]
        if not is_alone:
            cursor.execute(_plan(dict.fromkeys(_PLANNED_FOR, "DEFAULT")))
    return found


def _ranges(lowest: int, highest: int, step: int, order: str) -> Iterator[tuple[int, int]]:
    """From one end to the other, each ten times as long as the one before."""
    while lowest <= highest:
        if order == "DESC":
            yield max(lowest, highest - step + 1), highest
            highest -= step
        else:
            yield lowest, min(highest, lowest + step - 1)
            lowest += step
        step *= 10


def _plan(settings: dict[str, str]) -> str:
    """Statements that hold until the end of the transaction, which may be one around ours."""
    return "; ".join(f"SET LOCAL {name} TO {to}" for name, to in settings.items())


def _names(entry: type[SearchEntry], suffix: str = "") -> tuple[str, str]:
    quote = connection.ops.quote_name
    return quote(entry._meta.db_table + suffix), quote(str(entry._meta.pk.column))
