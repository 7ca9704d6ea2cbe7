from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from blog.models import Article
from blog.models.article import make_guid
from blog.prepared import insert, next_id

from ..browsers import FAMILIES
from ..mailbox import LONGEST, folded
from ..sanitize import RENDERER_VERSION, plain_text, render
from .deciding import decide, last_decision, undo, undo_keeping, withdraw
from .decision import Decision
from .editing import edit
from .fingerprint import fingerprint
from .picking import pick, unpick
from .purging import erase, purge
from .queryset import CommentQuerySet
from .reporting import report, report_from, settle_reports
from .revising import is_revised_since, revise
from .search import CommentEntry
from .status import Status

#: Ids in ``path`` are padded to the width of the largest BigAutoField, so that the
#: alphabetical order of paths is the order of the thread.
_ID_WIDTH = 19


class Comment(models.Model):
    """What a reader answered to an article or to another reader.

    ``source`` is what was typed, as it was typed; ``html`` is rendered from it. The
    thread (the comment at its top) and the path (ids from there down) are kept on the
    row, so that a page of any depth is one query. The status is changed by the verbs
    and by nothing else.
    """

    article = models.ForeignKey(
        Article,
        models.PROTECT,
        verbose_name=_("article"),
        related_name="+",
        db_index=False,  # the indexes below begin with it
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("in reply to"),
        null=True,
        blank=True,
        related_name="+",
    )
    thread = models.ForeignKey("self", models.PROTECT, null=True, editable=False, related_name="+")
    path = models.CharField(max_length=(_ID_WIDTH + 1) * 10, editable=False)
    # At the top of a thread: whether any of the thread is approved. Kept with the tally.
    heads_thread = models.BooleanField(default=False, editable=False)
    # There, too: how many of the thread are approved; None where none ever was.
    thread_size = models.PositiveIntegerField(null=True, editable=False)
    # The article's, which never changes.
    language = models.CharField(max_length=12, editable=False)
    guid = models.CharField(max_length=255, default=make_guid, editable=False)

    name = models.CharField(_("name"), max_length=245)
    email = models.EmailField(_("email"), max_length=100)
    email_folded = models.CharField(max_length=LONGEST, editable=False)
    website = models.URLField(_("website"), max_length=200, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("member of staff"),
        null=True,
        blank=True,
        related_name="+",
    )

    status = models.CharField(
        _("status"), max_length=12, choices=Status.choices, default=Status.HELD, editable=False
    )
    created_at = models.DateTimeField(_("written"), default=timezone.now, editable=False)
    changed_at = models.DateTimeField(auto_now=True, editable=False)
    approved_at = models.DateTimeField(_("first approved"), null=True, editable=False)
    edited_at = models.DateTimeField(_("edited by the newsroom"), null=True, editable=False)
    revised_at = models.DateTimeField(_("edited by its author"), null=True, editable=False)
    picked_at = models.DateTimeField(_("editors' pick"), null=True, editable=False)
    # Who pinned it, or took it off again.
    picked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        db_index=False,
    )
    # What the rules found when it came in, as one number (moderation.findings).
    risk = models.PositiveSmallIntegerField(_("risk"), null=True, editable=False)
    # Open reports, where they weigh enough to bring it before the moderators, else 0; None
    # where there never was one.
    reported = models.PositiveSmallIntegerField(_("reports"), null=True, editable=False)

    ip = models.GenericIPAddressField(_("IP address"), null=True, editable=False)
    network = models.CharField(max_length=43, blank=True, editable=False)
    user_agent = models.CharField(_("browser"), max_length=300, blank=True, editable=False)
    browser_key = models.UUIDField(null=True, editable=False)

    fingerprint = models.CharField(max_length=64, editable=False)
    html_version = models.PositiveSmallIntegerField(editable=False)
    # Last, since SQLite reads through a long column to reach one behind it.
    source = models.TextField(_("comment"))
    html = models.TextField(editable=False)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["article", "status", "thread", "path"], name="comment_page"),
            models.Index(
                fields=["article", "id", "heads_thread"],  # the last one for SQLite to count by
                name="comment_threads",
                condition=Q(heads_thread=True),
            ),
            models.Index(
                fields=["article", "-thread_size", "id"],
                name="comment_most_discussed",
                condition=Q(heads_thread=True),
            ),
            models.Index(
                fields=["article", "-picked_at", "-id"],
                name="comment_picked",
                condition=Q(picked_at__isnull=False),
            ),
            models.Index(fields=["status", "-created_at", "-id"], name="comment_desk"),
            models.Index(fields=["-created_at", "-id"], name="comment_written"),
            models.Index(
                fields=["status", "-risk", "created_at", "id"],  # SQLite needs the first
                name="comment_riskiest",
                condition=Q(status="held"),
            ),
            models.Index(
                fields=["created_at", "id"],
                name="comment_reported",
                condition=Q(reported__gt=0),
            ),
            models.Index(
                fields=["language", "-approved_at", "-id"],
                name="comment_feed",
                condition=Q(status="approved"),
            ),
            models.Index(
                fields=["article", "-approved_at", "-id"],
                name="comment_article_feed",
                condition=Q(status="approved"),
            ),
            models.Index(fields=["article", "fingerprint"], name="comment_same_text"),
            models.Index(fields=["ip", "-created_at"], name="comment_ip"),
            models.Index(fields=["network", "-created_at"], name="comment_network"),
            models.Index(fields=["email_folded", "-created_at"], name="comment_email"),
            # Those of which more is known than comments.retention keeps.
            models.Index(
                fields=["created_at"],
                name="comment_whole_ip",
                condition=Q(ip__isnull=False),
            ),
            models.Index(
                fields=["created_at"],
                name="comment_whole_browser",
                condition=~Q(user_agent__in=["", *FAMILIES]),
            ),
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
        default_permissions = ()
        permissions = [
            ("moderate_comment", _("Can approve, hold and remove comments")),
            ("edit_comment", _("Can edit what readers wrote")),
            ("reply_to_comment", _("Can reply for the newsroom")),
            ("report_comment", _("Can report comments to the moderators")),
            ("view_numbers", _("Can see the numbers of moderation")),
        ]

    def __str__(self) -> str:
        words = {"name": self.name, "article": self.article}
        return gettext("%(name)s on “%(article)s”") % words

    def get_absolute_url(self) -> str:
        """The permalink; it redirects to the page on which the comment stands."""
        return reverse("comments:permalink", args=[self.pk])

    def write(self, source: str, html: str | None = None) -> None:
        """Take what was typed, and make what follows from it; nothing is saved.

        Rendering long text takes milliseconds, so this comes before any lock; ``html`` is
        for a caller who has rendered it already.
        """
        self.source = source
        self.html = render(source) if html is None else html
        self.html_version = RENDERER_VERSION
        self.fingerprint = fingerprint(source)

    @transaction.atomic(savepoint=False)
    def save(self, *args: Any, rules: Iterable[str] = (), **kwargs: Any) -> None:
        """Save; place a new row in its thread; let the search find it as it is now.

        ``rules`` are those that objected to a new comment, whose reasons follow. Raises
        ValueError for a parent of another article: no form lets one through.
        """
        if self.parent and self.parent.article_id != self.article_id:
            raise ValueError("A reply stands under the same article as what it answers.")
        if not self._state.adding:
            super().save(*args, **kwargs)
            CommentEntry.keep(self)
            return
        self.email_folded = folded(self.email)
        self.risk = self.risk or 0
        self.language = self.article.language
        self.heads_thread = self.parent is None and self.status == Status.APPROVED
        self.thread_size = 1 if self.heads_thread else None
        has_id = self.pk is not None
        if not has_id:
            self.pk = next_id(Comment)
        above = self.parent
        self.thread_id = above.thread_id if above else self.pk
        self.path = f"{above.path}/" if above else ""
        self.path += f"{self.pk:0{_ID_WIDTH}}"
        if has_id:
            super().save(*args, **kwargs)
        else:
            insert(self)
        CommentEntry.take_in(self, rules)

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

    def approve(self, by: Any, why: str = "", **how: Any) -> Decision:
        return decide(self, Status.APPROVED, by, why, **how)

    def hold(self, by: Any, why: str = "", **how: Any) -> Decision:
        return decide(self, Status.HELD, by, why, **how)

    def mark_spam(self, by: Any, why: str = "", **how: Any) -> Decision:
        return decide(self, Status.SPAM, by, why, **how)

    def trash(self, by: Any, why: str = "", **how: Any) -> Decision:
        return decide(self, Status.TRASH, by, why, **how)

    # Verbs that need more words than these; each says in its module what holds.
    undo = undo
    undo_keeping = undo_keeping
    purge = purge
    withdraw = withdraw
    erase = erase
    edit = edit
    revise = revise
    is_revised_since = is_revised_since
    pick = pick
    unpick = unpick
    report = report
    report_from = report_from
    settle_reports = settle_reports
    last_decision = last_decision
