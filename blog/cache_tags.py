"""The words by which ``Cache-Tag`` and the purge log know what a page shows.

``edition-en`` is on every page of an edition, ``listing-en`` on its lists, feeds and
sitemaps, ``article-12`` wherever that article is shown or named.
"""

from collections.abc import Iterable


def edition_tag(language: str) -> str:
    return f"edition-{language}"


def listing_tag(language: str) -> str:
    return f"listing-{language}"


def article_tags(ids: Iterable[int | None]) -> list[str]:
    return [f"article-{pk}" for pk in ids if pk]
