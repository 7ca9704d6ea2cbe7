"""The editors' desk in Django admin."""

from .desk import CommentAdmin
from .staff import StaffAdmin

__all__ = ["CommentAdmin", "StaffAdmin"]
