"""To what family a browser belongs: what is left of its description in the long run."""

import re

#: In this order: browsers name those that they want to be taken for, too.
_SIGNS = (
    ("bot", r"bot\b|bots?/|crawl|spider|slurp|curl|wget|python|java/|okhttp|go-http|headless"),
    ("Edge", r"\bEdg(?:e|A|iOS)?/"),
    ("Firefox", r"\b(?:Firefox|FxiOS)/"),
    ("Chrome", r"\b(?:Chrome|CriOS|Chromium)/"),
    ("Safari", r"\bSafari/"),
)
_FAMILY = [(family, re.compile(sign, re.IGNORECASE)) for family, sign in _SIGNS]

#: All that ``family`` returns for a description. Changing them needs a migration of the index
#: of ``Comment`` that finds what is none of them.
FAMILIES = ("Chrome", "Edge", "Firefox", "Safari", "bot", "other")


def family(user_agent: str) -> str:
    """The family; of no description none, and of a family itself the same."""
    if not user_agent or user_agent in FAMILIES:
        return user_agent
    return next((name for name, sign in _FAMILY if sign.search(user_agent)), "other")
