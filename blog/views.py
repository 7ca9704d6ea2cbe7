from datetime import date
from http import HTTPStatus

from django.conf import settings
from django.core.paginator import InvalidPage, Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from .editions import current_edition
from .models import Article, Author, Category, Tag
from .models.queryset import ArticleQuerySet
from .navigation import sections_and_trail
from .syndication import feed_links


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return _listing(request, Article.objects.all())


@require_safe
def category(request: HttpRequest, path: str) -> HttpResponse:
    shown = get_object_or_404(Category, language=current_edition(), path=path)
    sections, trail = sections_and_trail(shown)
    return _listing(
        request,
        Article.objects.in_category(shown),
        heading=shown.name,
        description=shown.description,
        sections=sections,
        trail=trail[:-1],
        feeds=feed_links(shown.get_absolute_url() + "feed/", shown.name),
    )


@require_safe
def tag(request: HttpRequest, slug: str) -> HttpResponse:
    shown = get_object_or_404(Tag, language=current_edition(), slug=slug)
    return _listing(
        request,
        Article.objects.tagged(shown),
        allow_empty=False,
        heading=shown.name,
        feeds=feed_links(shown.get_absolute_url() + "feed/", shown.name),
    )


@require_safe
def author(request: HttpRequest, slug: str) -> HttpResponse:
    shown = get_object_or_404(Author, slug=slug)
    return _listing(
        request,
        Article.objects.by(shown),
        allow_empty=False,
        heading=shown.name,
        description=shown.about,
        feeds=feed_links(shown.get_absolute_url() + "feed/", shown.name),
    )


@require_safe
def year(request: HttpRequest, year: int) -> HttpResponse:
    return _listing(request, Article.objects.in_year(year), allow_empty=False, heading=str(year))


@require_safe
def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    heading = date_format(date(year, month, 1), "YEAR_MONTH_FORMAT")
    return _listing(
        request, Article.objects.in_month(year, month), allow_empty=False, heading=heading
    )


@require_safe
def article(request: HttpRequest, year: int, month: int, slug: str) -> HttpResponse:
    """One article; an address with its slug but another month leads to the right one."""
    public = Article.objects.public().in_edition(current_edition())
    shown = get_object_or_404(
        public.select_related("category")
        .prefetch_related("authors", "further_categories", "tags")
        .with_neighbours(),
        slug=slug,
    )
    if request.path != shown.get_absolute_url():
        query = request.META.get("QUERY_STRING", "")
        address = shown.get_absolute_url() + (f"?{query}" if query else "")
        return HttpResponsePermanentRedirect(address)
    sections, trail = sections_and_trail(shown.category)
    neighbours = Article.objects.only("language", "title", "slug", "published_at").in_bulk(
        [pk for pk in (shown.previous_id, shown.next_id) if pk]
    )
    context = {
        "article": shown,
        "sections": sections,
        "trail": trail,
        "previous": neighbours.get(shown.previous_id),
        "next": neighbours.get(shown.next_id),
    }
    return render(request, "blog/article.html", context)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The page for what could not be understood; Django's own comes without a context."""
    return render(request, "400.html", status=HTTPStatus.BAD_REQUEST)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page for a form of admin that was open too long or came from elsewhere."""
    return render(request, "403.html", status=HTTPStatus.FORBIDDEN)


def _listing(
    request: HttpRequest, articles: ArticleQuerySet, *, allow_empty: bool = True, **context
) -> HttpResponse:
    """A page of the public ones among the articles, in the edition that is shown."""
    listed = articles.public().in_edition(current_edition()).newest_first().for_lists()
    page = _page_or_404(listed, request.GET.get("page", "1"))
    if not (allow_empty or page.object_list):
        raise Http404(_("Nothing is published here."))
    return render(request, "blog/listing.html", {"page": page, **context})


def _page_or_404(articles: ArticleQuerySet, number: str) -> Page:
    try:
        return Paginator(articles, settings.ARTICLES_PER_PAGE).page(number)
    except InvalidPage as error:
        raise Http404(_("There is no such page.")) from error
