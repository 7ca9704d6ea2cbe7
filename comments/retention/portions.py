"""Rows that are taken a few at a time, so that nobody waits long for them."""

from collections.abc import Callable
from typing import Any

from django.db import DatabaseError, models, transaction

from ..turns import turn


class Stopped(Exception):
    """The database refused; ``done`` rows were done before."""

    def __init__(self, done: int) -> None:
        super().__init__(str(done))
        self.done = done


#: Rows of one transaction, and of one round: more than a busy month has in an hour. A site
#: that comes from an older version is done after some rounds.
AT_ONCE, MOST = 50, 20_000


def in_portions(due: models.QuerySet[Any], do: Callable[[list[Any]], int]) -> int:
    """Let ``do`` have the rows that are due, locked, until there is none; return the sum.

    A row that somebody else has locked is passed over: it is due again with the next round.
    Raises Stopped.
    """
    done = 0
    while done < MOST:
        try:
            with turn(), transaction.atomic():
                rows = list(due.select_for_update(of=("self",), skip_locked=True)[:AT_ONCE])
                number = do(rows) if rows else 0
        except DatabaseError as error:
            raise Stopped(done) from error
        if not number:
            break
        done += number
    return done


def delete(rows: list[Any]) -> int:
    """Delete the rows, with what hangs on them; return how many of themselves there were."""
    of_kind = type(rows[0])._base_manager.filter(pk__in=[row.pk for row in rows])
    return of_kind.delete()[1].get(type(rows[0])._meta.label, 0)
