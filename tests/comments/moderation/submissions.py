from typing import Any

from comments.moderation import Submission
from tests.make import make_article


def make_submission(text: str = "Well said.", **fields: Any) -> Submission:
    """What a guest would send, for rules to judge."""
    if "article" not in fields:
        fields["article"] = make_article()
    fields.setdefault("name", "Farrukh")
    fields.setdefault("email", "farrukh@example.org")
    return Submission(text=text, **fields)
