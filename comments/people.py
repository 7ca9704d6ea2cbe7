"""What moderators call each other."""

from typing import Any


def name_of(user: Any) -> str:
    """The full name of a member of staff, or what he signs in as; never shown to readers."""
    return user.get_full_name() or user.get_username()
