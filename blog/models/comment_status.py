from django.db import models
from django.utils.translation import gettext_lazy as _

from ..moments import validate_moment


class CommentStatus(models.TextChoices):
    """What becomes of replies to an article: WordPress's ``comment_status``, and "held".

    An article that says nothing goes by its primary category, a category by the one around
    it, and the outermost by the whole site.
    """

    INHERITED = "", _("Default")
    OPEN = "open", _("Open")
    HELD = "held", _("Open, but every comment is held")
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
            "Default: an article goes by its primary category, a category by the one it is in, "
            "and the outermost by the settings of comments."
        ),
    )
    comments_close_at = models.DateTimeField(
        _("comments close at"),
        null=True,
        blank=True,
        validators=[validate_moment],
        help_text=_("From then on no comments are taken. Left empty: by default, as above."),
    )

    class Meta:
        abstract = True
