"""What an author sees of his own comment."""

from datetime import timedelta
from typing import Any
from unittest.mock import patch

from django.test import Client
from django.utils import timezone

from comments.models import Comment, Discussion
from comments.preview import own_address
from comments.second_thoughts.proof import make_proof
from comments.second_thoughts.withdrawal_links import WITHDRAW, make
from tests.make import make_article, make_comment, make_staff

from .visiting import FROM_ELSEWHERE, LANGUAGES, Pages, visitor


def author_pages(_settings: Any) -> Pages:
    for language in LANGUAGES:
        for name, page in pages_of_authors(visitor(language), language):
            yield f"{language} {name}", page


def pages_of_authors(guest: Client, language: str) -> Pages:
    """What an author is shown beside a comment, and the pages on which he changes his mind."""
    article = make_article("5 < 6 & “seven”", language=language)
    key = {"email": "madina@example.org", "name": "<Мадина> & Co"}
    comment = make_comment(article, "<ul><li>one</ul>\n\nTwo & <b>so", **key)
    own, ask = f"/comments/own/{make_proof(comment)}", f"/comments/{comment.pk}/withdraw/"
    yield "published", guest.get(own_address(comment, Discussion.current()))
    yield "change", guest.get(f"{own}/edit/")
    yield "wrong change", guest.post(f"{own}/edit/", {"comment": "a\0<&>"})
    yield "refused change", guest.post(f"{own}/edit/", {"comment": "<b></b>"})
    yield "withdraw?", guest.get(f"{own}/withdraw/")
    yield "withdrawn from elsewhere", guest.post(f"{own}/withdraw/", headers=FROM_ELSEWHERE)
    yield "not one's own", guest.post("/comments/own/x/edit/", {"comment": "<&>"})
    yield "which comment?", guest.get("/comments/withdraw/")
    yield "no comment", guest.get("/comments/withdraw/", {"comment": '<&>"'})
    yield "ask", guest.get(ask)
    yield "ask wrongly", guest.post(ask, {"email": "<&>"})
    yield "asked", guest.post(ask, {"email": "madina@example.org"})
    link = make(comment)
    yield "mailed link", guest.get(link)
    with patch.object(WITHDRAW, "lifetime", timedelta(seconds=-1)):
        yield "expired mailed link", guest.get(link)
    Comment.objects.filter(pk=comment.pk).update(created_at=timezone.now() - timedelta(hours=1))
    yield "too late", guest.post(f"{own}/edit/", {"comment": "<&>"})
    Comment.objects.filter(pk=comment.pk).update(created_at=timezone.now())
    comment.report(make_staff("Moderator", f"keeper-{language}"), "spam")
    comment.settle_reports(make_staff("Moderator", f"judge-{language}"))
    yield "judged", guest.post(f"{own}/edit/", {"comment": "<&>"})
    yield "withdrawn", guest.post(link)
    yield "withdrawn already", guest.get(f"{own}/withdraw/")
    yield "nothing to change", guest.get(f"{own}/edit/")
    comment.refresh_from_db()
    comment.purge()
    yield "gone", guest.get(link)
