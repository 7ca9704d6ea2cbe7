"""Listed terms, and where they are found."""

from comments.folding import fold_term
from comments.moderation.term_matcher import ListedTerm

FIELDS = frozenset({"comment", "name", "email", "website", "user_agent"})


def term(text, kind="word", pk=1, fields=FIELDS, outcome="hold", language=""):
    return ListedTerm(pk, fold_term(text), kind, fields, outcome, language, text)
