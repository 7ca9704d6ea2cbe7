"""Judging a reply: every rule sees it, every reason is kept, the strictest outcome wins.

The recipe for another rule is in CONTRIBUTING.md.
"""

from .findings import Finding, Outcome, Verdict
from .policy import moderate, refused_unread
from .submission import Submission

__all__ = ["Finding", "Outcome", "Submission", "Verdict", "moderate", "refused_unread"]
