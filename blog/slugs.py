"""Slugs for titles in any script."""

from anyascii import anyascii
from django.db.models import QuerySet
from django.utils.text import slugify

MAX_LENGTH = 200

#: Words that follow a slug in an address and so can't be one.
RESERVED = {"feed", "page"}


def slug_for(title: str) -> str:
    """Return a slug in ASCII: ``"Ҷавоби хонанда"`` becomes ``"javobi-khonanda"``.

    A title without a letter or digit that can be written in ASCII gives ``"untitled"``.
    """
    return slugify(anyascii(title))[:MAX_LENGTH].strip("-") or "untitled"


def free_slug(wanted: str, taken_in: QuerySet) -> str:
    """Return the slug, or the first of ``-2``, ``-3``, ... that no row has yet."""
    slug, number = wanted, 1
    while slug in RESERVED or taken_in.filter(slug=slug).exists():
        number += 1
        suffix = f"-{number}"
        slug = wanted[: MAX_LENGTH - len(suffix)] + suffix
    return slug
