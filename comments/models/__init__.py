from .comment import Comment
from .decision import Decision
from .reason import Reason
from .search import CommentEntry
from .status import Status
from .tally import Tally

__all__ = ["Comment", "CommentEntry", "Decision", "Reason", "Status", "Tally"]
