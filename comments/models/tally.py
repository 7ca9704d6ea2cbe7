from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Max

from blog.models import Article

from .status import Status

if TYPE_CHECKING:
    from .comment import Comment


class Tally(models.Model):
    """How many approved comments an article has, in how many threads, since when.

    Kept inside the transaction of every decision and read without counting. Its row is
    also the lock under which replies to one article are taken in, one by one.
    """

    article = models.OneToOneField(Article, models.CASCADE, primary_key=True, related_name="+")
    comments = models.PositiveIntegerField(default=0)
    threads = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(auto_now=True, db_index=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.comments} in {self.threads} threads"

    @classmethod
    def of(cls, article_id: int) -> Self:
        return cls.objects.filter(pk=article_id).first() or cls(article_id=article_id)

    @classmethod
    def of_all(cls, article_ids: Iterable[int]) -> dict[int, int]:
        """The number of approved comments by article id; an article without any is absent."""
        return dict(cls.objects.filter(pk__in=article_ids).values_list("pk", "comments"))

    @classmethod
    def last_changed(cls, articles: models.QuerySet[Article]) -> datetime | None:
        """When a comment on one of these articles last came, went or changed for the public."""
        return cls.objects.filter(article__in=articles).aggregate(last=Max("changed_at"))["last"]

    @classmethod
    def locked_for(cls, article_id: int) -> Self:
        """The row of the article, made if need be and locked to the transaction's end."""
        cls.objects.bulk_create([cls(article_id=article_id)], ignore_conflicts=True)
        return cls.objects.select_for_update().get(pk=article_id)

    def count(self, comment: "Comment") -> None:
        """Take into account that the comment was approved, or no longer is."""
        approved = type(comment).objects.approved().filter(article=self.article_id)
        one = 1 if comment.status == Status.APPROVED else -1
        others_in_thread = approved.filter(thread=comment.thread_id).exclude(pk=comment.pk)
        self.comments += one
        if not others_in_thread.exists():
            self.threads += one
        self.save()
