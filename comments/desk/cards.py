"""Everything that the desk shows of a comment, gathered for a whole page at once."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from html import escape
from typing import Any

from django.db.models import F
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import pgettext_lazy

from blog.characters import UNSEEN, printable

from ..models import Comment, Decision, Edit, Look, Note, Reason, Report, Status, Via
from ..networks import first_parts
from .asked import Asked
from .marking import Words, marked_html, marked_text
from .record import Record, records
from .reported import FromReaders, from_readers

_UNSEEN = re.compile(f"[{UNSEEN}]")

#: The fields of one line in which words are marked, besides the name.
_MARKED = ("email", "ip", "website", "user_agent")

#: Characters of HTML from which on a text is scrolled in its card.
_LONG = 2_500


@dataclass(frozen=True)
class Verb:
    """A button of the desk: its name in forms, its label, its key, and where it leads.

    What leads nowhere settles the reports and changes no status.
    """

    name: str
    label: Any
    key: str
    to: Status | None


VERBS = {
    verb.name: verb
    for verb in (
        Verb("keep", pgettext_lazy("button", "Keep"), "a", None),
        Verb("approve", pgettext_lazy("button", "Approve"), "a", Status.APPROVED),
        Verb("spam", pgettext_lazy("button", "Spam"), "s", Status.SPAM),
        Verb("trash", pgettext_lazy("button", "Trash"), "t", Status.TRASH),
        Verb("hold", pgettext_lazy("button", "Hold"), "h", Status.HELD),
    )
}


@dataclass
class Card:
    """A comment as a moderator sees it. ``seen`` is the last decision known here.

    ``reasons`` are what the rules said of the text as it is, ``earlier_reasons`` what they had
    said besides before its author changed it.
    """

    comment: Comment
    record: Record
    reasons: list[Reason] = field(default_factory=list)
    earlier_reasons: list[Reason] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    reports: list[Report] = field(default_factory=list)
    edits: list[Edit] = field(default_factory=list)
    looked_at_by: str = ""

    @property
    def seen(self) -> int:
        return self.decisions[-1].pk if self.decisions else 0

    @property
    def seen_report(self) -> int:
        """The last open report that is shown here, 0 without one."""
        return self.reports[-1].pk if self.reports else 0

    @property
    def newsroom_reports(self) -> list[Report]:
        return [report for report in self.reports if report.by_id]

    @property
    def reader_reports(self) -> list[FromReaders]:
        return from_readers(self.reports)

    @property
    def last(self) -> Decision | None:
        """The last decision that a person or the clock took."""
        return self.decisions[-1] if len(self.decisions) > 1 else None

    @property
    def written(self) -> str:
        """When, in ISO 8601; HTML knows no microseconds."""
        return self.comment.created_at.isoformat(timespec="seconds")

    @property
    def html(self) -> SafeString:
        """As readers see it, the words that a rule objected to marked."""
        return marked_html(self.comment.html, self._words("comment", self._judged("source")))

    @property
    def name(self) -> SafeString:
        return self._line("name")

    @cached_property
    def marked(self) -> dict[str, SafeString]:
        """The addresses and the browser, marked like the name."""
        return {field: self._line(field) for field in _MARKED}

    @property
    def typed_with_signs(self) -> str:
        """What was typed, with a sign for each character that nobody would see."""
        return _UNSEEN.sub(
            lambda match: f"[U+{ord(match[0]):04X}]", printable(self.comment.source)
        )

    @property
    def is_long(self) -> bool:
        """Whether the text is given a box to scroll in."""
        return len(self.comment.html) > _LONG

    @property
    def parent_text(self) -> str:
        above = self.comment.parent
        return Truncator(above.text).chars(300) if above else ""

    @property
    def article_link(self) -> SafeString:
        article = self.comment.article
        title = format_html("<bdi>{}</bdi>", article.title)
        if not article.is_public:
            return title
        return format_html('<a href="{}">{}</a>', article.get_absolute_url(), title)

    @property
    def same_email(self) -> str:
        """The query of the desk for all comments with this address."""
        return Asked(tab="all", q=f'"{self.comment.email}"').address()

    @property
    def same_ip(self) -> str:
        return Asked(tab="all", q=self.comment.ip or "").address()

    @property
    def same_network(self) -> str:
        """The same for its network, which is left of an older comment's address."""
        return Asked(tab="all", q=first_parts(self.comment.network)).address()

    @property
    def other_names(self) -> list[str]:
        return self.record.other_names(than=self.comment.name)

    @property
    def is_purged(self) -> bool:
        return self.comment.status == Status.PURGED

    @property
    def is_withdrawn(self) -> bool:
        """Whether its author took it back, so that there is nothing to decide."""
        return bool(self.decisions) and self.decisions[-1].is_withdrawal

    @property
    def verbs(self) -> list[Verb]:
        """What can be decided, in the order of the buttons; nothing of what is over."""
        if self.is_purged or self.is_withdrawn:
            return []
        return [
            verb
            for verb in VERBS.values()
            if verb.to != self.comment.status and (verb.to or self.reports)
        ]

    @property
    def can_be_answered(self) -> bool:
        return self.comment.status in (Status.HELD, Status.APPROVED)

    def _line(self, field: str) -> SafeString:
        """A field as it is now, with the words that a rule objected to marked."""
        now, judged = getattr(self.comment, field) or "", self._judged(field)
        if now != judged:
            return marked_html(escape(now), self._words(field, judged))
        return marked_text(now, self._spans(field))

    def _judged(self, column: str) -> str:
        """What stood there when the rules judged it: spans count its characters."""
        judged = [decision for decision in self.decisions if decision.via == Via.RULES]
        since = judged[-1].made_at if judged else self.comment.created_at
        later = (edit for edit in self.edits if edit.made_at > since)
        was = (edit.was for edit in later if edit.field == column)
        return next(was, getattr(self.comment, column) or "")

    def _words(self, field: str, judged: str) -> list[Words]:
        return [Words.cut(judged, *span) for span in self._spans(field)]

    def _spans(self, name: str) -> list[tuple[int, int]]:
        return [
            (reason.start, reason.end)
            for reason in self.reasons
            if reason.field == name and reason.start is not None and reason.end is not None
        ]


