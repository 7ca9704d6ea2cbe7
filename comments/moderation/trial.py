"""What a term or a number would have done to the last comments, before anybody saves it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from typing import Any

from django.db.models import QuerySet

from ..models import Comment, Discussion, Status, Term
from .lists import listed_term
from .rules.links import TooManyLinks
from .rules.mostly_links import MostlyLinks
from .rules.shouting import Shouting
from .submission import Submission
from .term_matcher import TermMatcher

#: Comments that are looked through, the newest ones.
LAST = 10_000

#: How many of those concerned are listed.
LISTED = 100

_Concerned = Callable[[Comment], bool]

#: What the rules below need to know of a comment.
_JUDGED_BY = (
    *("html", "email", "email_folded", "ip", "user", "created_at", "path"),
    "article__published_at",
)


@dataclass
class Trial:
    """Of ``looked_at`` comments ``held`` would have been held; how they stand now by status.

    ``label`` says which number was tried; empty for a term. ``before`` is how many the number
    that holds now would have held, None for a term. ``comments`` are the newest of those that
    are held by the new one and not by the old; they have what a list of them shows.
    """

    label: Any = ""
    looked_at: int = 0
    held: int = 0
    before: int | None = None
    by_status: dict[str, int] = field(default_factory=dict)
    comments: list[Comment] = field(default_factory=list)

    @property
    def approved(self) -> int:
        return self.by_status.get(Status.APPROVED, 0)


def try_term(term: Term) -> Trial:
    """What the term, which need not be stored, would have held or disallowed."""
    matcher = TermMatcher([listed_term(term, pk=term.pk or 0)])
    of_people = term.fields - {"comment"}

    @cache
    def found(field: str, text: str, language: str) -> bool:
        return bool(text and matcher.find(field, text, language))

    def concerned(comment: Comment) -> bool:
        language = comment.language
        return bool(matcher.find("comment", comment.source, language)) or any(
            found(name, getattr(comment, name), language) for name in of_people
        )

    return _tried(concerned, None, _last("email", "website", "user_agent", "language"))


def try_numbers(new: Discussion, old: Discussion) -> Iterator[Trial]:
    """A trial for each number that differs and of which stored comments can tell.

    Both are ``filled_in``. Of the pace of a thread, of forms and of near duplicates they
    can't: that needs what was there at the time.
    """
    comments: list[Comment] = []
    for name, build in TRIED.items():
        if getattr(new, name) != getattr(old, name):
            comments = comments or list(_last(*_JUDGED_BY).select_related("article"))
            trial = _tried(build(new, comments), build(old, comments), comments)
            label = Discussion._meta.get_field(name).verbose_name  # type: ignore[union-attr]
            trial.label = f"{label}: {getattr(new, name)}"
            yield trial


def _last(*fields: str) -> QuerySet[Comment]:
    """The newest comments, with these fields and those that a list of them shows.

    Of those that were emptied for good nothing is left to judge by.
    """
    there = Comment.objects.exclude(status=Status.PURGED)
    newest = there.order_by("-created_at", "-pk")[:LAST]
    return newest.only("name", "source", "status", *fields)


def _tried(new: _Concerned, old: _Concerned | None, comments: Iterable[Comment]) -> Trial:
    trial = Trial(before=None if old is None else 0)
    for comment in comments:
        trial.looked_at += 1
        was = old is not None and old(comment)
        if was:
            trial.before = (trial.before or 0) + 1
        if new(comment):
            trial.held += 1
            trial.by_status[comment.status] = trial.by_status.get(comment.status, 0) + 1
            if not was and len(trial.comments) < LISTED:
                trial.comments.append(comment)
    return trial


def _by_rule(build: Callable[[Discussion], Any]) -> Callable[[Discussion, Any], _Concerned]:
    """A rule that judges by the text alone, as it would have judged a stored comment."""

    def with_settings(site: Discussion, _comments: Iterable[Comment]) -> _Concerned:
        rule = build(site)

        def concerned(comment: Comment) -> bool:
            submission = Submission(
                article=comment.article,
                name=comment.name,
                email=comment.email,
                text=comment.source,
                site=site,
                staff=comment.user_id,
            )
            submission.__dict__["html"] = comment.html
            return any(True for _finding in rule.check(submission))

        return concerned

    return with_settings


def _flood(site: Discussion, comments: Iterable[Comment]) -> _Concerned:
    """Those that came sooner than this after another from the same address."""
    pause = timedelta(seconds=site.comment_flood_seconds)
    last: dict[tuple[str, str], Any] = {}
    too_fast: set[int] = set()
    for comment in sorted(comments, key=lambda comment: (comment.created_at, comment.pk)):
        for key in (("email", comment.email_folded), ("ip", comment.ip or "")):
            if key[1] and not comment.user_id:
                if key in last and comment.created_at - last[key] < pause:
                    too_fast.add(comment.pk)
                last[key] = comment.created_at
    return lambda comment: comment.pk in too_fast


def _age(site: Discussion, _comments: Iterable[Comment]) -> _Concerned:
    """Those written when their article would have been closed already."""
    days = timedelta(days=site.close_comments_days_old)

    def concerned(comment: Comment) -> bool:
        published = comment.article.published_at
        return bool(days and published and comment.created_at >= published + days)

    return concerned


def _depth(site: Discussion, _comments: Iterable[Comment]) -> _Concerned:
    return lambda comment: comment.depth > site.thread_comments_depth


#: The settings of which stored comments can tell.
TRIED: dict[str, Callable[[Discussion, Any], _Concerned]] = {
    "comment_max_links": _by_rule(lambda site: TooManyLinks(allowed=site.comment_max_links)),
    "shouting_percent": _by_rule(lambda site: Shouting(percent=site.shouting_percent)),
    "mostly_links_percent": _by_rule(lambda site: MostlyLinks(percent=site.mostly_links_percent)),
    "comment_flood_seconds": _flood,
    "close_comments_days_old": _age,
    "thread_comments_depth": _depth,
}
