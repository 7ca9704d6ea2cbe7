"""Somebody's traces in every table that can hold any."""

from collections import Counter
from datetime import timedelta
from html import escape
from typing import Any

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from blog.models import Article
from comments.models import (
    Announcement,
    Comment,
    Erasure,
    Letter,
    Note,
    Reader,
    RejectionReason,
    Status,
    Subscription,
    Tally,
)
from tests.make import make_block, make_comment, make_reason, make_staff, make_term

#: As it was typed here and there, and what is looked for afterwards. The part before the "@"
#: stands nowhere else.
ADDRESS = "Qodiri.Zebo77@Example.ORG"
FOLDED = ADDRESS.casefold()
LOCAL = FOLDED.partition("@")[0]

STATUSES = (Status.HELD, Status.APPROVED, Status.SPAM, Status.TRASH)


def make_erasure(how: str = "remove", address: str = ADDRESS.upper(), **fields: Any) -> Erasure:
    return Erasure.objects.create(address=address, how=how, **fields)


def make_own(article: Article, status: str = "approved", **fields: Any) -> Comment:
    """A comment of hers, with what a form and a browser say of somebody."""
    fields = {
        "name": "Zebo Qodiri",
        "email": ADDRESS,
        "website": f"https://zebo.example/?from={LOCAL}",
        "ip": "203.0.113.9",
        "network": "203.0.113.0/24",
        "user_agent": "Mozilla/5.0 Firefox/130.0",
    } | fields
    text = f"Write to {ADDRESS}, please."
    return make_comment(article, fields.pop("source", text), status=status, **fields)


def make_traces(article: Article) -> Counter[str]:
    """Comments in each status and everything that may hang on them; how many of each kind."""
    nigora = make_staff("Moderator")
    own = [make_own(article, status) for status in STATUSES for _ in range(2)]
    approved = own[2]
    for comment in own[::2]:
        Note.objects.create(comment=comment, by=nigora, text=f"It is {FOLDED} again.")
        make_reason(comment, "held_terms", field="email", start=0, end=13, message="%(term)s",
                    details={"term": LOCAL}, setting=f"term={LOCAL} (word)")  # fmt: skip
        comment.edit(nigora, f"Says {ADDRESS}", source=f"Or write to {ADDRESS}.")
    make_comment(article, "An answer", parent=approved, name="Farrukh")
    approved.report(nigora, "personal", f"<{FOLDED}> stands there")
    own[4].hold(nigora, why=f"{ADDRESS} asks for it")
    own[4].mark_spam(nigora)

    quoting = make_comment(article, f"As {ADDRESS.upper()} said: <b>no</b>.", name="Said")
    roundabout = make_comment(article, f"Ask {LOCAL}\u202d@example.org, not me.")
    Note.objects.create(comment=quoting, by=nigora, text=f"Quotes {ADDRESS}.")
    make_reason(quoting, "links", details={"names": [{"who": ADDRESS}]}, message="x")

    reader = Reader.objects.create(email=ADDRESS, email_folded=FOLDED)
    Subscription.objects.create(reader=reader, article=article)
    Subscription.objects.create(reader=reader, article=article, comment=approved)
    decision = approved.decisions.first()
    Announcement.objects.create(decision=decision)
    Letter.objects.create(reader=reader, decision=decision, kind="published")

    make_block(ADDRESS, kind="email")
    make_block("198.51.100.7", note=f"From here {FOLDED} writes.")
    make_term(FOLDED, kind="phrase")
    RejectionReason.objects.create(label=f"What {ADDRESS} does")
    LogEntry.objects.create(
        user=nigora, content_type=ContentType.objects.get_for_model(Comment), object_id="7",
        object_repr=ADDRESS, action_flag=CHANGE, change_message=f'[{{"of": "{FOLDED}"}}]',
    )  # fmt: skip
    for status in ("READY", "FAILED"):
        DBTaskResult.objects.create(
            task_path="mail.somebody", backend_name="default", run_after=timezone.now(),
            status=status, args_kwargs={"args": [ADDRESS], "kwargs": {}},
            traceback=f"SMTPRecipientsRefused: {{'{FOLDED}': b'\\n{ADDRESS}'}} {escape(FOLDED)}",
        )  # fmt: skip
    assert roundabout.html.count(FOLDED) == 1
    return Counter(
        {
            "removed": 8,
            "quoting": 2,
            "comments.reader": 1,
            "comments.subscription": 2,
            "comments.letter": 1,
            "comments.reason": 5,
            "comments.edit": 4,
            "comments.note": 5,
            "comments.report": 1,
            "comments.decision": 1,
            "comments.block": 2,
            "comments.term": 1,
            "comments.rejectionreason": 1,
            "admin.logentry": 1,
            "django_tasks_database.dbtaskresult": 2,
        }
    )


def long_ago(days: int) -> Any:
    return timezone.now() - timedelta(days=days)


def assert_counts_are_exact() -> None:
    """What is kept beside the comments says what counting them says."""
    for tally in Tally.objects.all():
        on_it = Comment.objects.filter(article=tally.article_id)
        statuses = Counter(on_it.values_list("status", flat=True))
        counted = {name: getattr(tally, name) for name in ("held", "spam", "trash")}
        assert counted == {name: statuses[name] for name in counted}
        assert tally.comments == statuses["approved"]
        assert tally.threads == on_it.filter(heads_thread=True).count()
        assert tally.reported == on_it.filter(reported__gt=0).count()
        for head in on_it.filter(parent=None):
            size = on_it.approved().filter(thread=head).count()
            assert (head.thread_size or 0) == size
            assert head.heads_thread == (size > 0)
