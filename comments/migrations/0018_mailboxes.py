from django.db import migrations

from comments.mailbox import folded

#: A letter beyond ASCII; the domains of all other addresses are in one spelling already.
_FOREIGN = "[^\x01-\x7f]"


def fold(apps, _schema_editor):
    """Know people whose domain is written in another alphabet by its form in ASCII."""
    for name in ("Comment", "Reader"):
        rows = apps.get_model("comments", name).objects
        foreign = rows.filter(email_folded__regex=_FOREIGN).order_by("pk")
        for pk, email in list(foreign.values_list("pk", "email")):
            key = folded(email)
            # A reader who is there in both spellings stays two: the links in his mail go by id.
            if name == "Comment" or not rows.filter(email_folded=key).exists():
                rows.filter(pk=pk).update(email_folded=key)


class Migration(migrations.Migration):
    dependencies = [("comments", "0017_own_page")]

    operations = [migrations.RunPython(fold, migrations.RunPython.noop, elidable=True)]
