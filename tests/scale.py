"""A large site, made by SQL within seconds."""

from collections.abc import Iterable

from django.core.management.color import no_style
from django.db import connection, models

from blog.models import Article, Placement
from comments.models import Comment, Tally


def grow(article: Article, articles: int, comment: Comment, comments: int) -> None:
    """Add copies of the article, filed like it, and of the comment, each a thread of its own.

    Every second comment is on the same article, the others are spread over the new ones;
    a tenth is held. Each comment is a minute older than the one before, each article 20
    minutes. Ends with the statistics that the worker would have gathered.
    """
    first = _highest(Article) + 1
    _copy(
        article,
        articles,
        id=f"{first} + i",
        slug=f"slug || '-' || ({first} + i)",
        guid=f"guid || '-' || ({first} + i)",
        published_at=_older("published_at", minutes=20),
        updated_at=_older("updated_at", minutes=20),
    )
    for relation in (Article.tags, Article.authors, Article.further_categories):
        _copy_links(relation.through, article, first)
    above = _highest(Comment) + 1
    _copy(
        comment,
        comments,
        id=f"{above} + i",
        article_id=f"CASE WHEN i %% 2 = 0 THEN article_id ELSE {first} + 1 + i %% {articles} END",
        thread_id=f"{above} + i",
        path=f"CAST({above} + i AS text)",
        guid=f"guid || '-' || ({above} + i)",
        status="CASE WHEN i %% 10 = 0 THEN 'held' ELSE 'approved' END",
        heads_thread="i %% 10 <> 0",
        thread_size="CASE WHEN i %% 10 = 0 THEN NULL ELSE 1 END",
        created_at=_older("created_at"),
        approved_at=_older("approved_at"),
    )
    _tally()
    Placement.rebuild()
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [Article, Comment]):
            cursor.execute(statement)
    gather_statistics()


def gather_statistics() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def forget_statistics() -> None:
    """As on a site whose worker has not looked at the tables yet; SQLite only."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM sqlite_stat1")
        cursor.execute("ANALYZE sqlite_schema")


def _highest(model: type[models.Model]) -> int:
    return model._default_manager.aggregate(highest=models.Max("pk"))["highest"]


def _older(column: str, minutes: int = 1) -> str:
    if connection.vendor == "sqlite":
        return (
            f"strftime('%%Y-%%m-%%d %%H:%%M:%%f', {column}, '-' || (i * {minutes}) || ' minutes')"
        )
    return f"{column} - i * interval '{minutes} minutes'"


def _copy(row: models.Model, number: int, **changed: str) -> None:
    """Copy a row so many times; ``changed`` is SQL by column, with ``i`` from 1 on."""
    columns = [column.column for column in row._meta.concrete_fields]
    values = [changed.get(column, f'"{column}"') for column in columns]
    _run(
        f"""
        INSERT INTO {row._meta.db_table} ({_names(columns)})
        WITH RECURSIVE numbers (i) AS (
            SELECT 1 UNION ALL SELECT i + 1 FROM numbers WHERE i < {number}
        )
        SELECT {", ".join(values)} FROM {row._meta.db_table}, numbers WHERE id = {row.pk}
        """
    )


def _copy_links(through: type[models.Model], article: Article, first: int) -> None:
    other = next(
        column.column
        for column in through._meta.concrete_fields
        if column.is_relation and column.column != "article_id"
    )
    _run(
        f"""
        INSERT INTO {through._meta.db_table} (article_id, {other})
        SELECT copy.id, link.{other} FROM {through._meta.db_table} AS link, blog_article AS copy
        WHERE link.article_id = {article.pk} AND copy.id > {first}
        """
    )


def _tally() -> None:
    Tally.objects.all().delete()
    _run(
        f"""
        INSERT INTO {Tally._meta.db_table}
            (article_id, comments, threads, held, spam, trash, reported, changed_at, language)
        SELECT article_id, sum(CASE WHEN status = 'approved' THEN 1 ELSE 0 END),
            sum(CASE WHEN heads_thread THEN 1 ELSE 0 END),
            sum(CASE WHEN status = 'held' THEN 1 ELSE 0 END), 0, 0, 0,
            coalesce(max(approved_at), max(created_at)), language
        FROM {Comment._meta.db_table}
        GROUP BY article_id, language
        """
    )


def _names(columns: Iterable[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)


def _run(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, [])
