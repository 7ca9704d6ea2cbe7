"""The words by which ``Cache-Tag`` and the purge log know which comments a page shows.

``comments-12`` is wherever the comments of that article or their number are shown,
``discussion-en`` on the feed of all comments of an edition.
"""

from collections.abc import Iterable


def comments_tags(article_ids: Iterable[int]) -> list[str]:
    return [f"comments-{pk}" for pk in article_ids]


def discussion_tag(language: str) -> str:
    return f"discussion-{language}"
