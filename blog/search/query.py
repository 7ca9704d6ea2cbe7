"""What is typed into a search field, as a question to an index of tokens.

Every word has to be there. A word finds what begins with it, from three letters on; words
inside quotes, or joined by anything but a space (``z@example.org``), stand side by side in
that order. Nothing typed is an operator.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from .folding import words

#: Words of one search that are looked for; the others are left out.
MOST_WORDS = 24

#: Shorter words are matched whole: nearly every text has a word that begins with "t".
SHORTEST_BEGINNING = 3

_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»＂", '"'))
_NOT_IN_MARKS = re.compile(r"[^\w.:]", re.ASCII)
_TYPED = re.compile(r'"([^"]*)"|([^\s"]+)')


@dataclass(frozen=True)
class Phrase:
    """Tokens side by side; the last one may go on when ``open_ended``."""

    tokens: tuple[str, ...]
    open_ended: bool = False

    def for_sqlite(self) -> str:
        """A string of FTS5's query syntax, in which only the quote has a meaning."""
        return f'"{" ".join(self.tokens)}"' + (" *" if self.open_ended else "")

    def for_postgresql(self) -> str:
        """The text form of a tsquery."""
        side_by_side = " <-> ".join(f"'{token}'" for token in self.tokens)
        return side_by_side + (":*" if self.open_ended else "")


#: Any of these phrases.
Term = tuple[Phrase, ...]


@dataclass(frozen=True)
class Query:
    """All of these terms. A query without terms finds nothing."""

    terms: tuple[Term, ...]
    #: Whether more was typed than is looked for.
    cut: bool = False

    def __bool__(self) -> bool:
        return bool(self.terms)

    def and_marked(self, *marks: str) -> "Query":
        """The same, of what also bears each of these marks."""
        return Query((*self.terms, *((mark(text),) for text in marks)), self.cut)

    def for_sqlite(self) -> str:
        return " AND ".join(
            "(" + " OR ".join(phrase.for_sqlite() for phrase in term) + ")" for term in self.terms
        )

    def for_postgresql(self) -> str:
        return " & ".join(
            "(" + " | ".join(f"({phrase.for_postgresql()})" for phrase in term) + ")"
            for term in self.terms
        )


def mark(text: str, open_ended: bool = False) -> Phrase:
    """A token that isn't a word: it begins with ``_``, which no word holds.

    What can be part of no mark, such as a quote in an address that somebody made up, is
    left out, so that the result is a token that nothing bears.
    """
    return Phrase(("_" + _NOT_IN_MARKS.sub("?", text),), open_ended)


def nothing_besides(typed: str, phrase: Phrase) -> Iterable[Phrase]:
    return ()


def understood(
    typed: str, besides: Callable[[str, Phrase], Iterable[Phrase]] = nothing_besides
) -> Query:
    """Return what ``typed`` asks for.

    ``besides`` is given each part as it was typed and as a phrase, and returns what else
    may stand for it, such as the marks of articles that have it in their title.
    """
    terms: list[Term] = []
    left = MOST_WORDS
    for quoted, loose in _TYPED.findall(typed.translate(_QUOTES)):
        part = words(quoted or loose)
        if left and part:
            tokens = tuple(part[:left])
            whole = bool(quoted) or len(tokens[-1]) < SHORTEST_BEGINNING
            phrase = Phrase(tokens, open_ended=not whole)
            terms.append((phrase, *besides(quoted or loose, phrase)))
        left -= len(part)
        if left < 0:
            return Query(tuple(terms), cut=True)
    return Query(tuple(terms))
