from functools import partial
from typing import Any

from django.apps import AppConfig
from django.db.models.signals import m2m_changed, pre_delete
from django.utils.translation import gettext_lazy as _


class BlogConfig(AppConfig):
    name = "blog"
    verbose_name = _("Articles")

    def ready(self) -> None:
        from .models import Article, Author, Category, Tag
        from .models.month import forget_deleted
        from .models.placement import follow
        from .models.search import follow as follow_authors
        from .purging import purge_deleted, purge_filed

        kept: dict[str, Any] = {
            "category": Article.further_categories,
            "tag": Article.tags,
            "author": Article.authors,
        }
        for shelf, field in kept.items():
            m2m_changed.connect(partial(follow, shelf), sender=field.through, weak=False)
            m2m_changed.connect(purge_filed, sender=field.through)
        m2m_changed.connect(follow_authors, sender=kept["author"].through)
        for model in (Article, Author, Category, Tag):
            pre_delete.connect(purge_deleted, sender=model)
        pre_delete.connect(forget_deleted, sender=Article)
