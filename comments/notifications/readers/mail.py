"""The mails to readers. What somebody else typed is only in those that were confirmed."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from blog.characters import clean_name
from blog.models import Article

from ...models import Comment, Letter, Reader, Status, Subscription
from ..parts import host, shortened, site_name, written
from .links import CONFIRM, EVERYTHING, UNSUBSCRIBE

#: How many titles a mail that asks for a confirmation names.
_MOST_TITLES = 20


def question(reader: Reader, pending: Iterable[Subscription], days: int) -> EmailMultiAlternatives:
    """Asks whether it was he who wants mail, in the language of the article he asked for last.

    The titles are the newsroom's; nothing in it is the commenter's own, since he may be anybody.
    The link works for so many days.
    """
    articles = list(dict.fromkeys(one.article for one in pending))
    with translation.override(articles[-1].language):
        words = {"site": site_name()}
        subject = gettext("Do you want mail about comments on %(site)s?") % words
        token = CONFIRM.token(reader.pk)
        context = {
            "subject": subject,
            "site": words["site"],
            "articles": [clean_name(article.title) for article in articles[-_MOST_TITLES:]],
            "days": days,
            "address": settings.SITE_URL + reverse("comments:confirm", args=[token]),
        }
        # The same until it is known that the mail server took it.
        times = f"{reader.asked_at:%Y%m%d%H%M%S}" if reader.asked_at else "first"
        headers = {"Message-ID": f"<confirm.{reader.pk}.{times}@{host()}>"}
        return written("question", context, to=reader.email, headers=headers)


def news(reader: Reader, first: int, letters: list[Letter], number: int) -> EmailMultiAlternatives:
    """Tells what became of comments, and shows the new ones, in the article's language.

    ``letters`` are those that are shown of ``number``, in the order of the articles; ``first``
    is the id of the first one: the same letters always make a mail of the same Message-ID, so
    that a mail program knows one that came twice.
    """
    sections = [
        _Section(reader, article, list(group))
        for article, group in groupby(letters, lambda letter: letter.decision.comment.article)
    ]
    alone = sections[0] if len(sections) == 1 else None
    with translation.override(alone.article.language if alone else reader.language):
        thread = f"<comments.{alone.article.pk if alone else 'daily'}.{reader.pk}@{host()}>"
        unsubscribe = alone.unsubscribe if alone else _unsubscribe(reader, EVERYTHING)
        context = {
            "subject": alone.subject if alone else _daily_subject(),
            "sections": sections,
            "more": _more(number - len(letters)),
            "site": site_name(),
            "unsubscribe_all": "" if alone else unsubscribe,
            "mine": settings.SITE_URL + reverse("comments:mine"),
        }
        headers = {
            "Message-ID": f"<letter.{first}@{host()}>",
            "In-Reply-To": thread,
            "References": thread,
            # RFC 8058: one click in the mail program ends it.
            "List-Unsubscribe": f"<{unsubscribe}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
        return written("news", context, to=reader.email, headers=headers)


def _daily_subject() -> str:
    return gettext("New comments on %(site)s") % {"site": site_name()}


def _more(number: int) -> str:
    if not number:
        return ""
    text = ngettext(
        "There is %(count)d more; you find it on the site.",
        "There are %(count)d more; you find them on the site.",
        number,
    )
    return text % {"count": number}


def _unsubscribe(reader: Reader, article: int) -> str:
    token = UNSUBSCRIBE.token(reader.pk, article)
    return settings.SITE_URL + reverse("comments:unsubscribe", args=[token])


@dataclass(frozen=True)
class _Section:
    """What a mail tells of one article."""

    reader: Reader
    article: Article
    letters: list[Letter]

    @property
    def title(self) -> str:
        return clean_name(self.article.title)

    @property
    def subject(self) -> str:
        """Always the same, by which some mail programs tell what belongs together."""
        return gettext("Comments on “%(article)s”") % {"article": self.title}

    @property
    def address(self) -> str:
        return f"{settings.SITE_URL}{self.article.get_absolute_url()}#comments"

    @property
    def unsubscribe(self) -> str:
        return _unsubscribe(self.reader, self.article.pk)

    @property
    def items(self) -> list["_Item"]:
        return [_Item(letter, letter.decision.comment) for letter in self.letters]


@dataclass(frozen=True)
class _Item:
    """What a mail tells of one comment. Of one that was removed it shows no word."""

    letter: Letter
    comment: Comment

    @property
    def kind(self) -> str:
        return self.letter.kind

    @property
    def was_published(self) -> bool:
        return self.letter.decision.from_status == Status.APPROVED

    @property
    def reason(self) -> str:
        rejection: Any = self.letter.decision.rejection
        return clean_name(str(rejection)) if rejection else ""

    @property
    def name(self) -> str:
        return clean_name(self.comment.name)

    @property
    def answers(self) -> str:
        """Whom a comment on an article answers, while everybody sees that, too."""
        above = self.comment.parent
        return clean_name(above.name) if above and above.status == Status.APPROVED else ""

    @property
    def at(self) -> str:
        return date_format(timezone.localtime(self.comment.created_at), "DATETIME_FORMAT")

    @property
    def text(self) -> str:
        return shortened(self.comment)

    @property
    def lines(self) -> list[str]:
        """For plain text, where each line is marked as somebody else's."""
        return self.text.splitlines()

    @property
    def address(self) -> str:
        return settings.SITE_URL + self.comment.get_absolute_url()
