"""The editors' desk in Django admin."""

from .desk import CommentAdmin
from .discussion import DiscussionAdmin
from .forgetting import ErasureAdmin, RetentionRunAdmin
from .house_rules import HouseRulesAdmin
from .lists import BlockAdmin, RejectionReasonAdmin, TermAdmin
from .staff import StaffAdmin

__all__ = [
    "BlockAdmin",
    "CommentAdmin",
    "DiscussionAdmin",
    "ErasureAdmin",
    "HouseRulesAdmin",
    "RejectionReasonAdmin",
    "RetentionRunAdmin",
    "StaffAdmin",
    "TermAdmin",
]
