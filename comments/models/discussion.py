from secrets import randbelow
from typing import Any, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from blog.models import CommentStatus
from blog.prepared import Prepared
from pagecache.purging import EVERYTHING, purge

#: What a number is that nobody has set: the setting of this name (docs/operating.md).
_UNLESS_SET = {
    "close_comments_days_old": "COMMENTS_CLOSE_AFTER_DAYS",
    "thread_comments_depth": "COMMENTS_MAX_DEPTH",
    "comments_per_page": "COMMENTS_THREADS_PER_PAGE",
    "comment_max_links": "COMMENTS_MAX_LINKS",
    "comment_flood_seconds": "COMMENTS_FLOOD_SECONDS",
}
_ONLY_ROW = 1


def _number(label: Any, most: int, help_text: Any = "", **more: Any) -> Any:
    limits = [MinValueValidator(more.pop("least", 0)), MaxValueValidator(most)]
    kind = models.PositiveIntegerField
    return kind(label, validators=limits, help_text=help_text, **more)


def _number_or_default(label: Any, most: int, help_text: Any = "", **more: Any) -> Any:
    return _number(label, most, help_text, null=True, blank=True, **more)


class Discussion(models.Model):
    """What editors set for the comments of the whole site: one row.

    Fields that WordPress has under "Discussion" bear its names and have its defaults.
    """

    default_comment_status = models.CharField(
        _("comments on articles"),
        max_length=8,
        choices=[choice for choice in CommentStatus.choices if choice[0]],
        default=CommentStatus.OPEN,
        help_text=_("Unless the article or its category says something else."),
    )
    close_comments_days_old = _number_or_default(
        _("close comments on articles older than, in days"),
        36_500,
        _("0: never. An article or category may name its own time."),
    )
    comment_previously_approved = models.BooleanField(
        _("comment author must have a previously approved comment"),
        default=True,
        help_text=_(
            "The first one is held. Who wrote it is known by the browser, since anybody can "
            "type a name and an address."
        ),
    )
    thread_comments_depth = _number_or_default(
        _("levels of threaded comments"),
        10,
        _("1: the article can be answered, a comment can't."),
        least=1,
    )
    comments_per_page = _number_or_default(_("threads of comments on a page"), 1000, least=1)
    comment_max_links = _number_or_default(
        _("different links, at most"),
        1000,
        _("A comment with more is held. 0: every comment with a link is."),
    )
    comment_flood_seconds = _number_or_default(
        _("seconds between two comments"),
        3600,
        _("From one IP or email address; who is quicker is asked to wait. 0: nobody is."),
    )
    form_min_seconds = _number(
        _("seconds of writing, at least"),
        60,
        _("A comment that is sent sooner after its first letter is held. 0: none is."),
        default=3,
    )
    form_max_hours = _number(
        _("hours of writing, at most"),
        720,
        _("A comment that is sent later after its first letter is held. 0: none is."),
        default=24,
    )
    shouting_percent = _number(
        _("capital letters, at most, in percent"),
        100,
        _("A comment with more is held. 0: none is."),
        default=70,
    )
    mostly_links_percent = _number(
        _("links, at most, in percent of the text"),
        100,
        _("A comment with more is held. 0: none is."),
        default=50,
    )
    near_duplicate_percent = _number(
        _("likeness to another comment, in percent"),
        100,
        _("A comment as much like another one, or more, is held. 0: none is."),
        default=80,
    )
    heated_removals = _number(
        _("removed comments that slow a thread down"),
        100,
        _("Reported ones count, too. Who answers there again waits longer. 0: nobody does."),
        default=3,
    )
    edit_minutes = _number(
        _("minutes in which authors may change their comment"),
        1440,
        _("In the same browser; every rule is asked again. 0: nobody may."),
        default=15,
    )
    reports_weight = _number(
        _("weight of readers' reports that brings a comment before the moderators"),
        100,
        _(
            "Reports from one place count once, and less where earlier ones were wrong. "
            "A new number holds from a comment's next report on."
        ),
        default=2,
        least=1,
    )
    keep_ip_days = _number(
        _("keep IP addresses whole for so many days"),
        3650,
        _("Afterwards the network is left: /24, or /48 of IPv6. 0: for ever."),
        default=30,
    )
    keep_user_agent_days = _number(
        _("keep browsers' descriptions whole for so many days"),
        3650,
        _("Afterwards the browser's family is left. 0: for ever."),
        default=30,
    )
    keep_unconfirmed_days = _number(
        _("keep unconfirmed requests for so many days"),
        365,
        _("Such as to be told of answers by mail. 0: for ever."),
        default=3,
    )
    empty_spam_days = _number(_("empty spam after so many days"), 3650, _("0: never."), default=30)
    empty_trash_days = _number(
        _("empty the trash after so many days"), 3650, _("0: never."), default=30
    )
    # Another number with every change of the lists that processes keep in memory.
    lists_version = models.PositiveIntegerField(default=0, editable=False)
    # Whether a moderator wants mail as soon as something waits.
    mail_at_once = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = _("settings of comments")
        verbose_name_plural = _("settings of comments")
        default_permissions = ("change",)
        constraints = [
            models.CheckConstraint(
                condition=models.Q(pk=_ONLY_ROW),
                name="discussion_is_one_row",
                violation_error_message=_("There is one set of settings."),
            )
        ]

    def __str__(self) -> str:
        return capfirst(str(self._meta.verbose_name))

    @classmethod
    def row(cls) -> Self:
        """The row as it is stored, with None for what nobody has set; made if need be."""
        return cls.objects.get_or_create(pk=_ONLY_ROW)[0]

    @classmethod
    def current(cls) -> Self:
        """What holds now, every number filled in; to be read, never to be saved."""
        found = next(iter(_stored()), None) or cls(pk=_ONLY_ROW)
        return found.filled_in()

    def filled_in(self) -> Self:
        """The same with the site's defaults where nobody has set a number."""
        for field, setting in _UNLESS_SET.items():
            if getattr(self, field) is None:
                setattr(self, field, getattr(settings, setting))
        return self

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, and throw away every page: each may show the form, or how comments are paged.

        What isn't edited here stays as it is stored: a list, or a preference, may have changed
        since this row was read.
        """
        if not self._state.adding:
            edited = [field for field in self._meta.fields if field.editable]
            names = [field.name for field in edited if not field.primary_key]
            kwargs.setdefault("update_fields", names)
        super().save(*args, **kwargs)
        purge(EVERYTHING)

    @classmethod
    def write_as_it_is(cls) -> None:
        """Change nothing, in this transaction: it waits for the disk all the same, which is most
        of the time that an answer takes, so that nobody learns from it whether more was written.
        """
        cls.objects.filter(pk=cls.row().pk).update(lists_version=models.F("lists_version"))

    @classmethod
    def lists_changed(cls) -> None:
        """Let every process read the lists anew with the next reply, in this transaction."""
        cls.row()
        # By chance: a database that was brought back must not bear a number known from another.
        version = 1 + randbelow(2**31 - 1)
        cls.objects.filter(pk=_ONLY_ROW).update(lists_version=version)


_stored = Prepared(lambda: Discussion.objects.filter(pk=_ONLY_ROW).order_by())
