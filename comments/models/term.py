import re
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from blog.models.fields import languages

from ..folding import fold_term
from .listed import Listed, ListedOutcome, ListQuerySet


def languages_or_all() -> list[tuple[str, Any]]:
    return [("", _("All languages")), *languages()]


class Term(Listed):
    """Words that moderators want to see, or nobody: WordPress's two lists of keys.

    ``folded`` is what is compared, so that case, width, look-alikes and invisible
    characters make no difference.
    """

    class Kind(models.TextChoices):
        WORD = "word", _("Whole word")
        PREFIX = "prefix", _("Beginning of a word")
        SUBSTRING = "substring", _("Anywhere, inside words, too")
        PHRASE = "phrase", _("Several words in this order")

    FIELDS = ("comment", "name", "email", "website", "user_agent")

    text = models.CharField(
        _("term"),
        max_length=200,
        help_text=_(
            "Taken as it stands: “*” is a star. Case, look-alike letters and invisible "
            "characters make no difference."
        ),
    )
    folded = models.CharField(max_length=400, editable=False)
    kind = models.CharField(_("match"), max_length=9, choices=Kind.choices, default=Kind.WORD)
    outcome = models.CharField(
        _("outcome"), max_length=8, choices=ListedOutcome.choices, default=ListedOutcome.HOLD
    )
    language = models.CharField(
        _("language"),
        max_length=12,
        blank=True,
        choices=languages_or_all,
        help_text=_("Only in comments on articles of this language."),
    )
    in_comment = models.BooleanField(_("in the comment"), default=True)
    in_name = models.BooleanField(_("in the name"), default=True)
    in_email = models.BooleanField(_("in the email address"), default=True)
    in_website = models.BooleanField(_("in the website"), default=True)
    in_user_agent = models.BooleanField(_("in the browser's name (user agent)"), default=False)

    objects = ListQuerySet.as_manager()

    class Meta:
        verbose_name = _("held or disallowed term")
        verbose_name_plural = _("held and disallowed terms")
        ordering = ["folded", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["folded", "kind", "language"],
                name="term_is_listed_once",
                violation_error_message=_("This term is listed already."),
            )
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def fields(self) -> frozenset[str]:
        return frozenset(name for name in self.FIELDS if getattr(self, f"in_{name}"))

    def clean(self) -> None:
        """Refuse what could never match, or would match everything."""
        self.text = " ".join(self.text.split())
        self.folded = fold_term(self.text)
        letters = re.sub(r"[\W_]", "", self.folded)
        if not letters:
            raise ValidationError({"text": _("This term has no letter or digit to compare by.")})
        if len(self.folded) > 400:
            raise ValidationError({"text": _("This term is too long.")})
        if self.kind == self.Kind.SUBSTRING and len(letters) < 3:
            raise ValidationError(
                {"text": _("Inside words, fewer than three letters are found everywhere.")}
            )
        several = len(re.findall(r"[^\W_]+", self.folded)) > 1
        if several and self.kind in (self.Kind.WORD, self.Kind.PREFIX):
            raise ValidationError(
                {"kind": _("These are several words: choose “%s”.") % (self.Kind.PHRASE.label)}
            )
        if not self.fields:
            raise ValidationError(_("Choose at least one field to look in."))

    def validate_constraints(self, exclude: Any = None) -> None:
        """Forms leave ``folded`` out, which nobody types; ``clean`` has made it."""
        super().validate_constraints(exclude=set(exclude or ()) - {"folded"})

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.folded = fold_term(self.text)
        super().save(*args, **kwargs)
