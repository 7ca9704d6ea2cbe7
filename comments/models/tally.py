from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models

from blog.models import Article
from blog.prepared import Prepared, add
from pagecache.purging import purge

from ..cache_tags import comments_tags, discussion_tag
from .status import Status

if TYPE_CHECKING:
    from .comment import Comment


class Tally(models.Model):
    """How many comments an article has by status, approved ones in how many threads.

    Kept inside the transaction of every decision and read without counting. Its row is
    also the lock under which replies to one article are taken in, one by one.
    ``changed_at`` is when the public last saw something come, go or change.
    """

    article = models.OneToOneField(Article, models.CASCADE, primary_key=True, related_name="+")
    comments = models.PositiveIntegerField(default=0)
    threads = models.PositiveIntegerField(default=0)
    held = models.IntegerField(default=0)
    spam = models.IntegerField(default=0)
    trash = models.IntegerField(default=0)
    # Of whatever status, with open reports that weigh enough.
    reported = models.IntegerField(default=0)
    changed_at = models.DateTimeField(auto_now=True)
    # The article's, which never changes.
    language = models.CharField(max_length=12, editable=False)

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["language", "-changed_at"], name="tally_changed")]

    def __str__(self) -> str:
        return f"{self.comments} in {self.threads} threads"

    @classmethod
    def of(cls, article_id: int) -> Self:
        return next(iter(_of(article=article_id)), None) or cls(article_id=article_id)

    @classmethod
    def of_all(cls, article_ids: Iterable[int]) -> dict[int, int]:
        """The number of approved comments by article id; an article without any is absent."""
        return dict(cls.objects.filter(pk__in=article_ids).values_list("pk", "comments"))

    @classmethod
    def last_changed(cls, language: str) -> datetime | None:
        """When a comment of the edition last came, went or changed for the public."""
        newest = cls.objects.filter(language=language).order_by("-changed_at")
        return newest.values_list("changed_at", flat=True).first()

    @classmethod
    def locked_for(cls, article_id: int) -> Self:
        """The row of the article, made if need be and locked to the transaction's end."""
        if not (found := _locked(article=article_id)):
            article = Article.objects.only("language").get(pk=article_id)
            first = cls(article=article, language=article.language)
            cls.objects.bulk_create([first], ignore_conflicts=True)
            found = _locked(article=article_id)
        return found[0]

    def move(self, comment: "Comment", was: str, to: str) -> None:
        """Take into account where the comment stands; a new one comes from nowhere, "".

        The caller holds the lock, and the comment is stored as it is now.
        """
        waiting = {"held": 0, "spam": 0, "trash": 0}
        for status, one in ((was, -1), (to, 1)):
            if status in waiting:
                waiting[status] += one
        if Status.APPROVED in (was, to):
            for status, number in waiting.items():
                setattr(self, status, getattr(self, status) + number)
            self._count_approved(comment, 1 if to == Status.APPROVED else -1, is_new=not was)
        else:
            self.add(**waiting)

    def _count_approved(self, comment: "Comment", one: int, *, is_new: bool) -> None:
        size = 1
        if comment.parent_id or not is_new:  # a new one at the top has counted itself
            on_it = type(comment).objects.filter(article=self.article_id)
            head = on_it.filter(pk=comment.thread_id or comment.pk)
            was = head.values_list("thread_size", flat=True).get()
            if was is None:
                size = on_it.approved().filter(thread=comment.thread_id).count()
            else:
                size = was + one
            head.update(thread_size=size, heads_thread=size > 0)
        self.comments += one
        self.threads += one * (size == (one > 0))
        self.save()
        self.purge()

    def add(self, **numbers: int) -> None:
        """Add to counts that no page shows."""
        add(self, **{name: number for name, number in numbers.items() if number})

    def purge(self) -> None:
        """Throw away the pages that show the article's comments or their number."""
        purge(*comments_tags([self.article_id]), discussion_tag(self.language))


_of = Prepared(lambda article: Tally.objects.filter(pk=article).order_by())
_locked = Prepared(lambda article: Tally.objects.select_for_update().filter(pk=article).order_by())
