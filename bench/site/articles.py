"""Articles of five years, filed under everything, in several editions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from itertools import accumulate
from random import Random
from typing import TypeVar

from django.conf import settings
from django.db.models import Model

from blog.models import Article
from blog.slugs import slug_for

from ..known import sizes_for, slug_of
from . import bulk, progress
from .catalogue import SHARES, Catalogue
from .words import Writer

_Item = TypeVar("_Item")

_DAYS = 5 * 365
_BODIES = 60  # different ones in each language
#: Of 100 articles; the others are published.
_DRAFTS, _WITHDRAWN, _SCHEDULED = 2, 1, 1


@dataclass(frozen=True)
class Times:
    """The moment of the making, and how far apart articles were published."""

    now: datetime
    step: timedelta

    @classmethod
    def of(cls, now: datetime, articles: int) -> "Times":
        return cls(now, timedelta(days=_DAYS) / articles)

    def published(self, number: int, articles: int) -> datetime:
        """The newest one came out an hour ago; ``number`` counts from the oldest, from 1."""
        return self.now - timedelta(hours=1) - self.step * (articles - number)


def make_articles(
    number: int, comments: int, times: Times, catalogue: Catalogue, writers: dict[str, Writer]
) -> list[Article]:
    """The articles, oldest first, with ids from 1; those of known sizes in the middle."""
    random = Random("articles")
    known = {number // 2 + place: size for place, size in enumerate(sizes_for(comments))}
    languages = random.choices([*SHARES], [*SHARES.values()], k=number)
    bodies = {
        language: [writer.body() for _ in range(_BODIES)] for language, writer in writers.items()
    }

    def rows() -> Iterator[Article]:
        for position, language in enumerate(languages, start=1):
            if position in known:
                language = settings.LANGUAGE_CODE
            writer = writers[language]
            title = writer.title()
            article = Article(
                pk=position,
                language=language,
                title=title,
                slug=f"{slug_for(title)[:80]}-{position}",
                standfirst=writer.sentence(),
                byline="Avesta" if position % 10 == 0 else "",
                category=_skewed(random, catalogue.editions[language].categories),
                status=Article.Status.PUBLISHED,
                published_at=times.published(position, number),
                comment_status="closed" if position % 30 == 7 else "",
                body=f"<p>{writer.sentence()}</p>{random.choice(bodies[language])}",
            )
            article.created_at = article.updated_at = times.published(position, number)
            if position in known:
                article.slug, article.comment_status = slug_of(known[position]), ""
            elif position < number - 30:  # the newest ones are all there to be seen
                _hide_some(article, random.randrange(100), times.now)
            yield article

    with bulk.times_as_given(Article.created_at, Article.updated_at):
        made = [*progress.shown("articles", bulk.insert(rows()), number)]
    for article in made:
        article.body = ""  # type: ignore[assignment]  # no longer needed, and large
    _file(made, catalogue, random)
    return made


def _hide_some(article: Article, lot: int, now: datetime) -> None:
    if lot < _DRAFTS:
        article.status, article.published_at = Article.Status.DRAFT, None
    elif lot < _DRAFTS + _WITHDRAWN:
        article.status = Article.Status.WITHDRAWN
    elif lot < _DRAFTS + _WITHDRAWN + _SCHEDULED:
        article.published_at = now + timedelta(days=3650, minutes=article.pk)


def _skewed(random: Random, items: Sequence[_Item]) -> _Item:
    """The n-th 1/n times as often as the first."""
    return random.choices(items, cum_weights=_weights(len(items)))[0]


@cache
def _weights(number: int) -> list[float]:
    return list(accumulate(1 / rank for rank in range(1, number + 1)))


def _file(articles: Sequence[Article], catalogue: Catalogue, random: Random) -> None:
    """Authors, tags and further categories."""
    links: dict[type[Model], list[Model]] = {}

    def link(through: type[Model], article: Article, **other: int) -> None:
        links.setdefault(through, []).append(through(article_id=article.pk, **other))

    for article in articles:
        edition = catalogue.editions[article.language]
        for author in {_skewed(random, catalogue.authors) for _ in range(1 + article.pk % 2)}:
            link(Article.authors.through, article, author_id=author.pk)
        for tag in {_skewed(random, edition.tags) for _ in range(3)}:
            link(Article.tags.through, article, tag_id=tag.pk)
        further = random.choice(edition.categories)
        if article.pk % 5 == 0 and further.pk != article.category_id:
            link(Article.further_categories.through, article, category_id=further.pk)
    for rows in links.values():
        for _ in bulk.insert(rows):
            pass
    progress.say(f"  filed under {sum(map(len, links.values())):,} tags, authors and categories")
