"""Every column of every table in which words can stand, without naming them."""

from collections.abc import Callable, Iterable
from typing import Any

from django.apps import apps
from django.db import connection, models

from blog.search.index import SearchEntry

from .address import Address

#: Written by the newsroom under its own name, and its accounts: an erasure tells that they
#: name the address, and changes nothing there.
LEFT = frozenset({"auth", "blog"})

#: Signed and packed, and of the staff alone.
_WITHOUT_WORDS = frozenset({"contenttypes", "sessions"})


def tables() -> Iterable[type[models.Model]]:
    """Those that words are typed into; an index of words follows its own table."""
    for model in apps.get_models():
        is_one = model._meta.managed and not issubclass(model, SearchEntry)
        if is_one and model._meta.app_label not in _WITHOUT_WORDS and columns(model):
            yield model


def columns(model: type[models.Model]) -> list[models.Field]:
    words = (models.CharField, models.TextField, models.JSONField, models.FileField)
    own = model._meta.local_concrete_fields
    return [field for field in own if isinstance(field, words) and not field.primary_key]


def quoting(model: type[models.Model], address: Address) -> list[Any]:
    """The ids of the rows that may quote the address: their words have to be looked at.

    One statement, which reads the table once and locks nothing.
    """
    quote = connection.ops.quote_name
    like = "{}::text ILIKE %s" if connection.vendor == "postgresql" else "{} LIKE %s"
    patterns = [f"%{part}%" for part in (address.probe, *address.hashes)]
    named = [quote(str(field.column)) for field in columns(model)]
    conditions = [like.format(name) for name in named for _pattern in patterns]
    pk = quote(str(model._meta.pk.column))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {pk} FROM {quote(model._meta.db_table)} "  # noqa: S608
            f"WHERE {' OR '.join(conditions)} ORDER BY {pk}",
            patterns * len(named),
        )
        return [pk for (pk,) in cursor]


def rows(model: type[models.Model], ids: Iterable[Any]) -> models.QuerySet[Any]:
    """Past the managers of the model, such as that of a log, which guards its rows."""
    return models.QuerySet(model).filter(pk__in=list(ids))


def quotes(row: models.Model, address: Address) -> bool:
    return bool(_changes(row, address.hidden_in))


def change(row: models.Model, hide: Callable[[Any], Any]) -> bool:
    """Store the row with what ``hide`` makes of its words; whether anything was to be hidden.

    Words that may stand in a table only once are told apart by the row's id.
    """
    changed = _changes(row, hide)
    for field in _unique(row):
        if field.attname in changed:
            apart = f" {row.pk}"
            most = field.max_length and field.max_length - len(apart)
            changed[field.attname] = changed[field.attname][:most] + apart
    if changed:
        rows(type(row), [row.pk]).update(**changed)
    return bool(changed)


def _changes(row: models.Model, hide: Callable[[Any], Any]) -> dict[str, Any]:
    changed = {}
    for field in columns(type(row)):
        value = getattr(row, field.attname)
        if isinstance(field, models.FileField):
            value = str(value)
        hidden = hide(value)
        if hidden != value:
            changed[field.attname] = hidden
    return changed


def _unique(row: models.Model) -> set[models.Field]:
    meta = row._meta
    named = {
        name
        for constraint in meta.constraints
        if isinstance(constraint, models.UniqueConstraint)
        for name in constraint.fields
    }
    return {field for field in meta.fields if field.unique or field.name in named}


def kind_of(model: type[models.Model]) -> str:
    """Under what its rows are counted."""
    return str(model._meta.label_lower)
