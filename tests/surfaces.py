"""Every public address of the site, walked from its own URL patterns.

A new pattern is walked by itself; one with a part that nothing here stands for fails.
"""

import re
from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import LocalePrefixPattern

from blog.models import Article
from blog.sitemaps import file_number
from comments.models import Comment

_PART = re.compile(r"<(?:\w+:)?(\w+)>")


def routes(patterns: list | None = None, before: str = "") -> Iterator[str]:
    """The routes of all patterns but admin's, such as ``tag/<slug:slug>/feed/``."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        is_prefix = isinstance(pattern.pattern, LocalePrefixPattern)
        route = before if is_prefix else before + str(pattern.pattern)
        if isinstance(pattern, URLResolver) and route != "admin/":
            yield from routes(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern):
            yield route


def addresses(article: Article, comment: Comment) -> list[str]:
    """An address for every route, of the article, its filing and the comment."""
    tag, author = article.tags.get(), article.authors.get()
    published = article.published_at
    parts = {
        "article": str(article.pk),
        "pk": str(comment.pk),
        "number": str(file_number(article.pk)),
        "path": article.category.path,
        "proof": "1.signed.nowhere",
        "token": "1.approve.1.1.signed.nowhere",  # only mail brings a real one
        "year": f"{published.year}",
        "month": f"{published.month:02}",
    }
    found = []
    for route in routes():
        slug = {"tag": tag.slug, "author": author.slug}.get(route.split("/")[0], article.slug)
        address = "/" + _PART.sub(lambda part: (parts | {"slug": slug})[part[1]], route)  # noqa: B023
        found += [address, f"/ru{address}"]
    own = article.get_absolute_url()
    found.append(f"/comments/{comment.pk}/report/?done=1")
    return [*found, f"{own}?cpage=1", f"{own}?replytocom={comment.pk}", "/nothing/"]
