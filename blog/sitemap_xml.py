"""The XML of sitemaps: https://www.sitemaps.org/protocol.html, 0.9, and Google's for news."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.http import HttpResponse
from django.utils.html import escape

from .characters import printable
from .models import Article
from .syndication import absolute

PROTOCOL = "http://www.sitemaps.org/schemas/sitemap/0.9"
#: https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap
NEWS_PROTOCOL = "http://www.google.com/schemas/sitemap-news/0.9"


def sitemap_index(files: Iterable[str]) -> HttpResponse:
    """The answer that lists the files with these addresses, as Django's ``reverse`` gives them."""
    return _document("sitemapindex", (_element("sitemap", _location(file)) for file in files))


def sitemap(pages: Iterable[tuple[str, datetime | None]]) -> HttpResponse:
    """The answer that lists pages by their addresses; with each when it changed, if known."""
    return _document(
        "urlset",
        (
            _element("url", _location(address), _time("lastmod", changed) if changed else "")
            for address, changed in pages
        ),
    )


def news_sitemap(articles: Iterable[Article]) -> HttpResponse:
    """The answer that lists articles for Google News."""
    return _document("urlset", map(_news, articles), f' xmlns:news="{NEWS_PROTOCOL}"')


def _news(article: Article) -> str:
    assert article.published_at is not None  # noqa: S101  it is public
    about = _element(
        "news:news",
        _element(
            "news:publication",
            _element("news:name", _text(settings.SITE_NAME)),
            _element("news:language", article.language),
        ),
        _time("news:publication_date", article.published_at),
        _element("news:title", _text(article.title)),
    )
    return _element("url", _location(article.get_absolute_url()), about)


def _location(address: str) -> str:
    return _element("loc", _text(absolute(address)))


def _time(name: str, time: datetime) -> str:
    """To the second, with the offset: https://www.w3.org/TR/NOTE-datetime."""
    return _element(name, time.isoformat(timespec="seconds"))


def _text(text: str) -> str:
    return escape(printable(text))


def _element(name: str, *content: str) -> str:
    return f"<{name}>{''.join(content)}</{name}>"


def _document(root: str, entries: Iterable[str], more: str = "") -> HttpResponse:
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<{root} xmlns="{PROTOCOL}"{more}>',
        *entries,
        f"</{root}>\n",
    ]
    response = HttpResponse("\n".join(lines), content_type="application/xml; charset=utf-8")
    response.headers["X-Robots-Tag"] = "noindex"  # to be read, not to be found
    return response
