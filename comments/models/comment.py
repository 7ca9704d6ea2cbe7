from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from blog.models import Article

from ..sanitize import RENDERER_VERSION, plain_text, render
from .decision import Decision
from .tally import Tally

#: Ids in ``path`` are padded to the width of the largest BigAutoField, so that the
#: alphabetical order of paths is the order of the thread.
_ID_WIDTH = 19


class Status(models.TextChoices):
    HELD = "held", _("Held")
    APPROVED = "approved", _("Approved")
    SPAM = "spam", _("Spam")
    TRASH = "trash", _("Trash")


class CommentQuerySet(models.QuerySet["Comment"]):
    def public(self) -> Self:
        """What everybody may see: approved, on a public article."""
        return self.filter(
            status=Status.APPROVED, article__in=Article.objects.public().values("pk")
        )

    def on(self, article: Article) -> Self:
        return self.filter(article=article)

    def in_edition(self, language: str) -> Self:
        return self.filter(article__language=language)

    def awaiting_moderation(self) -> Self:
        return self.filter(status=Status.HELD)

    def with_outdated_html(self) -> Self:
        return self.filter(html_version__lt=RENDERER_VERSION)

    def in_thread_order(self) -> Self:
        """Oldest thread first; inside a thread every reply under what it answers."""
        return self.order_by("thread_id", "path")

    def newest_first(self) -> Self:
        return self.order_by("-created_at", "-pk")

    def last_changed(self) -> datetime | None:
        """When anything that is or was public among these last changed."""
        return self.filter(approved_at__isnull=False).aggregate(models.Max("changed_at"))[
            "changed_at__max"
        ]


class Comment(models.Model):
    """What a reader answered to an article or to another reader.

    ``source`` is what was typed, as it was typed; ``html`` is rendered from it. The
    thread (the comment at its top) and the path (ids from there down) are kept on the
    row, so that a page of any depth is one query. The status is changed by the verbs
    and by nothing else.
    """

    Status = Status

    article = models.ForeignKey(
        Article, models.PROTECT, verbose_name=_("article"), related_name="+"
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("in reply to"),
        null=True,
        blank=True,
        related_name="replies",
    )
    thread = models.ForeignKey("self", models.PROTECT, null=True, editable=False, related_name="+")
    path = models.CharField(max_length=(_ID_WIDTH + 1) * 10, editable=False)

    name = models.CharField(_("name"), max_length=245)
    email = models.EmailField(_("email"), max_length=100)
    website = models.URLField(_("website"), max_length=200, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("member of staff"),
        null=True,
        blank=True,
        related_name="+",
    )

    source = models.TextField(_("comment"))
    html = models.TextField(editable=False)
    html_version = models.PositiveSmallIntegerField(default=0, editable=False)
    fingerprint = models.CharField(max_length=64, editable=False)

    status = models.CharField(
        _("status"), max_length=12, choices=Status.choices, default=Status.HELD, editable=False
    )
    created_at = models.DateTimeField(_("written"), default=timezone.now, editable=False)
    changed_at = models.DateTimeField(auto_now=True, editable=False)
    approved_at = models.DateTimeField(_("first approved"), null=True, editable=False)

    ip = models.GenericIPAddressField(_("IP address"), null=True, editable=False)
    network = models.CharField(max_length=43, blank=True, editable=False)
    user_agent = models.CharField(_("browser"), max_length=300, blank=True, editable=False)
    browser_key = models.UUIDField(null=True, editable=False)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["article", "status", "thread", "path"], name="comment_page"),
            models.Index(fields=["status", "-created_at", "-id"], name="comment_desk"),
            models.Index(fields=["-approved_at"], name="comment_feed"),
            models.Index(fields=["article", "fingerprint"], name="comment_same_text"),
            models.Index(fields=["-created_at"], name="comment_recent"),
            models.Index(
                fields=["browser_key"],
                name="comment_browser",
                condition=Q(browser_key__isnull=False),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=Status.values),
                name="comment_status_is_known",
                violation_error_message=_("There is no such status."),
            ),
            models.CheckConstraint(
                condition=~Q(status="approved") | Q(approved_at__isnull=False),
                name="approved_comment_has_a_time",
                violation_error_message=_("An approved comment needs the time of its approval."),
            ),
        ]
        permissions = [("moderate_comment", _("Can approve, hold and remove comments"))]

    def __str__(self) -> str:
        words = {"name": self.name, "article": self.article}
        return gettext("%(name)s on “%(article)s”") % words

    def get_absolute_url(self) -> str:
        """The permalink; it redirects to the page on which the comment stands."""
        return reverse("comments:permalink", args=[self.pk])

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        """Render what was typed and, for a new row, place it in its thread."""
        is_new = self._state.adding
        if self.html_version != RENDERER_VERSION:
            self.html = render(self.source)
            self.html_version = RENDERER_VERSION
        super().save(*args, **kwargs)
        if is_new:
            above = self.parent
            self.thread_id = above.thread_id if above else self.pk
            self.path = f"{above.path}/" if above else ""
            self.path += f"{self.pk:0{_ID_WIDTH}}"
            super().save(update_fields=["thread", "path"])

    @property
    def anchor(self) -> str:
        return f"comment-{self.pk}"

    @property
    def depth(self) -> int:
        """1 at the top of a thread."""
        return self.path.count("/") + 1

    @property
    def text(self) -> str:
        """What readers see, without markup."""
        return plain_text(self.html)

    def approve(self, by: Any, why: str = "") -> bool:
        return self._decide(Status.APPROVED, by, why)

    def hold(self, by: Any, why: str = "") -> bool:
        return self._decide(Status.HELD, by, why)

    def mark_spam(self, by: Any, why: str = "") -> bool:
        return self._decide(Status.SPAM, by, why)

    def trash(self, by: Any, why: str = "") -> bool:
        return self._decide(Status.TRASH, by, why)

    @transaction.atomic
    def _decide(self, to: str, by: Any, why: str) -> bool:
        """Bring the comment into the status and log who did it and why.

        Returns False, and changes and logs nothing, when it is there already: a
        colleague was quicker. ``by`` is a user.
        """
        tally = Tally.locked_for(self.article_id)
        was = Comment.objects.select_for_update().values_list("status", flat=True).get(pk=self.pk)
        self.status = to
        if was == to:
            return False
        if to == Status.APPROVED and self.approved_at is None:
            self.approved_at = timezone.now()
        self.save(update_fields=["status", "approved_at", "changed_at"])
        Decision.objects.create(comment=self, from_status=was, to_status=to, by=by, why=why)
        tally.recount()
        return True
