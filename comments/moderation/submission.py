"""A reply as it came in, before anything is decided or stored."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.utils import timezone

from blog.models import Article

from ..closing import Openness
from ..models import Comment, Discussion
from ..models.fingerprint import fingerprint
from ..models.search import words_and_marks
from ..sanitize import plain_text, render
from .lists import lists
from .term_matcher import Match


@dataclass(frozen=True)
class Submission:
    """Everything that a rule may judge by; the same frozen object for each of them.

    ``text`` is what was typed. ``ip`` is None and
    ``network`` empty where the address is unknown, and unknown is never equal to unknown.
    ``proven_key`` is the key that this browser proved to hold, ``browser_key`` the one to
    keep with the comment, which is none unless the reader asked to be remembered.
    ``staff`` is the user who is signed in to admin, ``form_token`` what the form's script got
    when the reader began to type (comments.form_token), ``site`` what editors have set.
    ``replacing`` is the comment whose author changes its text to this, None for a new one.
    ``tell_replies`` and ``tell_article`` are what he wants to be told of by mail, by which
    nothing is judged.
    """

    article: Article
    name: str
    email: str
    text: str
    parent: Comment | None = None
    website: str = ""
    honeypot: str = ""
    ip: str | None = None
    network: str = ""
    user_agent: str = ""
    proven_key: UUID | None = None
    browser_key: UUID | None = None
    staff: Any = None
    form_token: str = ""
    replacing: Comment | None = None
    tell_replies: bool = False
    tell_article: bool = False
    site: Discussion = field(default_factory=Discussion.current)
    at: datetime = field(default_factory=timezone.now)

    @cached_property
    def html(self) -> str:
        """What readers would see. Rendering long text takes milliseconds up to seconds."""
        return render(self.text)

    @cached_property
    def plain(self) -> str:
        """The same without markup."""
        return plain_text(self.html)

    @cached_property
    def terms(self) -> list[tuple[str, Match]]:
        """The listed terms that stand in it, each with its field."""
        matcher = lists(self.site).terms
        fields = {
            "comment": self.text,
            "name": self.name,
            "email": self.email,
            "website": self.website,
            "user_agent": self.user_agent,
        }
        return [
            (name, match)
            for name, text in fields.items()
            for match in matcher.find(name, text, self.article.language)
        ]

    @cached_property
    def marks(self) -> tuple[str, ...]:
        """The marks of likeness by which nearly the same text is found; none of a short one."""
        return words_and_marks(self.plain)[1]

    @cached_property
    def openness(self) -> Openness:
        """Whether the article takes replies, and whether it holds all of them."""
        return Openness.of(self.article, self.site)

    @cached_property
    def fingerprint(self) -> str:
        return fingerprint(self.text)

    @property
    def replaced_id(self) -> int:
        """The id of the comment that no rule counts as another one; 0, which no row has."""
        return self.replacing.pk if self.replacing else 0

    def work_out(self) -> None:
        """Work out what the rules ask for and what no other reply changes.

        For a caller who is about to take a lock, under which the rules then cost less.
        """
        self.terms, self.marks, self.openness, self.fingerprint  # noqa: B018
