"""A newsroom's days, made by chance, and told again without SQL."""

from datetime import UTC, datetime, timedelta

from django.contrib.auth import get_user_model
from django.utils import timezone

from comments.models import AlreadyDecided, Comment, Status, Via
from tests.make import make_comment, make_reason

#: The clocks of Berlin and of Lord Howe changed shortly before, those of Kathmandu never do.
NOW = datetime(2026, 11, 10, 17, 23, 45, 678901, tzinfo=UTC)


VERBS = (Comment.approve, Comment.hold, Comment.mark_spam, Comment.trash)


RULES = ("links", "first_time", "honeypot")


class Clock:
    """Stands still until it is set."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def pass_by(self, **time: float) -> None:
        self.at += timedelta(**time)


def come_in(article, *rules, status=Status.HELD):
    """A comment as it comes in now, with what the rules objected."""
    comment = make_comment(article, status=status, created_at=timezone.now())
    for rule in rules:
        make_reason(comment, rule, outcome="spam" if status == Status.SPAM else "hold")
    return comment


def decide(chance, comment, people):
    """Somebody takes a decision, or back; or the clock does."""
    by, how = chance.choice(people), chance.random()
    try:
        if how < 0.3:
            comment.undo(comment.last_decision().pk, by)
        elif how < 0.4:
            comment.trash(None, via=Via.RETENTION)
        else:
            chance.choice(VERBS)(comment, by, via=chance.choice([Via.DESK, Via.BULK, Via.MAIL]))
    except AlreadyDecided:
        pass


def make_people():
    users = get_user_model().objects
    return [
        users.create_user("nigora", first_name="Nigora", last_name="Rahimova"),
        users.create_user("farhod"),
    ]
