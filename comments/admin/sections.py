"""What the pictures of moderation show, each with the same figures as a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format, get_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from blog.models import Article

from ..moderation.policy import labels
from ..numbers import Numbers, Outcomes, percent
from ..plots import Bar, Part, columns, legend, number, rows


@dataclass(frozen=True)
class Section:
    """A heading, how to read what is below, and a table; with a picture, the table is the same."""

    title: str
    about: str
    head: tuple[str, ...]
    table: list[tuple[Any, ...]]
    legend: SafeString | str = ""
    picture: SafeString | str = ""


def sections(found: Numbers) -> list[Section]:
    """In the order of the page."""
    every = (_came_in, _decided, _rules, _articles, _moderators)
    return [section(found) for section in every]


def _came_in(found: Numbers) -> Section:
    about = _("What the rules said when a comment came in, whatever became of it since.")
    outcomes = [day.came_in for day in found.days]
    return _by_day(found, _("Comments a day"), about, _by_rules(), outcomes)


def _decided(found: Numbers) -> Section:
    about = _("What moderators decided, without what was undone.")
    parts = (
        Part("approved", _("Approved")),
        Part("held", _("Held")),
        Part("spam", _("Spam")),
        Part("trash", _("Trash")),
    )
    return _by_day(found, _("Decisions a day"), about, parts, [day.decided for day in found.days])


def _by_rules() -> tuple[Part, ...]:
    return (
        Part("approved", _("Approved at once")),
        Part("held", _("Held")),
        Part("spam", _("Spam")),
    )


def _by_day(
    found: Numbers, title: str, about: str, parts: Sequence[Part], outcomes: Sequence[Outcomes]
) -> Section:
    bars, table = [], []
    for day, outcome in zip(found.days, outcomes, strict=True):
        values = tuple(getattr(outcome, part.look) for part in parts)
        bars.append(Bar(_without_year(day.date), values))
        table.append((date_format(day.date), *map(number, (*values, outcome.total))))
    return Section(
        title,
        about,
        (_("Day"), *(part.label for part in parts), _("Total")),
        table[::-1],
        legend(parts),
        columns(title, about, bars, parts, rtl=get_language_bidi()),
    )


def _without_year(day: date) -> str:
    return date_format(day, get_format("DATE_FORMAT").removesuffix(" Y"))


def _rules(found: Numbers) -> Section:
    title = _("Rules")
    about = _(
        "To how many comments a rule objected, alone or with others, and what the first decision "
        "of a moderator was. Who approved disagreed with the rule."
    )
    parts = (
        Part("approved", _("Approved")),
        Part("spam", _("Not approved")),
        Part("open", _("Not decided")),
    )
    names = labels()
    bars, table = [], []
    for rule in found.rules:
        name, share = names.get(rule.rule, rule.rule), _percent(rule.disagreed)
        values = (rule.approved, rule.decided - rule.approved, rule.objected - rule.decided)
        bars.append(Bar(name, values, _("disagreed: %(share)s") % {"share": share}))
        counts = (rule.objected, rule.decided, rule.approved)
        table.append((name, *map(number, counts), share))
    return Section(
        title,
        about,
        (_("Rule"), _("Objected"), _("Decided"), _("Approved"), _("Disagreed")),
        table,
        legend(parts),
        rows(title, about, bars, parts, rtl=get_language_bidi()),
    )


def _articles(found: Numbers) -> Section:
    title = _("Busiest articles")
    about = _("By what the rules said of their comments. Removed is what is spam or trash now.")
    bars, table = [], []
    for record in found.articles:
        all_of_it, held = record.came_in.total, record.came_in.held
        values = (record.came_in.approved, held, record.came_in.spam)
        bars.append(Bar(record.article.title, values, number(all_of_it)))
        shares = (_with_share(part, all_of_it) for part in (held, record.removed))
        table.append((_named(record.article), number(all_of_it), *shares))
    return Section(
        title,
        about,
        (_("Article"), _("Comments"), _("Held"), _("Removed")),
        table,
        legend(_by_rules()),
        rows(title, about, bars, _by_rules(), rtl=get_language_bidi()),
    )


def _named(article: Article) -> SafeString:
    if not article.is_public:
        return format_html("<bdi>{}</bdi>", article.title)
    address = article.get_absolute_url()
    return format_html('<a href="{}"><bdi>{}</bdi></a>', address, article.title)


def _moderators(found: Numbers) -> Section:
    table = [
        (
            format_html("<bdi>{}</bdi>", record.name),
            number(record.decisions),
            number(record.undone),
        )
        for record in found.moderators
    ]
    about = _("All decisions that somebody took, and how many of them were undone.")
    head = (_("Moderator"), _("Decisions"), _("Undone"))
    return Section(_("Moderators"), about, head, table)


def _percent(share: int | None) -> str:
    return "–" if share is None else _("%(percent)d%%") % {"percent": share}


def _with_share(part: int, whole: int) -> str:
    return f"{number(part)} ({_percent(percent(part, whole))})"
