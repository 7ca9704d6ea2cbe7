"""The index of a table of tokens, as an operation of a migration."""

from typing import Any

from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


class IndexTokens(Operation):
    """Index the tokens of a model made in the same migration.

    On SQLite an FTS5 table over the tokens, which triggers keep equal to them ("External
    Content Tables" in the documentation of FTS5), with the beginnings of three letters
    indexed, too. What makes the table of tokens anew, as Django does on SQLite to alter a
    column, loses the triggers and has to run this operation again. FTS5's own tables are
    not to be ANALYZEd while they are small: SQLite would scan them when they have grown.

    On PostgreSQL a GIN index without a pending list, which would make one reply in some
    hundred pay for all of them.
    """

    reversible = True

    def __init__(self, name: str) -> None:
        self.name = name

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        pass

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        self._run(MAKE, app_label, schema_editor, to_state)

    def database_backwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        self._run(DROP, app_label, schema_editor, from_state)

    def _run(self, statements: dict, app_label: str, schema_editor: Any, state: Any) -> None:
        model = state.apps.get_model(app_label, self.name)
        if not self.allow_migrate_model(schema_editor.connection.alias, model):
            return
        names = {"table": model._meta.db_table, "key": model._meta.pk.column}
        for statement in statements[schema_editor.connection.vendor]:
            schema_editor.execute(statement % names, params=None)

    def describe(self) -> str:
        return f"Index the tokens of {self.name}"


MAKE = {
    "sqlite": [
        """
        CREATE VIRTUAL TABLE "%(table)s_fts" USING fts5(
            tokens, content='%(table)s', content_rowid='%(key)s', columnsize=0, prefix='3',
            tokenize="ascii tokenchars '_.:=?'"
        )
        """,
        """
        INSERT INTO "%(table)s_fts" ("%(table)s_fts") VALUES ('rebuild')
        """,
        """
        CREATE TRIGGER "%(table)s_added" AFTER INSERT ON "%(table)s" BEGIN
            INSERT INTO "%(table)s_fts" (rowid, tokens) VALUES (new."%(key)s", new.tokens);
        END
        """,
        """
        CREATE TRIGGER "%(table)s_removed" AFTER DELETE ON "%(table)s" BEGIN
            INSERT INTO "%(table)s_fts" ("%(table)s_fts", rowid, tokens)
            VALUES ('delete', old."%(key)s", old.tokens);
        END
        """,
        """
        CREATE TRIGGER "%(table)s_changed" AFTER UPDATE ON "%(table)s" BEGIN
            INSERT INTO "%(table)s_fts" ("%(table)s_fts", rowid, tokens)
            VALUES ('delete', old."%(key)s", old.tokens);
            INSERT INTO "%(table)s_fts" (rowid, tokens) VALUES (new."%(key)s", new.tokens);
        END
        """,
    ],
    "postgresql": [
        'CREATE INDEX "%(table)s_gin" ON "%(table)s" USING gin (tokens) WITH (fastupdate = off)'
    ],
}
DROP = {
    "sqlite": [
        'DROP TRIGGER "%(table)s_changed"',
        'DROP TRIGGER "%(table)s_removed"',
        'DROP TRIGGER "%(table)s_added"',
        'DROP TABLE "%(table)s_fts"',
    ],
    "postgresql": ['DROP INDEX "%(table)s_gin"'],
}
