"""What a moderator asked the desk to show: a tab, an order, filters, a search."""

from dataclasses import dataclass, fields, replace
from datetime import timedelta
from typing import Any, Self
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from blog.ids import as_id

from ..models import Status

#: The tabs, in their order. "reported" and "all" are no status of a comment.
TABS: dict[str, Any] = {
    Status.HELD.value: Status.HELD.label,
    "reported": _("Reported"),
    Status.SPAM.value: Status.SPAM.label,
    Status.TRASH.value: Status.TRASH.label,
    Status.APPROVED.value: Status.APPROVED.label,
    "all": _("All"),
}

ORDERS: dict[str, Any] = {
    "oldest": _("Oldest first"),
    "newest": _("Newest first"),
    "risk": _("Riskiest first"),
}

#: By age: what is younger, or older, than so long.
AGES: dict[str, tuple[Any, str, timedelta]] = {
    "hour": (_("Past hour"), "younger", timedelta(hours=1)),
    "day": (_("Past 24 hours"), "younger", timedelta(days=1)),
    "week": (_("Past 7 days"), "younger", timedelta(days=7)),
    "month": (_("Past 30 days"), "younger", timedelta(days=30)),
    "over-hour": (_("Older than an hour"), "older", timedelta(hours=1)),
    "over-day": (_("Older than 24 hours"), "older", timedelta(days=1)),
    "over-week": (_("Older than 7 days"), "older", timedelta(days=7)),
}

_WORK = ("held", "reported")


@dataclass(frozen=True)
class Asked:
    """The parts of the desk's address; whatever somebody made up counts as not given.

    ``article`` and ``category`` are ids, 0 for any; ``after`` is the id of the comment behind
    which the page begins.
    """

    tab: str = Status.HELD.value
    order: str = ""
    q: str = ""
    article: int = 0
    category: int = 0
    rule: str = ""
    language: str = ""
    age: str = ""
    after: int = 0

    @classmethod
    def of(cls, query: QueryDict, rules: Any, languages: Any) -> Self:
        def one_of(name: str, known: Any, otherwise: str = "") -> str:
            given = query.get(name, "")
            return given if given in known else otherwise

        def number(name: str) -> int:
            return as_id(query.get(name, ""))

        return cls(
            tab=one_of("tab", TABS, Status.HELD.value),
            order=one_of("order", ORDERS),
            q=query.get("q", "").replace("\0", "").strip()[:1000],
            article=number("article"),
            category=number("category"),
            rule=one_of("rule", rules),
            language=one_of("language", languages),
            age=one_of("age", AGES),
            after=number("after"),
        )

    @property
    def ordered(self) -> str:
        """The order that holds: what waits longest comes first, of the rest the newest.

        Only what is held has a risk to go by.
        """
        if self.order == "risk" and self.tab != Status.HELD:
            return "newest"
        return self.order or ("oldest" if self.tab in _WORK else "newest")

    @property
    def status(self) -> str:
        """The status that the tab stands for; "" for any."""
        return self.tab if self.tab in Status.values else ""

    @property
    def is_narrowed(self) -> bool:
        return any((self.q, self.article, self.category, self.rule, self.language, self.age))

    def address(self, **changed: Any) -> str:
        """The query of the same with something else; it begins again at the first page."""
        other = replace(self, **({"after": 0} | changed))
        given = {field.name: getattr(other, field.name) for field in fields(other)}
        return "?" + urlencode({name: value for name, value in given.items() if value})
