"""A held comment shown to its own author, and to nobody else, by a signed link."""

from collections.abc import Callable
from datetime import timedelta

from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from blog.models import Article

from .models import Comment, Status
from .threads import page_address

#: The query parameter that carries the signature.
PARAMETER = "awaiting"
#: WordPress shows its preview for ten minutes, too.
LIFETIME = timedelta(minutes=10)


def _signer() -> signing.TimestampSigner:
    return signing.TimestampSigner(salt="comments.preview")


def preview_address(comment: Comment) -> str:
    """The article's address with the author's view of the comment, for ten minutes."""
    signed = _signer().sign(str(comment.pk))
    return f"{comment.article.get_absolute_url()}?{PARAMETER}={signed}#{comment.anchor}"


def previewed(article: Article, signed: str) -> Comment | None:
    """The comment that the signature is bound to, if it still waits under this article.

    One that the rules took for spam is shown like any other: its author is told nothing.
    """
    waiting = Comment.objects.filter(status__in=[Status.HELD, Status.SPAM])
    return waiting.filter(pk=_signed(signed), article=article).select_related("parent").first()


def _signed(signature: str) -> int:
    """The id that was signed in the last minutes; 0, which no row has, for anything else."""
    try:
        return int(_signer().unsign(signature, max_age=LIFETIME))
    except signing.BadSignature:
        return 0


class PreviewsArePrivate:
    """Keeps every page that was asked for with a signature out of caches and indexes.

    Once the comment is approved, its author is led to it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if PARAMETER not in request.GET:
            return self.get_response(request)
        pk = _signed(request.GET[PARAMETER])
        approved = Comment.objects.public().select_related("article").filter(pk=pk).first()
        response: HttpResponse
        if approved:
            response = HttpResponseRedirect(page_address(approved))
        else:
            response = self.get_response(request)
        response["Cache-Control"] = "private, no-store"
        response["X-Robots-Tag"] = "noindex"
        # Not "no-referrer": then the form on the page would send "Origin: null".
        response["Referrer-Policy"] = "same-origin"
        return response
