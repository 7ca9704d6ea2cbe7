from .comment import Comment, Status
from .decision import Decision
from .reason import Reason
from .tally import Tally

__all__ = ["Comment", "Decision", "Reason", "Status", "Tally"]
