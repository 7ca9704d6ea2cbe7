from django.db import migrations


def by_decision(apps, _schema_editor):
    """What a moderator was told of is known by the log's ids from now on, not the comments'."""
    decisions = apps.get_model("comments", "Decision").objects
    for wish in apps.get_model("comments", "MailPreference").objects.exclude(told_up_to=0):
        came_with = decisions.filter(comment_id__lte=wish.told_up_to, from_status="")
        wish.told_up_to = came_with.order_by("-pk").values_list("pk", flat=True).first() or 0
        wish.save(update_fields=["told_up_to"])


class Migration(migrations.Migration):
    dependencies = [("comments", "0018_mailboxes")]

    operations = [migrations.RunPython(by_decision, migrations.RunPython.noop, elidable=True)]
