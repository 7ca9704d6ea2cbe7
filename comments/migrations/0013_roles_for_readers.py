"""Gives the roles what is new: house rules, erasures, and what the clock forgot."""

from importlib import import_module

from django.db import migrations

#: What is added to comments.roles here.
EDITOR = {
    'comments.view_houserules',
    'comments.add_houserules',
    'comments.change_houserules',
    'comments.delete_houserules',
    'comments.view_erasure',
    'comments.add_erasure',
    'comments.view_retentionrun',
}
ROLES = {'Editor': EDITOR, 'Chief': EDITOR}


def make_roles(apps, schema_editor):
    import_module('comments.migrations.0008_roles').give(ROLES, apps, schema_editor)


class Migration(migrations.Migration):

    dependencies = [('comments', '0012_readers')]

    operations = [migrations.RunPython(make_roles, migrations.RunPython.noop)]
