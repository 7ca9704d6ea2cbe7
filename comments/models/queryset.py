from typing import Any, Self

from django.db import models
from django.db.models import Count, Exists, OuterRef, Subquery

from blog.models import Article

from ..sanitize import RENDERER_VERSION
from .status import Status


class CommentQuerySet(models.QuerySet[Any]):
    def public(self) -> Self:
        """What everybody may see: approved, on a public article."""
        return self.approved().filter(
            Exists(Article.objects.public().filter(pk=OuterRef("article_id")))
        )

    def approved(self) -> Self:
        """What is public wherever its article is."""
        return self.filter(status=Status.APPROVED)

    def on(self, article: Any) -> Self:
        return self.filter(article=article)

    def heading_threads(self) -> Self:
        """The comments at the top of the threads that are shown, oldest first.

        One that is no longer approved itself still heads the approved answers to it.
        """
        return self.filter(heads_thread=True).order_by("pk")

    def picked(self) -> Self:
        """Those that editors have picked, the last one first."""
        return self.filter(picked_at__isnull=False).order_by("-picked_at", "-pk")

    def in_edition(self, language: str) -> Self:
        return self.filter(language=language)

    def with_outdated_html(self) -> Self:
        return self.filter(html_version__lt=RENDERER_VERSION).exclude(status=Status.PURGED)

    def mark_threads(self) -> int:
        """Count what is approved in each of the threads that lack it; return how many those were.

        For a caller who has written comments past the model, such as an import.
        """
        approved = self.model.objects.approved().filter(
            article=OuterRef("article"), thread=OuterRef("pk")
        )
        lacking = self.filter(parent=None, thread_size=None).filter(Exists(approved))
        counted = approved.order_by().values("thread").annotate(number=Count("*"))
        return lacking.update(heads_thread=True, thread_size=Subquery(counted.values("number")))

    def in_thread_order(self) -> Self:
        """Oldest thread first; inside a thread every reply under what it answers."""
        return self.order_by("thread_id", "path")
