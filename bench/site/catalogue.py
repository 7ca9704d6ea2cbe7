"""Sections, tags, authors and staff: what articles are filed under."""

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model

from blog.models import Author, Category, Tag
from blog.slugs import slug_for

from ..known import MODERATOR
from .words import Writer

#: Of 100 articles; the default edition has the rest.
SHARES = {"en": 85, "ru": 8, "tg": 5, "fa": 2}
_AUTHORS = 50
_CATEGORIES, _TAGS = 20, 200  # in the largest edition; the others have a quarter


@dataclass
class Edition:
    """The categories and tags of a language; the first ones are used the most."""

    categories: list[Category] = field(default_factory=list)
    tags: list[Tag] = field(default_factory=list)


@dataclass
class Catalogue:
    editions: dict[str, Edition]
    authors: list[Author]
    staff: list[Any]


def make_catalogue(writers: dict[str, Writer]) -> Catalogue:
    """Staff, authors, and for each edition nested categories and tags."""
    largest = settings.LANGUAGE_CODE
    editions = {}
    for language, writer in writers.items():
        part = 1 if language == largest else 4
        editions[language] = Edition(
            _categories(language, writer, _CATEGORIES // part),
            _tags(language, writer, _TAGS // part),
        )
    writer = writers[largest]
    authors = [Author.objects.create(name=writer.name()) for _ in range(_AUTHORS)]
    return Catalogue(editions, authors, _staff())


def _categories(language: str, writer: Writer, number: int) -> list[Category]:
    """The first is at the top and holds others, three deep."""
    made: list[Category] = []
    for position in range(number):
        parent = None if position % 4 == 0 else made[position - 1 if position % 4 < 3 else -2]
        made.append(
            Category.objects.create(
                language=language, name=f"{' '.join(writer.words(2))} {position}", parent=parent
            )
        )
    return made


def _tags(language: str, writer: Writer, number: int) -> list[Tag]:
    names = [f"{' '.join(writer.words(2))} {position}" for position in range(number)]
    return Tag.objects.bulk_create(
        Tag(language=language, name=name, slug=slug_for(name)) for name in names
    )


def _staff() -> list[Any]:
    """Who decides; nobody of them can sign in."""
    users = get_user_model().objects
    names = [MODERATOR, "moderator-2", "moderator-3"]
    made = [users.create(username=name, is_staff=True, is_superuser=True) for name in names]
    for user in made:
        user.set_unusable_password()
        user.save()
    return made
