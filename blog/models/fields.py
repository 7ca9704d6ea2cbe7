"""Fields that several models of this app share."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.translation import gettext_lazy as _
from django_prose_editor.fields import ProseEditorField

from ..body import EDITOR_EXTENSIONS, sanitize_body


def default_language() -> str:
    return settings.LANGUAGE_CODE


def languages() -> list[tuple[str, Any]]:
    return settings.LANGUAGES


def language_field() -> models.CharField:
    """The edition that a row belongs to, one of ``settings.LANGUAGES``."""
    return models.CharField(
        _("language"), max_length=12, choices=languages, default=default_language
    )


class BodyField(ProseEditorField):
    """HTML that is sanitised on every way into the database, not only by a form."""

    def __init__(self, *args, **kwargs) -> None:
        kwargs.update(extensions=EDITOR_EXTENSIONS, sanitize=sanitize_body)
        super().__init__(*args, **kwargs)

    def get_db_prep_save(self, value: object, connection: BaseDatabaseWrapper) -> object:
        if isinstance(value, str):
            value = sanitize_body(value)
        return super().get_db_prep_save(value, connection)
