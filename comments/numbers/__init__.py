"""What moderation comes to in figures, computed from the log of decisions.

A period is so many days of the site's time zone, of which today is the last and not over.

A comment *came in* with the row of its log that has no previous status, and counts as what
the rules said then: approved at once, held or spam, whatever became of it since.

A *decision* is a row of somebody's; the clock takes none. One that was undone counts for the
person who took it, as undone, and nowhere else; neither does the row that undid it. Whoever
undoes the undoing brings the decision back.

Deleting a comment deletes its log, so what was deleted for good is in no figure.
"""

from .figures import numbers
from .records import (
    ArticleRecord,
    Day,
    ModeratorRecord,
    Numbers,
    OldestHeld,
    Outcomes,
    RuleRecord,
    TimeToDecision,
    nearest_rank,
    percent,
)

__all__ = [
    "ArticleRecord",
    "Day",
    "ModeratorRecord",
    "Numbers",
    "OldestHeld",
    "Outcomes",
    "RuleRecord",
    "TimeToDecision",
    "nearest_rank",
    "numbers",
    "percent",
]
