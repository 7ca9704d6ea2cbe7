from .comment import Comment
from .decision import Decision
from .reason import Reason
from .status import Status
from .tally import Tally

__all__ = ["Comment", "Decision", "Reason", "Status", "Tally"]