def cards(ids: Iterable[int], viewer: Any) -> list[Card]:
    """The cards in the order of the ids, of those that are still there.

    It costs the same number of queries however many they are.
    """
    ids = list(ids)
    whole = Comment.objects.select_related("article__category", "parent", "user")
    found = whole.defer("article__body", "article__standfirst", "parent__source").in_bulk(ids)
    known = records(found.values())
    gathered = {pk: Card(found[pk], known[pk]) for pk in ids if pk in found}
    _give_log(gathered)
    for note in Note.objects.filter(comment__in=gathered).select_related("by"):
        gathered[note.comment_id].notes.append(note)
    for pk, names in Look.of_others(gathered, than=viewer).items():
        gathered[pk].looked_at_by = names
    if any(card.comment.reported is not None for card in gathered.values()):
        reports = Report.objects.filter(comment__in=gathered, settled_at=None)
        for report in reports.select_related("by"):
            gathered[report.comment_id].reports.append(report)
    if any(map(_may_have_edits, gathered.values())):
        for edit in Edit.objects.filter(comment__in=gathered).select_related("by"):
            gathered[edit.comment_id].edits.append(edit)
    return list(gathered.values())


def _may_have_edits(card: Card) -> bool:
    """Whether it was edited, revised, or made anonymous."""
    comment = card.comment
    return bool(comment.edited_at or comment.revised_at or not comment.email)


_OF_REASON = ("id", "rule", "outcome", "message", "details", "setting", "field", "start", "end")


def _give_log(gathered: dict[int, Card]) -> None:
    """Give each card its decisions and the reasons of the rules, in one query."""
    decisions: dict[int, Decision] = {}
    log = Decision.objects.filter(comment__in=gathered).select_related("by", "rejection")
    columns = {f"reason_{name}": F(f"reasons__{name}") for name in _OF_REASON}
    for row in log.annotate(**columns).order_by("pk", "reasons__pk"):
        if row.pk not in decisions:
            decisions[row.pk] = row
            gathered[row.comment_id].decisions.append(row)
        values = {name: getattr(row, f"reason_{name}") for name in _OF_REASON}
        if values["id"] is not None:
            reason = Reason(comment_id=row.comment_id, decision_id=row.pk, **values)
            gathered[row.comment_id].reasons.append(reason)
    for card in gathered.values():
        if card.comment.revised_at:
            _set_earlier_apart(card)


def _set_earlier_apart(card: Card) -> None:
    """Tell what the rules said of the text as it is from what they had said before."""
    judged = [decision.pk for decision in card.decisions if decision.via == Via.RULES][-1]
    now = [reason for reason in card.reasons if reason.decision_id == judged]
    still = {reason.rule for reason in now}
    before = {reason.rule: reason for reason in card.reasons if reason.rule not in still}
    card.reasons, card.earlier_reasons = now, list(before.values())
