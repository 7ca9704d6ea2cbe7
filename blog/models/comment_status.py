from django.db import models
from django.utils.translation import gettext_lazy as _


class CommentStatus(models.TextChoices):
    """What becomes of replies to an article: WordPress's ``comment_status``, and "held".

    An article that says nothing goes by its primary category, a category by the one around
    it, and the outermost by the whole site.
    """

    INHERITED = "", _("As set around it")
    OPEN = "open", _("Open")
    HELD = "held", _("Open, every comment is held")
    CLOSED = "closed", _("Closed")


class TakesComments(models.Model):
    """The two fields of what can be opened and closed to comments."""

    comment_status = models.CharField(
        _("comments"),
        max_length=8,
        blank=True,
        choices=CommentStatus.choices,
        default=CommentStatus.INHERITED,
        help_text=_(
            "Left as set around it: an article goes by its primary category, "
            "a category by the one it is in, and the outermost by the settings of the site."
        ),
    )
    comments_close_at = models.DateTimeField(
        _("comments close"),
        null=True,
        blank=True,
        help_text=_("From this time on no comments are taken. Left empty: as set around it."),
    )

    class Meta:
        abstract = True
