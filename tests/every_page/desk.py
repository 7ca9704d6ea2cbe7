"""The desk of the moderators."""

from typing import Any

from django.core.signing import Signer
from django.test import Client

from comments.models import Comment, Status
from tests.full_desk import LIST, make_full_desk

from .visiting import LANGUAGES, Pages, chief, in_its, without_sidebar


def desk_pages(_settings: Any) -> Pages:
    for language in LANGUAGES:
        comment = make_full_desk(language, words=900)
        for name, page in pages_of_the_desk(chief(language), comment, language):
            yield in_its(language, name, without_sidebar(page))


def pages_of_the_desk(client: Client, comment: Comment, language: str) -> Pages:
    """Every kind of page of the desk with its name, in the language of the browser."""
    headers = {"Accept-Language": language}
    undo = Signer(salt=f"comments.undo.{client.session['_auth_user_id']}").sign("1:2")
    for query in ("", "?tab=all&order=newest", "?tab=reported", "?q=nothing+<&>", f"?undo={undo}"):
        yield f"desk {query}", client.get(LIST + query, headers=headers)
    narrowed = f"?tab=all&article={comment.article_id}&age=day&rule=links"
    yield "narrowed desk", client.get(LIST + narrowed, headers=headers)
    yield "comment", client.get(f"{LIST}{comment.pk}/change/", headers=headers)
    approved = Comment.objects.public().on(comment.article)[0]
    for panel in ("reply", "edit", "note", "report", "pick"):
        address = f"{LIST}{approved.pk}/{panel}/"
        yield panel, client.get(address, headers=headers)
        wrong = {"source": "<&>", "note": "x" * 2000, "csrfmiddlewaretoken": "x"}
        yield f"wrong {panel}", client.post(address, wrong, headers=headers)
    removed = Comment.objects.filter(status=Status.TRASH).on(comment.article)[0]
    yield "no reply", client.get(f"{LIST}{removed.pk}/reply/", headers=headers)
    yield "gone", client.post(f"{LIST}999999/note/", {"text": "<&>"}, headers=headers)
    signed_out = Client(headers=headers)
    yield "signed out", signed_out.post(f"{LIST}{comment.pk}/note/", {"text": "<&>"})
    strict = Client(enforce_csrf_checks=True, headers=headers)
    strict.cookies = client.cookies
    yield "old token", strict.post(f"{LIST}{comment.pk}/note/", {"text": "<&>"})
