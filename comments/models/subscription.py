from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from blog.models import Article

from .reader import Reader


class SubscriptionQuerySet(models.QuerySet[Any]):
    def confirmed(self) -> Self:
        return self.filter(confirmed_at__isnull=False)

    def pending(self) -> Self:
        """What was asked for and is not confirmed, on articles that everybody may see."""
        public = Article.objects.public().filter(pk=OuterRef("article_id"))
        return self.filter(Exists(public), confirmed_at=None)


class Subscription(models.Model):
    """What a reader wants to be told: of all comments on an article, or, where ``comment`` is
    one of his own, of the answers to it and of what became of it.

    Nothing is told before it is confirmed by a link that went to his address.
    """

    reader = models.ForeignKey(Reader, models.CASCADE, related_name="subscriptions")
    article = models.ForeignKey(Article, models.CASCADE, related_name="+")
    comment = models.ForeignKey(
        "comments.Comment", models.CASCADE, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)
    confirmed_at = models.DateTimeField(null=True, editable=False)
    # Whether the browser that wrote the comment was the one that confirmed it: it is his, then.
    same_browser = models.BooleanField(default=False, editable=False)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["reader", "article"],
                condition=Q(comment=None),
                name="subscription_is_one_an_article",
            ),
            models.UniqueConstraint(
                fields=["reader", "comment"], name="subscription_is_one_a_comment"
            ),
        ]
        indexes = [
            models.Index(
                fields=["made_at"],
                name="subscription_unconfirmed",
                condition=models.Q(confirmed_at=None),
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)
