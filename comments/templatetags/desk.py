"""What the desk's templates say of people, decisions and numbers."""

from functools import lru_cache
from typing import Any

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from ..desk.asked import Asked
from ..desk.deciding import who
from ..models import Comment, Decision, Reason, Report
from ..people import name_of

register = template.Library()


@register.filter
def person(user: Any) -> str:
    return name_of(user)


@register.filter
def taken_by(decision: Decision) -> str:
    """Who took it: a name, the rules or the clock."""
    return who(decision)


@register.simple_tag
def comment_address(page: str, pk: int) -> str:
    """The address of a page about a comment; there are ten on a card, so it is worked out once."""
    before, after = _around_id(page)
    return f"{before}{pk}{after}"


@lru_cache
def _around_id(page: str) -> tuple[str, str]:
    before, _zero, after = reverse(f"admin:comments_comment_{page}", args=[0]).rpartition("0")
    return before, after


@register.filter
def exactly(number: int) -> str:
    """A count, with the thousands set apart."""
    return number_format(number, force_grouping=True)


@register.filter
def named(labels: dict[str, str], name: str) -> str:
    """The label of a rule; its name, if there is no such rule any more."""
    return labels.get(name, name)


@register.filter
def where(reason: Reason) -> Any:
    """The label of the field that it is about; "" for the comment's text and for none."""
    if reason.field in ("", "comment"):
        return ""
    labels = {field.name: field.verbose_name for field in Comment._meta.fields}
    return labels.get(reason.field, reason.field)


@register.filter
def on_article(asked: Asked, article: int) -> str:
    """The query of the desk for the same, on this article alone."""
    return asked.address(article=article)


@register.filter
def report_in_words(report: Report) -> str:
    """Who settled it when, and what it was."""
    settled: Any = report.settled_at
    words = {
        "when": date_format(timezone.localtime(settled), "DATETIME_FORMAT"),
        "name": name_of(report.settled_by) if report.settled_by else "–",
        "reporter": name_of(report.by) if report.by else _("a reader"),
        "cause": report.get_cause_display(),
    }
    said = _("%(when)s: report by %(reporter)s (%(cause)s) settled by %(name)s") % words
    return f"{said}. {report.note}" if report.note else said


@register.filter
def decision_in_words(decision: Decision) -> str:
    """Who did what when, which way, and why."""
    words = {
        "status": decision.get_to_status_display(),
        "name": who(decision),
        "way": decision.get_via_display(),
        "when": date_format(timezone.localtime(decision.made_at), "DATETIME_FORMAT"),
    }
    if decision.is_withdrawal:
        said = _("%(when)s: withdrawn by its author") % words
    elif decision.follows_revision and decision.from_status == decision.to_status:
        said = _("%(when)s: changed by its author; it stays: %(status)s") % words
    elif decision.follows_revision:
        said = _("%(when)s: changed by its author; by the rules now: %(status)s") % words
    elif decision.by:
        said = _("%(when)s: %(status)s, by %(name)s (%(way)s)") % words
    else:
        said = _("%(when)s: %(status)s, by %(way)s") % words
    given = [str(decision.rejection) if decision.rejection else "", decision.why]
    reasons = "; ".join(filter(None, given))
    return f"{said}. {reasons}" if reasons else said
