from .block import Block
from .comment import Comment
from .decision import AlreadyDecided, Decision, Via
from .discussion import Discussion
from .edit import Edit
from .erasure import Erasure
from .house_rules import HouseRules
from .letter import Announcement, Letter
from .look import Look
from .mail_preference import MailPreference
from .mail_times import PAUSE, last_morning
from .note import Note
from .reader import Reader
from .reason import Reason
from .rejection import RejectionReason
from .report import Report
from .retention_run import RetentionRun
from .search import CommentEntry
from .standing import REMEMBERED, TooManyReports
from .status import Status
from .subscription import Subscription
from .tally import Tally
from .term import Term
from .withdrawal import Withdrawal

__all__ = [
    "PAUSE",
    "REMEMBERED",
    "AlreadyDecided",
    "Announcement",
    "Block",
    "Comment",
    "CommentEntry",
    "Decision",
    "Discussion",
    "Edit",
    "Erasure",
    "HouseRules",
    "Letter",
    "Look",
    "MailPreference",
    "Note",
    "Reader",
    "Reason",
    "RejectionReason",
    "Report",
    "RetentionRun",
    "Status",
    "Subscription",
    "Tally",
    "Term",
    "TooManyReports",
    "Via",
    "Withdrawal",
    "last_morning",
]
