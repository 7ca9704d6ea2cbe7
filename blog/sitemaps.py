"""What search engines are told: sitemaps, the one for Google News, and robots.txt.

Django's own framework counts the rows and takes the host from the request. Here a file
holds the rows between two ids: none is ever too long, nothing is counted or skipped over, a
page stays in its file for good, and a file costs the same on a site of any size. Only the
index grows: it steps from one file to the next.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from heapq import nlargest
from operator import attrgetter
from typing import Any

from django.conf import settings
from django.db.models import Exists, Max, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from pagecache.public import not_after, public_page, shows

from .cache_tags import edition_tag, listing_tag
from .models import Article, Category, Placement, Tag
from .sitemap_xml import news_sitemap, sitemap, sitemap_index
from .syndication import absolute

#: How many ids make a file. The protocol allows 50,000 pages in one, which takes seconds.
IDS_PER_FILE = 1_000

#: Google's rules for news.
NEWS_LASTS = timedelta(days=2)
NEWS_LIMIT = 1_000


def _articles() -> QuerySet:
    return Article.objects.public().only("language", "slug", "published_at", "updated_at")


def _categories() -> QuerySet:
    return Category.objects.filter(language__in=_editions())


def _tags() -> QuerySet:
    """Those whose pages are there: a tag without a public article has none."""
    listed = Placement.objects.public().filter(tag=OuterRef("pk"), language=OuterRef("language"))
    return Tag.objects.filter(Exists(listed))


#: What there are files of, by the word in their addresses.
KINDS: dict[str, Callable[[], QuerySet]] = {
    "articles": _articles,
    "categories": _categories,
    "tags": _tags,
}


@public_page()
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All files that list something."""
    _shows_every_edition(request)
    files = [reverse("sitemap-home")]
    for kind, rows in KINDS.items():
        files += [reverse(f"sitemap-{kind}", args=[number]) for number in _numbers(rows())]
    return sitemap_index(files)


@public_page()
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The front pages of the editions."""
    _shows_every_edition(request)
    return sitemap((_front(edition), None) for edition in _editions())


@public_page()
@require_safe
def pages(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    """One file of a kind; 404 when it would be empty."""
    _shows_every_edition(request)
    last = number * IDS_PER_FILE
    rows = KINDS[kind]().filter(pk__gt=last - IDS_PER_FILE, pk__lte=last).order_by("pk")
    listed = [(row.get_absolute_url(), _changed(row)) for row in rows]
    # A number with zeros before it would be another address of the same file.
    if not listed or request.path != reverse(f"sitemap-{kind}", args=[number]):
        raise Http404
    return sitemap(listed)


@public_page()
@require_safe
def news(request: HttpRequest) -> HttpResponse:
    """The articles of the last two days in all editions, newest first; there may be none."""
    _shows_every_edition(request)
    since = timezone.now() - NEWS_LASTS
    recent: list[Article] = []
    for language, _name in settings.LANGUAGES:
        public = Article.objects.public().in_edition(language).filter(published_at__gte=since)
        shown = public.only("language", "slug", "title", "published_at")
        recent += shown.newest_first()[:NEWS_LIMIT]
    newest = nlargest(NEWS_LIMIT, recent, key=attrgetter("published_at"))
    for article in newest[-1:]:
        not_after(request, (article.published_at or since) + NEWS_LASTS)
    return news_sitemap(newest)


@public_page()
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """RFC 9309; an address with ``replytocom`` shows an article again, the form elsewhere."""
    shows(request, "robots")
    lines = [
        "User-agent: *",
        f"Disallow: {reverse('admin:index')}",
        f"Disallow: {reverse('comments:post')}",
        "Disallow: /*?*replytocom=",
        "",
        f"Sitemap: {absolute(reverse('sitemap'))}",
        f"Sitemap: {absolute(reverse('sitemap-news'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def _shows_every_edition(request: HttpRequest) -> None:
    began = timezone.now()
    for language, _name in settings.LANGUAGES:
        shows(request, edition_tag(language), listing_tag(language))
        not_after(request, Article.objects.next_moment(language, began))


def file_number(pk: int) -> int:
    """The number of the file in which the row with this id is; the first is 1."""
    return (pk - 1) // IDS_PER_FILE + 1


def _numbers(rows: QuerySet) -> list[int]:
    """The numbers of the files that aren't empty.

    Ids come from a counter, so nearly every file has one of its first three rows: one query
    finds all of those files, and one more leads on wherever it found none.
    """
    # Of all rows, not of these: a database may look for the last of these by sorting them.
    highest = rows.model.objects.aggregate(highest=Max("pk"))["highest"] or 0
    ids = rows.order_by("pk").values_list("pk", flat=True)
    starts = range(0, highest, IDS_PER_FILE)
    tried = ids.filter(pk__in=[start + place for start in starts for place in (1, 2, 3)])
    found = {file_number(pk) for pk in tried}
    numbers: list[int] = []
    number = 1
    while number <= len(starts):
        if number not in found:
            following = ids.filter(pk__gt=starts[number - 1]).first()
            if following is None:
                break
            number = file_number(following)
        numbers.append(number)
        number += 1
    return numbers


def _editions() -> list[str]:
    """The default edition, whose front page is the site's, and all that have an article."""
    public = Article.objects.public()
    return [
        language
        for language, _name in settings.LANGUAGES
        if language == settings.LANGUAGE_CODE or public.in_edition(language).exists()
    ]


def _front(edition: str) -> str:
    with translation.override(edition):
        return reverse("blog:home")


def _changed(row: Any) -> datetime | None:
    """An article changes when it appears, too. Of other pages nobody noted it."""
    if isinstance(row, Article):
        return max(filter(None, [row.updated_at, row.published_at]))
    return None
