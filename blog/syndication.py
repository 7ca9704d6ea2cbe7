"""What every feed of the site shares: formats, absolute links, stable ids, honest dates.

Three formats of the same items: RSS 2.0 with ``content:encoded``, Atom (RFC 4287) and
JSON Feed 1.1. Each carries the full content.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed, rfc3339_date
from django.utils.html import escape, format_html_join
from django.utils.safestring import SafeString
from django.utils.xmlutils import SimplerXMLGenerator
from django.views.decorators.http import require_safe

from pagecache.public import not_after, public_page, shows

from .characters import printable

#: The date of a feed in which nothing has ever happened.
_BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)


def absolute(address: str) -> str:
    """Return the address of a page of this site with scheme and host, from ``SITE_URL``."""
    return settings.SITE_URL + address


class _Generator(SyndicationFeed):
    """Dates the feed by its last change and keeps out what XML can't carry."""

    content_type: str

    def add_item(  # type: ignore[override]
        self, title: str, link: str, description: str, **kwargs: Any
    ) -> None:
        kwargs["content"] = printable(kwargs["content"])
        kwargs["author_name"] = printable(kwargs["author_name"] or "")
        super().add_item(printable(title), link, printable(description), **kwargs)

    def latest_post_date(self) -> datetime:
        return self.feed["changed"]


class _XmlGenerator(_Generator):
    """RSS and Atom say that a description is HTML; ours is plain text."""

    def add_item(  # type: ignore[override]
        self, title: str, link: str, description: str, **kwargs: Any
    ) -> None:
        super().add_item(title, link, escape(description), **kwargs)


class RssFeed(_XmlGenerator, Rss201rev2Feed):
    content_type = "application/rss+xml; charset=utf-8"

    def add_item(  # type: ignore[override]
        self, title: str, link: str, description: str, **kwargs: Any
    ) -> None:
        # Most readers take a title for HTML, so what looks like a tag is escaped twice.
        super().add_item(title.replace("<", "&lt;"), link, description, **kwargs)

    def rss_attributes(self) -> dict[str, str]:
        return super().rss_attributes() | {
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
        }

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content:encoded", item["content"])


class AtomFeed(_XmlGenerator, Atom1Feed):
    content_type = "application/atom+xml; charset=utf-8"

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["content"], {"type": "html"})


class JsonFeed(_Generator):
    """JSON Feed 1.1, https://www.jsonfeed.org/version/1.1/."""

    content_type = "application/feed+json; charset=utf-8"

    def write(self, outfile: Any, encoding: str) -> None:
        feed = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": self.feed["title"],
            "home_page_url": self.feed["link"],
            "feed_url": self.feed["feed_url"],
            "description": self.feed["description"],
            "language": self.feed["language"],
            "items": [self._item(item) for item in self.items],
        }
        outfile.write(json.dumps(feed, ensure_ascii=False, indent=1).encode(encoding))

    @staticmethod
    def _item(item: dict[str, Any]) -> dict[str, Any]:
        shown = {
            "id": item["unique_id"],
            "url": item["link"],
            "title": item["title"],
            "content_html": item["content"],
            "summary": item["description"],
            "date_published": rfc3339_date(item["pubdate"]),
            "date_modified": rfc3339_date(item["updateddate"]),
            "authors": [{"name": item["author_name"]}] if item["author_name"] else [],
            "tags": list(item["categories"]),
        }
        return {key: value for key, value in shown.items() if value}


#: What follows ``feed/`` in the address: the format that stands there, and its short name.
FORMATS: dict[str, tuple[type[_Generator], str]] = {
    "": (RssFeed, "RSS"),
    "atom/": (AtomFeed, "Atom"),
    "json/": (JsonFeed, "JSON Feed"),
}


@dataclass(frozen=True)
class Channel:
    """One feed: what it is called, what it holds, and when that last changed.

    ``page`` is the address of the page it follows, and its own stands below that.
    ``changed`` is a time at or after the last change to what the feed holds, or None. It
    moves when something leaves the feed, too, so that a reader who asks with nothing but
    ``If-Modified-Since`` learns of it; the ETag is exact. ``tags`` and ``until`` are for
    the page cache: what it shows, and when it will be another without a change.
    """

    title: str
    page: str
    items: Iterable[Any]
    changed: datetime | None
    tags: Iterable[str]
    until: datetime | None = None
    description: str = ""
    address: str = ""

    def feed_address(self) -> str:
        return self.address or self.page + "feed/"


class SiteFeed(Feed):
    """Base of all feeds. A subclass builds its ``Channel`` in ``get_object``.

    One instance answers every request of a format, in several threads: nothing about a
    request is kept on it.
    """

    item_guid_is_permalink = False

    def __init__(self, suffix: str) -> None:
        self.suffix = suffix
        self.feed_type = FORMATS[suffix][0]

    def get_feed(self, channel: Channel, request: HttpRequest) -> SyndicationFeed:
        shows(request, *channel.tags)
        not_after(request, channel.until)
        return super().get_feed(channel, request)

    def title(self, channel: Channel) -> str:
        return channel.title

    def description(self, channel: Channel) -> str:
        return channel.description or channel.title

    def author_name(self, channel: Channel) -> str:
        return settings.SITE_NAME

    def link(self, channel: Channel) -> str:
        return absolute(channel.page)

    def feed_url(self, channel: Channel) -> str:
        return absolute(channel.feed_address() + self.suffix)

    def feed_guid(self, channel: Channel) -> str:
        return self.feed_url(channel)

    def feed_extra_kwargs(self, channel: Channel) -> dict[str, Any]:
        return {"changed": channel.changed or _BEGINNING}

    def items(self, channel: Channel) -> Iterable[Any]:
        return channel.items

    def item_link(self, item: Any) -> str:
        return absolute(item.get_absolute_url())


def feed_paths(route: str, feed: type[SiteFeed], name: str) -> list[URLPattern]:
    """The addresses of a feed in its three formats; the first one bears the name."""
    return [
        path(
            f"{route}feed/{suffix}",
            public_page()(require_safe(feed(suffix))),
            name=name if suffix == "" else None,
        )
        for suffix in FORMATS
    ]


def feed_links(address: str, title: str) -> SafeString:
    """The ``<link rel="alternate">`` of a feed in its three formats, for a page's head."""
    return _links(absolute(address), title)


@lru_cache(maxsize=4_096)  # those of the site stand on every page
def _links(address: str, title: str) -> SafeString:
    return format_html_join(
        "\n",
        '<link rel="alternate" type="{}" title="{} ({})" href="{}">',
        (
            (generator.content_type.partition(";")[0], title, name, address + suffix)
            for suffix, (generator, name) in FORMATS.items()
        ),
    )
