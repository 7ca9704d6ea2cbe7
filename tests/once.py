"""Rows that are made once for all tests of a module, each of which takes back what it changes."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction


@contextmanager
def made_once(django_db_blocker: Any) -> Iterator[None]:
    """What is stored in the block stands while a fixture of a module yields inside it.

    The fixture asks for ``django_db_setup`` besides; tests that come before it see nothing.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)
