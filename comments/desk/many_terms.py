"""Listing many terms at once, such as a list that was published or kept in WordPress."""

from copy import copy
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ..models import Discussion, Term

_AT_ONCE = 1_000
_NOT_TYPED = {field.name for field in Term._meta.fields} - {"text"}


@dataclass
class Added:
    """How many were listed, how many had been before, and the lines that can't be, with why."""

    listed: int = 0
    known: int = 0
    wrong: list[tuple[str, str]] = field(default_factory=list)


def add_terms(lines: str, like: Term, by: Any) -> Added:
    """List each line as a term that is in all else like ``like``, which is valid but for its text.

    A term that is listed with another outcome stays as it is, and its line can't be. Several
    words on a line are a phrase where whole words were asked for. A byte order mark, with which
    some editors begin a file, belongs to no term.
    """
    added = Added()
    found = Term.objects.filter(language=like.language).values_list("folded", "kind", "outcome")
    known = {(folded, kind): outcome for folded, kind, outcome in found}
    new: list[Term] = []
    for line in lines.removeprefix("\ufeff").splitlines():
        if not line.strip():
            continue
        term = _term(line, like, by)
        try:
            term.clean_fields(exclude=_NOT_TYPED)
            term.clean()
        except ValidationError as wrong:
            added.wrong.append((line, " ".join(wrong.messages)))
            continue
        outcome = known.get((term.folded, term.kind))
        if outcome is None:
            known[term.folded, term.kind] = term.outcome
            new.append(term)
        elif outcome == term.outcome:
            added.known += 1
        else:
            added.wrong.append((line, _("This term is listed already, with another outcome.")))
    if new:
        # Only now: looking at tens of thousands takes seconds, for which nobody else could write.
        with transaction.atomic():
            before = Term.objects.count()
            Term.objects.bulk_create(new, batch_size=_AT_ONCE, ignore_conflicts=True)
            # A colleague may have listed some of them meanwhile.
            added.listed = Term.objects.count() - before
            added.known += len(new) - added.listed
            Discussion.lists_changed()
    return added


def _term(line: str, like: Term, by: Any) -> Term:
    term = copy(like)
    term._state = copy(like._state)
    term.pk, term.text, term.created_by = None, line, by
    if len(line.split()) > 1 and term.kind == Term.Kind.WORD:
        term.kind = Term.Kind.PHRASE
    return term
