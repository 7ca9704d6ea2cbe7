"""The comments that somebody wrote, and what hangs on them."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.db import models
from django.utils import translation
from django.utils.translation import gettext, gettext_noop

from ..models import Comment, Decision, Edit, Erasure, Note, Reason, Report, Status, Tally
from .address import Address
from .columns import change, kind_of
from .portion import portion, portions

#: Fields of a reason or an edit that are about the author and not about the text.
_OF_THE_AUTHOR = ("name", "email", "website", "ip", "user_agent")

#: Under what own comments are counted.
REMOVED, ANONYMISED = "removed", "anonymised"


def written_by(address: Address) -> models.QuerySet[Comment]:
    return Comment.objects.filter(email_folded__in=address.same)


def erase_own(address: Address, erasure: Erasure) -> None:
    """Empty every comment of the address, or leave its text without an author.

    Goes on until there is none, so that what comes in meanwhile is erased as a whole.
    """
    by_article = written_by(address).order_by("article_id", "pk").values_list("pk", flat=True)
    while ids := list(by_article.all()):
        for some in portions(ids):
            with portion(erasure) as done:
                for comment in locked(written_by(address), some):
                    if erasure.how == Erasure.How.REMOVE:
                        _remove(comment, done)
                    else:
                        _anonymise(comment, address, done)


def locked(among: models.QuerySet[Comment], ids: Iterable[int]) -> list[Comment]:
    """Those of these comments, with their articles' tallies, which everybody locks first."""
    found = among.filter(pk__in=list(ids)).order_by("article_id", "pk")
    for article in sorted(set(found.values_list("article_id", flat=True))):
        Tally.locked_for(article)
    return list(found.select_for_update(of=("self",)))


def tell_readers(comment: Comment) -> None:
    """Throw away the pages on which it stands."""
    if comment.status == Status.APPROVED:
        tally = Tally.locked_for(comment.article_id)
        tally.save(update_fields=["changed_at"])
        tally.purge()


def _remove(comment: Comment, done: Counter[str]) -> None:
    for model in (Reason, Edit, Note, Report):
        done[kind_of(model)] += models.QuerySet(model).filter(comment=comment).count()
    whys = comment.decisions.exclude(why="")
    done[kind_of(Decision)] += whys.count()
    done[REMOVED] += 1
    comment.erase()


def _anonymise(comment: Comment, address: Address, done: Counter[str]) -> None:
    """Its text stays, without the address; nothing says any more who wrote it."""
    is_same_text = not hide_in_text(comment, address.hidden_in_own)
    with translation.override(comment.language):
        comment.name = gettext("Anonymous")
    comment.email = comment.email_folded = comment.website = ""
    comment.network = comment.user_agent = ""
    comment.ip = comment.user = comment.browser_key = None
    # Not when it was changed: what was removed is not younger for it.
    comment.save(
        update_fields=[
            *("name", "email", "email_folded", "website", "network", "user_agent", "ip"),
            *("user", "browser_key", "source", "html", "html_version", "fingerprint"),
        ]
    )
    done[ANONYMISED] += 1
    about = comment.reasons.filter(field__in=_OF_THE_AUTHOR)
    done[kind_of(Reason)] += about.update(
        message=gettext_noop("Removed with what was known of the author."),
        details={}, setting="", field="", start=None, end=None,
    )  # fmt: skip
    if not is_same_text:
        forget_places(comment)
    edits: models.QuerySet[Any] = models.QuerySet(Edit).filter(comment=comment)
    done[kind_of(Edit)] += edits.filter(field__in=_OF_THE_AUTHOR).delete()[0]
    # Whoever has the old words in a form before him is told, and doesn't save them.
    Edit(comment=comment, field="email", was="", by=None).save()
    for model in (Reason, Edit, Note, Report, Decision):
        hanging: models.QuerySet[Any] = models.QuerySet(model).filter(comment=comment)
        for row in hanging:
            done[kind_of(model)] += change(row, address.hidden_in_own)
    tell_readers(comment)


def hide_in_text(comment: Comment, hide: Any) -> bool:
    """Write the text anew without what ``hide`` hides; whether it was there. Nothing is saved."""
    source = comment.source
    if hide(source) != source:
        comment.write(hide(source))
    if hide(comment.html) != comment.html:  # with characters in between that are not shown
        comment.write(hide(comment.text))
    return comment.source != source


def forget_places(comment: Comment) -> None:
    """Where its words stood is not where they stand now."""
    comment.reasons.filter(field="comment").update(start=None, end=None)
