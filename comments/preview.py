"""What only the author of a comment is shown, by a signed link: that it waits, or is published,
and for a while the links to change and to withdraw it.
"""

from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urlencode, urlsplit

from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.utils import timezone

from blog.models import Article

from .models import Comment, Discussion, Status
from .places import Order, Place, page_address
from .second_thoughts.proof import ends_at

#: The query parameter that carries the signature.
PARAMETER = "awaiting"
#: WordPress shows its preview for ten minutes, too.
LIFETIME = timedelta(minutes=10)


def _signer() -> signing.TimestampSigner:
    return signing.TimestampSigner(salt="comments.preview")


def own_address(comment: Comment, site: Discussion, order: Order = Order.OLDEST) -> str:
    """Where its author is led: to the comment, with a signature while that is of use.

    On the page on which it stands in this order. One that isn't published is shown for ten
    minutes, and for as long as it may be changed.
    """
    if comment.status != Status.APPROVED:
        return preview_address(comment, order)
    return _published_address(comment, site, _signer().sign(str(comment.pk)), order)


def preview_address(comment: Comment, order: Order = Order.OLDEST) -> str:
    """The article's address with the author's view of the comment."""
    query = Place(order=order).query
    address = f"{comment.article.get_absolute_url()}{query and f'?{query}'}#{comment.anchor}"
    return _signed_address(address, _signer().sign(str(comment.pk)))


def previewed(article: Article, signed: str, site: Discussion) -> Comment | None:
    """The comment that the signature is bound to, if it stands or waits under this article.

    One that the rules took for spam is shown like any other: its author is told nothing.
    """
    shown = Comment.objects.filter(status__in=[Status.HELD, Status.SPAM, Status.APPROVED])
    bound = shown.filter(pk=_signed(signed, site), article=article)
    return bound.select_related("parent").first()


def _published_address(comment: Comment, site: Discussion, signed: str, order: Order) -> str:
    address = page_address(comment, order)
    is_over = timezone.now() >= ends_at(comment, site)
    return address if is_over else _signed_address(address, signed)


def _signed_address(address: str, signed: str) -> str:
    page, _hash, anchor = address.partition("#")
    mark = "&" if "?" in page else "?"
    return f"{page}{mark}{urlencode({PARAMETER: signed}, safe=':')}#{anchor}"


def _signed(signature: str, site: Discussion) -> int:
    """The id that was signed in the last minutes; 0, which no row has, for anything else."""
    lifetime = max(LIFETIME, timedelta(minutes=site.edit_minutes))
    try:
        return int(_signer().unsign(signature, max_age=lifetime))
    except signing.BadSignature:
        return 0


class PreviewsArePrivate:
    """Keeps every page that was asked for with a signature out of caches and indexes.

    Once the comment is published, its author is led to the page on which it stands; without
    the signature when the time to change it is over.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if PARAMETER not in request.GET:
            return self.get_response(request)
        elsewhere = _elsewhere(request)
        response = HttpResponseRedirect(elsewhere) if elsewhere else self.get_response(request)
        response["Cache-Control"] = "private, no-store"
        response["X-Robots-Tag"] = "noindex"
        # Not "no-referrer": then the form on the page would send "Origin: null".
        response["Referrer-Policy"] = "same-origin"
        return response


def _elsewhere(request: HttpRequest) -> str:
    """The address that a published comment has for its author, unless it is this one."""
    site, signed = Discussion.current(), request.GET[PARAMETER]
    order = Order.asked(request.GET.get("corder", ""))
    published = Comment.objects.public().select_related("article")
    comment = published.filter(pk=_signed(signed, site)).first()
    if comment is None:
        return ""
    address = _published_address(comment, site, signed, order)
    parts = urlsplit(address)
    is_here = request.path == parts.path and QueryDict(parts.query) == request.GET
    return "" if is_here else address
