"""The desk: what waits, why, and the buttons; and the page of one comment."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.core.signing import BadSignature, Signer
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from blog.models import Category
from blog.search.query import MOST_WORDS

from ..desk.articles import article_meant
from ..desk.asked import AGES, ORDERS, TABS, Asked
from ..desk.cards import VERBS, Card, Verb, cards
from ..desk.history import history
from ..desk.listing import MOST_FOUND, Listing, counts
from ..models import Look, RejectionReason
from ..moderation.policy import labels
from .permitted import permitted


def asked_by(request: HttpRequest, query: Any = None) -> Asked:
    """What the address, or the query of another one, asks the desk for."""
    given = request.GET if query is None else query
    return Asked.of(given, rules=labels(), languages=dict(settings.LANGUAGES))


def formatted(numbers: dict[str, int]) -> dict[str, str]:
    """The numbers on the tabs, written as the page writes them."""
    return {tab: number_format(count, force_grouping=True) for tab, count in numbers.items()}


def every_page(request: HttpRequest) -> dict[str, Any]:
    """What all pages of the desk need, besides what Django's pages of admin do."""
    return {
        **admin.site.each_context(request),
        "desk_address": reverse("admin:comments_comment_changelist"),
        "rule_labels": labels(),
        "rejections": list(RejectionReason.objects.filter(is_offered=True)),
        "may_edit": request.user.has_perm("comments.edit_comment"),
        "may_reply": request.user.has_perm("comments.reply_to_comment"),
        "may_see_numbers": request.user.has_perm("comments.view_numbers"),
    }


def drawn(request: HttpRequest, ids: Iterable[int]) -> dict[int, str]:
    """The cards as HTML, for the desk's script, by the ids of their comments."""
    found = cards(ids, request.user)
    page = every_page(request) if found else {}
    return {
        card.comment.pk: render_to_string(
            "admin/comments/_card.html", page | {"card": card}, request
        )
        for card in found
    }


@never_cache
@require_safe
@permitted("comments.moderate_comment")
def desk(request: HttpRequest) -> HttpResponse:
    """The comments of a tab, each with all about it."""
    asked = asked_by(request)
    typed = request.GET.get("article", "").replace("\0", "").strip()[:200]
    article = article_meant(asked.article, typed)
    asked = replace(asked, article=article.pk if article else 0)
    listing = Listing.of(asked)
    if typed and not article:
        text = _("No article was found by “%(words)s”. These are the comments on all articles.")
        messages.warning(request, text % {"words": typed})
    if listing.words_left_out:
        text = _("Only the first %(count)d words were looked for.") % {"count": MOST_WORDS}
        messages.warning(request, text)
    if listing.matches_left_out:
        text = _("Only %(count)d of the comments with these words were looked through.")
        messages.warning(request, text % {"count": MOST_FOUND})
    numbers = counts(asked)
    context = {
        "title": _("Comments"),
        "asked": asked,
        "cards": cards(listing.ids, request.user),
        "tabs": [
            {
                "name": name,
                "label": label,
                "count": numbers[name],
                "address": asked.address(tab=name, order=""),
            }
            for name, label in TABS.items()
        ],
        "orders": _orders(asked),
        "ages": {name: label for name, (label, *_how) in AGES.items()},
        "categories": Category.objects.only("pk", "name", "path", "language"),
        "languages": settings.LANGUAGES,
        "article": article,
        "typed_article": asked.article or typed,
        "all_articles": asked.address(article=0),
        "next_page": asked.address(after=listing.next_after) if listing.next_after else "",
        "first_page": asked.address() if asked.after else "",
        "here": asked.address(after=asked.after),
        "bulk_verbs": _bulk_verbs(asked),
        "undo": _to_undo(request),
    }
    return render(request, "admin/comments/desk.html", every_page(request) | context)


def _bulk_verbs(asked: Asked) -> list[Verb]:
    """What can be done to many of a tab: who is reported is public already, and may stay so."""
    left_out = "approve" if asked.tab == "reported" else "keep"
    return [
        verb
        for verb in VERBS.values()
        if verb.name != left_out and verb.to != (asked.status or "")
    ]


def undo_signer(request: HttpRequest) -> Signer:
    """Signs what this moderator can undo on the page after a decision: no link makes that up."""
    return Signer(salt=f"comments.undo.{request.user.pk}")


def _to_undo(request: HttpRequest) -> str:
    try:
        return undo_signer(request).unsign(request.GET.get("undo", ""))
    except BadSignature:
        return ""


def _orders(asked: Asked) -> dict[str, Any]:
    return {name: label for name, label in ORDERS.items() if name != "risk" or asked.tab == "held"}


@never_cache
@require_safe
@permitted("comments.moderate_comment")
def comment_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything about one comment, as it was typed, and all that was decided.

    Colleagues are told softly that somebody looks at it, as the desk's script tells them.
    """
    card = card_or_404(pk, request.user)
    Look.begin(pk, request.user)
    context = {
        "title": _("Comment"),
        "card": card,
        "history": history(card),
        "is_alone": True,
        "here": request.path,
    }
    return render(request, "admin/comments/comment.html", every_page(request) | context)


def card_or_404(pk: int, viewer: Any) -> Card:
    found = cards([pk], viewer)
    if not found:
        raise Http404
    return found[0]
