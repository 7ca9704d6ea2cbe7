"""Counts what waits and what was removed, tells who decided where, offers the first reasons."""

from django.db import migrations

#: What a newsroom began with as this was written.
FIRST_ONES = (
    "Insult or threat",
    "Hatred against a group of people",
    "Advertising",
    "Off the subject",
    "Somebody's personal data",
    "Falsehood",
)

_COUNT = """
    UPDATE comments_tally SET {status} = (
        SELECT count(*) FROM comments_comment
        WHERE article_id = comments_tally.article_id AND status = '{status}'
    )
"""
#: An article of which nothing was ever approved may have no row yet.
_MAKE = """
    INSERT INTO comments_tally
        (article_id, comments, threads, held, spam, trash, reported, changed_at, language)
    SELECT article_id, 0, 0, 0, 0, 0, 0, min(created_at), min(language) FROM comments_comment
    WHERE article_id NOT IN (SELECT article_id FROM comments_tally) GROUP BY article_id
"""
#: What waits is sorted by it, and databases disagree where NULL comes.
_RISK = "UPDATE comments_comment SET risk = 0 WHERE status = 'held' AND risk IS NULL"
_DESK = "UPDATE comments_decision SET via = 'desk' WHERE by_id IS NOT NULL"


def count(apps, schema_editor):
    schema_editor.execute(_MAKE)
    for status in ("held", "spam", "trash"):
        schema_editor.execute(_COUNT.format(status=status))
    schema_editor.execute(_DESK)
    schema_editor.execute(_RISK)


def offer_reasons(apps, schema_editor):
    Reason = apps.get_model("comments", "RejectionReason")
    for position, label in enumerate(FIRST_ONES, 1):
        Reason.objects.get_or_create(label=label, defaults={"position": 10 * position})


class Migration(migrations.Migration):
    dependencies = [("comments", "0006_desk")]

    operations = [
        migrations.RunPython(count, migrations.RunPython.noop),
        migrations.RunPython(offer_reasons, migrations.RunPython.noop),
    ]
