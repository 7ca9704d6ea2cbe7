"""What the desk's templates say of people, decisions and numbers."""

from functools import lru_cache
from typing import Any

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ..desk.deciding import who
from ..models import Decision
from ..people import name_of

register = template.Library()


@register.filter
def isolated_name(name: str) -> SafeString:
    """A name in a sentence, so that neither changes the direction of the other (HTML bdi)."""
    return format_html("<bdi>{}</bdi>", name)


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
def decision_in_words(decision: Decision) -> str:
    """Who did what when, which way, and why."""
    words = {
        "status": decision.get_to_status_display(),
        "name": who(decision),
        "way": decision.get_via_display(),
        "when": date_format(timezone.localtime(decision.made_at), "DATETIME_FORMAT"),
    }
    if decision.by:
        said = _("%(when)s: %(status)s, by %(name)s (%(way)s)") % words
    else:
        said = _("%(when)s: %(status)s, by %(way)s") % words
    given = [str(decision.rejection) if decision.rejection else "", decision.why]
    reasons = "; ".join(filter(None, given))
    return f"{said}. {reasons}" if reasons else said
