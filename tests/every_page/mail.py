"""What stands behind the links of a mail."""

from datetime import timedelta
from typing import Any
from unittest.mock import patch

from django.test import Client
from django.urls import reverse

from comments.models import Reader
from comments.notifications.moderators.links import DECIDE, Verb, make
from comments.notifications.readers.links import CONFIRM, EVERYTHING, OWN, UNSUBSCRIBE
from tests.make import (
    make_article,
    make_comment,
    make_reader,
    make_reason,
    make_staff,
    make_subscription,
    vanish,
)

from .visiting import FROM_ELSEWHERE, LANGUAGES, Pages, in_its, visitor


def mail_pages(_settings: Any) -> Pages:
    for language in LANGUAGES:
        for name, page in pages_behind_mail(visitor(language), language):
            yield in_its(language, name, page)
        for name, page in pages_for_readers(visitor(language), language):
            yield in_its(language, name, page)


def pages_behind_mail(guest: Client, language: str) -> Pages:
    """The page with the button, what it says afterwards, and why it may be refused."""
    moderator = make_staff("Moderator", f"moderator-{language}", first_name="<Nigora> & Co")
    article = make_article("5 < 6 & “seven”", language=language)
    above = make_comment(article, "A question & <b>more</b>", name="<Rustam>")
    comment = make_comment(
        article,
        "<ul><li>one</ul>\n\nTwo",
        parent=above,
        name="<Мадина> & Co",
        status="held",
        website="https://example.org/?a=1&b=2",
    )
    make_reason(comment, message="Filled in: “%(typed)s” & <so>.", details={"typed": "<&>"})
    seen = comment.last_decision().pk
    links = {verb: make(comment, verb, moderator, seen) for verb in Verb}
    for verb, link in links.items():
        yield f"{verb}?", guest.get(link)
    yield "from elsewhere", guest.post(links[Verb.SPAM], headers=FROM_ELSEWHERE)
    yield "done", guest.post(links[Verb.APPROVE])
    yield "already decided", guest.get(links[Verb.TRASH])
    yield "decided meanwhile", guest.post(links[Verb.TRASH])
    yield "forged", guest.get("/comments/decide/x/")
    with patch.object(DECIDE, "lifetime", timedelta(seconds=-1)):
        yield "expired", guest.get(links[Verb.SPAM])
    moderator.groups.clear()
    yield "no moderator", guest.get(links[Verb.SPAM])
    vanished = make_comment(make_article("Another", language=language), status="held")
    link = make(vanished, Verb.SPAM, make_staff("Chief", f"chief-{language}"), 1)
    vanish(vanished)
    yield "vanished", guest.get(link)


def pages_for_readers(guest: Client, language: str) -> Pages:
    """Confirming and ending mail, what is said afterwards, and why it may be refused."""
    article = make_article("5 < 6 & “seven” <b>", language=language)
    reader = make_reader(f"{language}@example.org", language=language)
    for about in (article, make_comment(article, email=reader.email)):
        make_subscription(about, reader=reader, confirmed_at=None)
    confirm = reverse("comments:confirm", args=[CONFIRM.token(reader.pk)])
    end = reverse("comments:unsubscribe", args=[UNSUBSCRIBE.token(reader.pk, article.pk)])
    end_all = reverse("comments:unsubscribe", args=[UNSUBSCRIBE.token(reader.pk, EVERYTHING)])
    chosen = {"chosen": list(reader.subscriptions.values_list("pk", flat=True))}
    yield "confirm?", guest.get(confirm)
    yield "confirmed from elsewhere", guest.post(confirm, chosen, headers=FROM_ELSEWHERE)
    yield "confirmed", guest.post(confirm, chosen)
    yield "confirmed before", guest.get(confirm)
    yield "end?", guest.get(end)
    yield "end all?", guest.get(end_all)
    yield "ended", guest.post(end)
    yield "ended before", guest.get(end)
    yield "nothing to confirm", guest.get(confirm)
    yield from pages_of_ones_own(guest, reader)
    reader.delete()
    yield "forgotten", guest.get(confirm)
    yield "forged confirmation", guest.get("/comments/confirm/x/")


def pages_of_ones_own(guest: Client, reader: Reader) -> Pages:
    """Asking for the link, what is held about the address, and the way to be forgotten."""
    ask = reverse("comments:mine")
    own = reverse("comments:mine_page", args=[OWN.token(reader.pk)])
    erase = reverse("comments:mine_erase", args=[OWN.token(reader.pk)])
    article = make_article("Eight > 7 & “six”", language=reader.language)
    seen_with = {"ip": "203.0.113.9", "user_agent": "Mozilla <5>", "website": "https://a.org/?b&c"}
    for status in ("approved", "held", "trash"):
        make_comment(
            article,
            "<ul><li>5 < 6</ul>",
            email=reader.email,
            name="<&>",
            status=status,
            **seen_with,
        )
    yield "ask for one's own page", guest.get(ask)
    yield "nobody's page", guest.post(ask, {"email": "<&>"})
    yield "own page from elsewhere", guest.post(ask, {"email": "a@b.tj"}, headers=FROM_ELSEWHERE)
    yield "link is on its way", guest.post(ask, {"email": "a@b.tj"})
    yield "own page", guest.get(own)
    make_subscription(article, reader=reader)
    yield "own page with mail", guest.get(own)
    yield "mail changed", guest.post(own, {"how": "daily"})
    yield "mail ended from elsewhere", guest.post(own, {"end": "all"}, headers=FROM_ELSEWHERE)
    yield "mail ended", guest.post(own, {"end": "all"})
    for how in ("anonymise", "remove"):
        yield f"{how}?", guest.get(erase, {"how": how})
    yield "erased from elsewhere", guest.post(erase, {"how": "remove"}, headers=FROM_ELSEWHERE)
    yield "erase how?", guest.get(erase)
    yield "erased", guest.post(erase, {"how": "remove"})
    yield "own page that is being erased", guest.get(own)
    with patch.object(OWN, "lifetime", timedelta(seconds=-1)):
        yield "own page, too late", guest.get(own)
    vanished = reverse("comments:mine_page", args=[OWN.token(999_999)])
    yield "own page of nobody", guest.get(vanished)
    yield "forged own page", guest.get("/comments/mine/x/")
