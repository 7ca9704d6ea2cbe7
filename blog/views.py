from datetime import date
from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pagecache.public import not_after, not_kept, public_page, shows

from .article_page import ArticlePage, public_article
from .cache_tags import article_tags, edition_tag, listing_tag
from .editions import current_edition
from .models import Article, Author, Category, Placement, Tag
from .navigation import sections_and_trail
from .pagination import Listable, Page, page_number, page_of
from .syndication import feed_links
from .typed_text import give_back, typed_text


@public_page("page")
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return _listing(request, Article.objects.all())


@public_page("page")
@require_safe
def category(request: HttpRequest, path: str) -> HttpResponse:
    shown = get_object_or_404(Category, language=current_edition(), path=path)
    sections, trail = sections_and_trail(shown)
    return _listing(
        request,
        Placement.objects.in_category(shown),
        heading=shown.name,
        description=shown.description,
        sections=sections,
        trail=trail[:-1],
        feeds=feed_links(shown.get_absolute_url() + "feed/", shown.name),
    )


@public_page("page")
@require_safe
def tag(request: HttpRequest, slug: str) -> HttpResponse:
    shown = get_object_or_404(Tag, language=current_edition(), slug=slug)
    return _listing(
        request,
        Placement.objects.tagged(shown),
        allow_empty=False,
        heading=shown.name,
        feeds=feed_links(shown.get_absolute_url() + "feed/", shown.name),
    )


@public_page("page")
@require_safe
def author(request: HttpRequest, slug: str) -> HttpResponse:
    shown = get_object_or_404(Author, slug=slug)
    return _listing(
        request,
        Placement.objects.by(shown),
        allow_empty=False,
        heading=shown.name,
        description=shown.about,
        feeds=feed_links(shown.get_absolute_url() + "feed/", shown.name),
    )


@public_page("page")
@require_safe
def year(request: HttpRequest, year: int) -> HttpResponse:
    return _listing(request, Article.objects.in_year(year), allow_empty=False, heading=str(year))


@public_page("page")
@require_safe
def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    heading = date_format(date(year, month, 1), "YEAR_MONTH_FORMAT")
    return _listing(
        request, Article.objects.in_month(year, month), allow_empty=False, heading=heading
    )


@public_page("cpage", "corder", "replytocom", "awaiting")
@require_safe
def article(request: HttpRequest, year: int, month: int, slug: str) -> HttpResponse:
    """One article; an address with its slug but another month leads to the right one."""
    shown = public_article(current_edition(), slug)
    if shown is None:
        raise Http404(_("There is no such article."))
    shows(request, edition_tag(shown.language), *article_tags([shown.pk]))
    if request.path != shown.get_absolute_url():
        not_kept(request)
        query = request.META.get("QUERY_STRING", "")
        address = shown.get_absolute_url() + (f"?{query}" if query else "")
        return HttpResponsePermanentRedirect(address)
    began = timezone.now()
    page = ArticlePage.of(shown)
    shows(request, *article_tags(page.shown_ids))
    if page.next is None:
        not_after(request, Article.objects.next_moment(shown.language, began))
    sections, trail = sections_and_trail(shown.category)
    context = {"page": page, "article": shown, "sections": sections, "trail": trail}
    return render(request, "blog/article.html", context)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The page for what could not be understood; Django's own comes without a context."""
    return render(request, "400.html", status=HTTPStatus.BAD_REQUEST)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page for a form of admin that was open too long or came from elsewhere.

    Whoever signed in again in another tab gets back what he typed. What another site sent
    is not repeated here, as though it were ours.
    """
    is_ours = request.headers.get("Sec-Fetch-Site") not in ("cross-site", "same-site")
    if is_ours and typed_text(request):
        return give_back(request, _("This form is out of date"), HTTPStatus.FORBIDDEN)
    return render(request, "403.html", status=HTTPStatus.FORBIDDEN)


def _listing(
    request: HttpRequest, listed: Listable, *, allow_empty: bool = True, **context
) -> HttpResponse:
    """A page of the public articles that are listed, in the edition that is shown."""
    began = timezone.now()
    page = _page_or_404(listed, request.GET.get("page", "1"))
    if not (allow_empty or page.articles):
        raise Http404(_("Nothing is published here."))
    edition = current_edition()
    shows(request, edition_tag(edition), listing_tag(edition))
    shows(request, *article_tags(article.pk for article in page))
    not_after(request, Article.objects.next_moment(edition, began))
    return render(request, "blog/listing.html", {"page": page, **context})


def _page_or_404(listed: Listable, asked: str) -> Page:
    number = page_number(asked)
    page = page_of(listed, current_edition(), number) if number else None
    if page is None or (page.number > 1 and not page.articles):
        raise Http404(_("There is no such page."))
    return page
