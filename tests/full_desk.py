"""A desk with everything on it that a card can show."""

from comments.models import Comment, Look, Note, RejectionReason, Report
from tests.make import make_article, make_category, make_comment, make_reason, make_staff

LIST = "/admin/comments/comment/"


def make_full_desk(language: str, words: int = 20) -> Comment:
    """Comments of every status; the one returned is held and has all that one can have."""
    colleague = make_staff("Chief", f"colleague-{language}", first_name="<Zarina> & Co")
    category = make_category("Sport & play <us>", language=language)
    article = make_article("5 < 6 & “seven”", language=language, category=category)
    RejectionReason.objects.get_or_create(label="Rude & <loud>")
    for status in ("approved", "spam", "trash"):
        make_comment(article, status=status, name=f"{status} & <Co>")
    make_comment(article, status="held", user=colleague, email="")
    parent = make_comment(article, "A question & <b>more</b>", name="<Rustam>")
    make_comment(article, name="Another", email="z@example.org", status="trash")
    comment = make_comment(
        article,
        "Buy <b>v1agra</b> at https://example.org/?a=1&b=2\n\n<ul><li>one</ul> " + "1234 " * words,
        parent=parent,
        name="Зарина & <Co>",
        email="z@example.org",
        ip="203.0.113.9",
        website="https://example.org/?a=1&b=2",
        user_agent="Mozilla <5>",
    )
    make_reason(comment, field="comment", start=7, end=13, message="Too <many>.", setting="A < B")
    make_reason(comment, field="name", start=0, end=6)
    make_reason(comment, field="website", start=8, end=15)
    make_reason(comment, field="email", start=0, end=13)
    comment.report(colleague, "insult", "Rude & <loud>")
    comment.hold(by=colleague, why="Let's <see>.")
    Report.objects.create(comment=comment, by=colleague, cause="personal", note="Look <again>.")
    for place in range(5):
        Report.objects.create(
            comment=comment, network=f"{place}", cause="false", note="No & <no>."
        )
    Comment.objects.filter(pk=comment.pk).update(reported=6)
    Note.objects.create(comment=comment, by=colleague, text="I know <him>.\nAsk & see.")
    comment.edit(colleague, "A <number>", name="Зарина <Co>")
    Look.begin(comment.pk, colleague)
    comment.refresh_from_db()
    return comment
