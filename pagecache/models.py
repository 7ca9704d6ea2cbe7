from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.sql.compiler import SQLCompiler


class TransactionId(models.Func):
    """The id of this transaction, by which readers tell what they can't have seen yet.

    On PostgreSQL rows become visible in another order than that of their ids. SQLite has
    one writer at a time, so there the ids are in order and this is 0.
    """

    template = "0"
    output_field = models.BigIntegerField()

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any
    ) -> tuple[str, tuple[str | int, ...]]:
        template = "pg_current_xact_id()::text::bigint"
        return self.as_sql(compiler, connection, template=template, **context)


class Purge(models.Model):
    """One row of the purge log: a change, by the tags of the pages that show it.

    Written by ``purging.purge`` and read by ``log.PurgeLog``, never changed.
    """

    tags = models.TextField()
    transaction = models.BigIntegerField(db_index=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.tags
