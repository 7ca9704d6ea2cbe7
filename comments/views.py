from http import HTTPStatus
from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from blog.article_page import public_article_by_id
from blog.cache_tags import article_tags
from blog.characters import printable
from blog.ids import as_id
from blog.models import Article
from blog.prepared import Prepared
from pagecache.public import not_kept, public_page, shows

from . import commenter_cookie, form_token
from .answers import SeeOther
from .cache_tags import comments_tags
from .client import client_ip, comes_from_elsewhere, comes_from_here, network_of
from .forms import ReplyForm
from .given_back import given_back, nowhere_to_reply, unread
from .models import Comment, Discussion
from .moderation import Submission
from .places import Order, page_address
from .preview import own_address
from .submit import ParentGone, Refused, submit

#: Of more new comments on one article a page says only that there are more.
_MOST_NEWS = 50


@public_page("corder")
@require_safe
def permalink(request: HttpRequest, pk: int) -> HttpResponse:
    """Leads to the page on which the comment stands now, in the order that the reader chose."""
    public = Comment.objects.public().select_related("article")
    comment = get_object_or_404(public, pk=pk)
    shows(request, *article_tags([comment.article_id]), *comments_tags([comment.article_id]))
    asked = request.GET.get("corder", Order.OLDEST)
    order = Order.asked(asked)
    if asked != order:
        not_kept(request)
    return HttpResponseRedirect(page_address(comment, order))


@public_page()
@require_safe
def news(request: HttpRequest, article: int) -> HttpResponse:
    """The comments that were approved last on an article, for a page that is open: ids and times.

    With ``more``, whether there are still others. Kept ready like a page, so that asking again
    and again costs next to nothing.
    """
    if public_article_by_id(article) is None:
        raise Http404
    shows(request, *article_tags([article]), *comments_tags([article]))
    found = _latest(article=article)
    latest = [[pk, at.isoformat()] for pk, at in found[:_MOST_NEWS]]
    return JsonResponse({"latest": latest, "more": len(found) > _MOST_NEWS})


_latest = Prepared(
    lambda article: (
        Comment.objects.on(article)
        .approved()
        .order_by("-approved_at", "-pk")
        .values_list("pk", "approved_at")[: _MOST_NEWS + 1]
    )
)


@never_cache
@require_safe
def begin(request: HttpRequest) -> HttpResponse:
    """What the form's script asks for when the reader types the first letter."""
    return HttpResponse(form_token.make(), content_type="text/plain")


@csrf_exempt  # comes_from_elsewhere() stands in: a token would make every page different
@never_cache
def post(request: HttpRequest) -> HttpResponse:
    """Leave a reply. What it answers to what is in docs/replies.md."""
    answer = unread(request)
    if answer:
        return answer
    named = as_id(request.POST.get("article", ""))
    article = public_article_by_id(named)
    if article is None:
        return nowhere_to_reply(request)
    with translation.override(article.language):
        response = _reply_to(request, article)
    response["Content-Language"] = article.language
    return response


def _reply_to(request: HttpRequest, article: Article) -> HttpResponse:
    form = ReplyForm(request.POST, article=article, site=Discussion.current())
    if comes_from_elsewhere(request):
        form.refuse(_("This reply was sent from another site. If it is yours, send it from here."))
        return given_back(request, form, HTTPStatus.FORBIDDEN)
    if not form.is_valid():
        return given_back(request, form, form.answer)
    proven_key = commenter_cookie.key_of(request)
    try:
        comment = submit(_submission(request, form, proven_key))
    except ParentGone:
        form.lose_parent()
        return given_back(request, form, form.answer)
    except Refused as refused:
        found = refused.finding
        form.refuse(_(found.reason) % found.details)
        response = given_back(request, form, found.answer)
        if found.retry_after:
            response["Retry-After"] = found.retry_after
        return response
    return _accepted(comment, proven_key, form)


def _submission(request: HttpRequest, form: ReplyForm, proven_key: UUID | None) -> Submission:
    typed = form.cleaned_data
    ip = client_ip(request)
    user = request.user if comes_from_here(request) else None
    return Submission(
        article=form.replying_on,
        parent=form.replying_to,
        name=typed["name"],
        email=typed["email"],
        website=typed["website"],
        text=typed["comment"],
        honeypot=typed["subject"],
        ip=ip,
        network=network_of(ip),
        user_agent=printable(request.headers.get("User-Agent", ""))[:300],
        proven_key=proven_key,
        browser_key=(proven_key or uuid4()) if typed["remember"] else None,
        staff=user if user and user.is_active and user.is_staff else None,
        form_token=typed["begun"][:200],
        tell_replies=typed["tell_replies"],
        tell_article=typed["tell_article"],
        site=form.site,
    )


def _accepted(comment: Comment, proven_key: UUID | None, form: ReplyForm) -> HttpResponse:
    """On to the comment, or to its preview; the cookie follows the box that was ticked."""
    response = SeeOther(own_address(comment, form.site, form.order))
    if comment.browser_key:
        commenter_cookie.remember(response, comment.browser_key)
    elif proven_key:
        commenter_cookie.forget(response)
    return response
