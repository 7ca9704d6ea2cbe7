from .block import Block
from .comment import Comment
from .decision import AlreadyDecided, Decision, Via
from .discussion import Discussion
from .edit import Edit
from .look import Look
from .mail_preference import MailPreference
from .note import Note
from .reason import Reason
from .rejection import RejectionReason
from .report import Report
from .search import CommentEntry
from .status import Status
from .tally import Tally
from .term import Term

__all__ = [
    "AlreadyDecided",
    "Block",
    "Comment",
    "CommentEntry",
    "Decision",
    "Discussion",
    "Edit",
    "Look",
    "MailPreference",
    "Note",
    "Reason",
    "RejectionReason",
    "Report",
    "Status",
    "Tally",
    "Term",
    "Via",
]
