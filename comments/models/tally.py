from collections.abc import Iterable
from typing import Self

from django.apps import apps
from django.db import models
from django.db.models import Count

from blog.models import Article


class Tally(models.Model):
    """How many approved comments an article has, and in how many threads.

    Counted anew inside the transaction of every decision and read without counting. Its
    row is also the lock under which replies to one article are taken in, one by one.
    """

    article = models.OneToOneField(Article, models.CASCADE, primary_key=True, related_name="+")
    comments = models.PositiveIntegerField(default=0)
    threads = models.PositiveIntegerField(default=0)

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
    def locked_for(cls, article_id: int) -> Self:
        """The row of the article, made if need be and locked to the transaction's end."""
        cls.objects.bulk_create([cls(article_id=article_id)], ignore_conflicts=True)
        return cls.objects.select_for_update().get(pk=article_id)

    def recount(self) -> None:
        comment = apps.get_model("comments", "Comment")
        approved = comment.objects.filter(article=self.article_id, status="approved")
        counted = approved.aggregate(comments=Count("pk"), threads=Count("thread", distinct=True))
        self.comments, self.threads = counted["comments"], counted["threads"]
        self.save()
