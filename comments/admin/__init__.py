"""The editors' desk in Django admin."""

from .desk import CommentAdmin
from .discussion import DiscussionAdmin
from .forgetting import ErasureAdmin, RetentionRunAdmin
from .lists import BlockAdmin, RejectionReasonAdmin, TermAdmin
from .staff import StaffAdmin

__all__ = [
    "BlockAdmin",
    "CommentAdmin",
    "DiscussionAdmin",
    "ErasureAdmin",
    "RejectionReasonAdmin",
    "RetentionRunAdmin",
    "StaffAdmin",
    "TermAdmin",
]
