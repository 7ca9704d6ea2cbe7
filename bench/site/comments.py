"""Comments with their log, and the tally of each article."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from django.conf import settings
from django.db import transaction

from blog.models import Article
from comments.models import Comment, Decision, Reason, Report, Status

from ..known import RARE_COMMENTS, sizes_for, slug_of
from . import bulk, progress
from .decisions import LogWriter
from .plan import Discussed, Planned, plan, spread
from .readers import Reader, make_readers
from .words import Writer

#: Different texts in the default edition, at most and for each comment; the other
#: editions have a quarter.
_TEXTS, _TEXTS_EACH = 200, 0.1
_WRITTEN = ("source", "html", "html_version", "fingerprint")
#: Of approved comments; the others were held first.
_AT_ONCE = 0.7
#: One of so many approved comments is reported.
_REPORTED_EACH = 2_500


def make_comments(
    number: int,
    articles: Sequence[Article],
    now: datetime,
    writers: dict[str, Writer],
    staff: list[Any],
) -> list[Planned]:
    """The comments, oldest first, with ids from 1, and their log."""
    random = Random("comments")
    planned = plan(_discussed(number, articles, random), now.timestamp(), random)
    rows = _rows(planned, {article.pk: article for article in articles}, now, writers, random)
    log = LogWriter(staff, random)
    with bulk.times_as_given(Comment.changed_at, Decision.made_at, Report.made_at):
        for comment in progress.shown("comments", _inserted(rows, log, staff[-1]), number):
            comment.source = comment.html = ""  # no longer needed, and large
    return planned


def _discussed(number: int, articles: Sequence[Article], random: Random) -> Iterator[Discussed]:
    """The articles of known sizes, and the rest of the comments among the others."""
    sizes = {slug_of(size): size for size in sizes_for(number)}
    shown = {
        article: article.published_at.timestamp()
        for article in articles
        if article.published_at and article.is_public
    }
    others = [article.pk for article in shown if article.slug not in sizes]
    dealt = spread(number - sum(sizes.values()), others, random)
    for article, published in shown.items():
        if article.slug in sizes:
            yield Discussed(article.pk, published, sizes[article.slug], fixed=True)
        else:
            yield Discussed(article.pk, published, dealt[article.pk])


def _rows(
    planned: Sequence[Planned],
    articles: dict[int, Article],
    now: datetime,
    writers: dict[str, Writer],
    random: Random,
) -> Iterator[Comment]:
    different = max(20, min(_TEXTS, round(_TEXTS_EACH * len(planned))))
    texts = {
        language: _texts(
            writer, different if language == settings.LANGUAGE_CODE else different // 4
        )
        for language, writer in writers.items()
    }
    rare = [_written(writers["en"].rare_comment()) for _ in range(RARE_COMMENTS)]
    # On articles of known sizes there is nothing rare, so that their pages weigh the same.
    free = [number for number, comment in enumerate(planned) if not comment.fixed]
    rare_at = dict(zip(random.sample(free, min(RARE_COMMENTS, len(free))), rare, strict=False))
    readers = make_readers(len(planned), writers, random)
    for number, comment in enumerate(planned):
        article = articles[comment.article]
        text = rare_at.get(number) or random.choice(texts[article.language])
        yield _row(comment, number + 1, article, random.choice(readers), text, now, random)


def _row(
    planned: Planned,
    pk: int,
    article: Article,
    reader: Reader,
    text: Comment,
    now: datetime,
    random: Random,
) -> Comment:
    above = planned.parent
    planned.pk = pk
    planned.reported = (
        planned.status == Status.APPROVED and not planned.fixed and pk % _REPORTED_EACH == 1
    )
    planned.thread = above.thread if above else pk
    planned.path = f"{above.path}/{pk:019}" if above else f"{pk:019}"
    created = datetime.fromtimestamp(planned.at, UTC)
    waited = planned.status == Status.APPROVED and random.random() > _AT_ONCE
    approved = min(created + timedelta(minutes=random.randint(1, 600)), now) if waited else created
    was_approved = planned.status in (Status.APPROVED, Status.TRASH)
    return Comment(
        pk=pk,
        article=article,
        language=article.language,
        parent_id=above.pk if above else None,
        thread_id=planned.thread,
        path=planned.path,
        heads_thread=planned.heads_thread,
        name=reader.name,
        email=reader.email,
        email_folded=reader.email.casefold(),
        website=reader.website,
        status=planned.status,
        reported=1 if planned.reported else None,
        created_at=created,
        changed_at=approved,
        approved_at=approved if was_approved else None,
        ip=reader.ip,
        network=reader.network,
        user_agent=reader.user_agent,
        browser_key=reader.browser_key,
        **{field: getattr(text, field) for field in _WRITTEN},
    )


def _texts(writer: Writer, number: int) -> list[Comment]:
    return [_written(writer.comment(turn)) for turn in range(number)]


def _written(source: str) -> Comment:
    """A comment that was only written: its text, rendered as a reader's is."""
    comment = Comment()
    comment.write(source)
    return comment


def _inserted(rows: Iterable[Comment], log: LogWriter, reporter: Any) -> Iterator[Comment]:
    for batch in bulk.batches(rows):
        decisions, reasons = log.rows_for(batch)
        with transaction.atomic():
            Comment.objects.bulk_create(batch)
            Decision.objects.bulk_create(decisions)
            Reason.objects.bulk_create(reasons)
            Report.objects.bulk_create(
                Report(
                    comment=comment,
                    cause=Report.Cause.SPAM,
                    by=reporter,
                    made_at=comment.changed_at,
                )
                for comment in batch
                if comment.reported
            )
        yield from batch
