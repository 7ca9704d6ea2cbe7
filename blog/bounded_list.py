"""Lists in admin that cost the same however many rows there are."""

from collections.abc import Callable
from functools import cached_property
from typing import Any

from django.contrib import admin, messages
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from .search.query import MOST_WORDS, Query

#: Rows of a list that are counted, paged through and acted on at once.
MOST_COUNTED = 10_000

#: The same of a search.
MOST_FOUND = 1_000


class AtLeast(int):
    """A count that stopped; it reads "10,000+"."""

    def __str__(self) -> str:
        return number_format(int(self), force_grouping=True) + "+"


class BoundedPaginator(Paginator):
    """Counts so many rows and no more; its last page ends there.

    The ids of a page come first, from an index alone: the rows before it aren't read.
    """

    object_list: QuerySet[Any]

    def __init__(self, *args: Any, most: int = MOST_COUNTED, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.most = most

    @cached_property
    def count(self) -> int:
        counted = self.object_list.order_by().values("pk")[: self.most + 1].count()
        return counted if counted <= self.most else AtLeast(self.most)

    def page(self, number: int | str) -> Page:
        number = self.validate_number(number)
        start = (number - 1) * self.per_page
        stop = min(start + self.per_page, self.count)
        ids = list(self.object_list.values_list("pk", flat=True)[start:stop])
        return Page(self.object_list.filter(pk__in=ids), number, self)


class BoundedListAdmin(admin.ModelAdmin):
    """Django's list, without what reads every row: counts, facets, searching by ``LIKE``."""

    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER

    def get_paginator(self, request: HttpRequest, *args: Any, **kwargs: Any) -> BoundedPaginator:
        return BoundedPaginator(*args, most=self._most(request), **kwargs)

    def found(
        self,
        request: HttpRequest,
        rows: QuerySet[Any],
        ask: Callable[[int], tuple[list[int], Query]],
    ) -> QuerySet[Any]:
        """Return the rows of the ids that ``ask`` returns for their greatest number.

        One more than is counted is asked for: it tells that there are more.
        """
        request.is_search = True  # type: ignore[attr-defined]
        ids, query = ask(MOST_FOUND + 1)
        if query.cut:
            text = _("Only the first %(count)d words were looked for.") % {"count": MOST_WORDS}
            self.message_user(request, text, messages.WARNING)
        return rows.filter(pk__in=ids)

    def response_action(  # type: ignore[override]
        self, request: HttpRequest, queryset: QuerySet[Any]
    ) -> HttpResponseBase | None:
        """What "Select all" selects is what was counted."""
        counted = list(queryset.values_list("pk", flat=True)[: self._most(request)])
        return super().response_action(request, queryset.filter(pk__in=counted))

    def _most(self, request: HttpRequest) -> int:
        return MOST_FOUND if hasattr(request, "is_search") else MOST_COUNTED
