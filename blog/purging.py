"""Signals that purge pages where no method of a model is called; connected in ``BlogConfig``."""

from typing import Any

from pagecache.purging import EVERYTHING, purge

from .models import Article


def purge_filed(
    action: str, instance: Any, reverse: bool, pk_set: set[int] | None, **_kwargs: Any
) -> None:
    """Receives ``m2m_changed`` of an article's tags, authors and further categories."""
    if not action.startswith("post_"):
        return
    if not reverse:
        instance.purge()
    elif pk_set is not None:
        Article.objects.purge(pk_set)
    else:  # somebody's articles were cleared all at once, and nobody knows which
        purge(EVERYTHING)


def purge_deleted(instance: Any, **_kwargs: Any) -> None:
    """Receives ``pre_delete``, inside its transaction."""
    instance.purge()
