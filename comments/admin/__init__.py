"""The editors' desk in Django admin."""

from .desk import CommentAdmin

__all__ = ["CommentAdmin"]
