import hashlib
import unicodedata
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

from ..sanitize import RENDERER_VERSION, plain_text, render
from .decision import AlreadyDecided, Decision, Via
from .edit import Edit
from .queryset import CommentQuerySet
from .report import Report
from .search import CommentEntry
from .status import Status
from .tally import Tally

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
    # The article's, which never changes.
    language = models.CharField(max_length=12, editable=False)
    guid = models.CharField(max_length=255, default=make_guid, editable=False)

    name = models.CharField(_("name"), max_length=245)
    email = models.EmailField(_("email"), max_length=100)
    email_folded = models.CharField(max_length=200, editable=False)
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
    # What the rules found when it came in, as one number (moderation.findings).
    risk = models.PositiveSmallIntegerField(_("risk"), null=True, editable=False)
    # Open reports.
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
            models.Index(fields=["status", "-created_at", "-id"], name="comment_desk"),
            models.Index(fields=["-created_at", "-id"], name="comment_written"),
            models.Index(
                fields=["-risk", "created_at", "id"],
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
        self.email_folded = self.email.casefold()
        self.risk = self.risk or 0
        self.language = self.article.language
        self.heads_thread = self.parent is None and self.status == Status.APPROVED
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
        return self._decide(Status.APPROVED, by, why, **how)

    def hold(self, by: Any, why: str = "", **how: Any) -> Decision:
        return self._decide(Status.HELD, by, why, **how)

    def mark_spam(self, by: Any, why: str = "", **how: Any) -> Decision:
        return self._decide(Status.SPAM, by, why, **how)

    def trash(self, by: Any, why: str = "", **how: Any) -> Decision:
        return self._decide(Status.TRASH, by, why, **how)

    def undo(self, decision_id: int, by: Any) -> Decision:
        """Take the decision back, if it is the last one and a person took it."""
        last = self.last_decision()
        if last.pk != decision_id or not last.from_status:
            raise AlreadyDecided(last)
        return self._decide(Status(last.from_status), by, "", seen=decision_id, via=Via.UNDO)

    def last_decision(self) -> Decision:
        """The newest row of its log."""
        return self.decisions.select_related("by").latest("pk")

    @transaction.atomic
    def _decide(
        self,
        to: Status,
        by: Any,
        why: str,
        *,
        via: Via = Via.DESK,
        seen: int | None = None,
        rejection: Any = None,
    ) -> Decision:
        """Bring the comment into the status, log who did it and why, and return that row.

        ``by`` is a user, or None where ``via`` is the clock; ``rejection`` the reason that he
        chose from the list. ``seen`` is the id of the last decision that he knew of. Raises
        AlreadyDecided, and changes and logs nothing, when there is another one since, or
        when the comment has that status already. What was loaded before may be old by now,
        so the row is asked again under the lock.
        """
        tally = Tally.locked_for(self.article_id)
        row = Comment.objects.select_for_update().filter(pk=self.pk)
        was, self.approved_at, self.reported, self.risk = row.values_list(
            "status", "approved_at", "reported", "risk"
        ).get()
        self.status = was
        last = self.last_decision() if was == to or seen is not None else None
        if last and (was == to or last.pk != seen):
            raise AlreadyDecided(last)
        self.status = to
        if to == Status.APPROVED and self.approved_at is None:
            self.approved_at = timezone.now()
        changed = ["status", "approved_at", "changed_at"]
        if to == Status.HELD and self.risk is None:  # from before there was one
            self.risk = 0
            changed.append("risk")
        if to == Status.APPROVED and self.parent_id is None:
            self.heads_thread = True
            changed.append("heads_thread")
        self.save(update_fields=changed)
        decision = Decision(
            comment=self,
            from_status=was,
            to_status=to,
            by=by,
            why=why,
            via=via,
            rejection=rejection,
        )
        decision.save()
        tally.move(self, was, to)
        if self.reported and by:
            self.settle_reports(by)
        return decision

    @transaction.atomic
    def report(self, by: Any, cause: str, note: str = "") -> None:
        """Note that somebody wants a published comment looked at; once for each person."""
        tally = Tally.locked_for(self.article_id)
        made = Report.objects.get_or_create(
            comment=self, by=by, settled_at=None, defaults={"cause": cause, "note": note}
        )[1]
        if made:
            self._count_reports(tally)

    @transaction.atomic
    def settle_reports(self, by: Any) -> int:
        """Close the open reports: he has looked. Returns how many that were."""
        tally = Tally.locked_for(self.article_id)
        settled = Report.objects.filter(comment=self, settled_at=None).update(
            settled_at=timezone.now(), settled_by=by
        )
        self._count_reports(tally)
        return settled

    def _count_reports(self, tally: Tally) -> None:
        was = Comment.objects.values_list("reported", flat=True).get(pk=self.pk)
        self.reported = Report.objects.filter(comment=self, settled_at=None).count()
        Comment.objects.filter(pk=self.pk).update(reported=self.reported)
        tally.add(reported=bool(self.reported) - bool(was))

    @transaction.atomic
    def edit(self, by: Any, why: str, **new: str) -> bool:
        """Change ``source``, ``name`` or ``website``; what stood there goes into the log.

        Returns False, and changes and logs nothing, when nothing is different.
        """
        tally = Tally.locked_for(self.article_id)
        stored = Comment.objects.select_for_update().get(pk=self.pk)
        was = {field: getattr(stored, field) for field in new}
        changed = {field: text for field, text in new.items() if text != was[field]}
        if not changed:
            return False
        for field, text in changed.items():
            setattr(self, field, text)
        if "source" in changed:
            self.write(self.source)
        self.status, self.edited_at = stored.status, timezone.now()
        self.save(
            update_fields=[
                *changed, "html", "html_version", "fingerprint", "edited_at", "changed_at"
            ]
        )  # fmt: skip
        for field in changed:
            Edit(comment=self, field=field, was=was[field], by=by, why=why).save()
        if self.status == Status.APPROVED:
            tally.save(update_fields=["changed_at"])
            tally.purge()
        return True


def fingerprint(text: str) -> str:
    """Equal for texts that differ only in case, width, spacing or Unicode form."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return hashlib.sha256(" ".join(folded.split()).encode()).hexdigest()
