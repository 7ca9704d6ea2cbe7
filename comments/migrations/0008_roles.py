"""Makes the roles: groups that may do their daily work and no more."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

#: comments.roles as it was then; what changes there later is a later migration's.
REPORTER = {
    'blog.view_category',
    'blog.view_tag',
    'blog.add_tag',
    'blog.view_author',
    'blog.view_article',
    'blog.add_article',
    'blog.change_article',
    'comments.report_comment',
}
EDITOR = REPORTER | {
    'blog.add_category',
    'blog.change_category',
    'blog.delete_category',
    'blog.change_tag',
    'blog.delete_tag',
    'blog.add_author',
    'blog.change_author',
    'blog.delete_author',
    'blog.publish_article',
    'comments.view_numbers',
    'comments.change_discussion',
    'comments.view_term',
    'comments.view_rejectionreason',
    'comments.add_rejectionreason',
    'comments.change_rejectionreason',
}
MODERATOR = {
    'blog.view_article',
    'comments.moderate_comment',
    'comments.edit_comment',
    'comments.reply_to_comment',
    'comments.report_comment',
    'comments.view_numbers',
    'comments.view_term',
    'comments.add_term',
    'comments.change_term',
    'comments.delete_term',
    'comments.view_block',
    'comments.add_block',
    'comments.change_block',
    'comments.delete_block',
    'comments.view_rejectionreason',
}
CHIEF = EDITOR | MODERATOR | {
    'blog.delete_article',
    'auth.view_user',
    'auth.add_user',
    'auth.change_user',
}
ROLES = {'Reporter': REPORTER, 'Moderator': MODERATOR, 'Editor': EDITOR, 'Chief': CHIEF}


def make_roles(apps, schema_editor):
    give(ROLES, apps, schema_editor)


def give(roles, apps, schema_editor):
    """A group that is there already keeps all it has, and gets what is missing."""
    using = schema_editor.connection.alias
    for label in ('auth', 'blog', 'comments'):
        app = apps.get_app_config(label)
        # What a state of the past lacks, and Django takes for an app without models.
        app.models_module = True
        create_permissions(app, verbosity=0, using=using, apps=apps)
        app.models_module = None
    Group, Permission = apps.get_model('auth', 'Group'), apps.get_model('auth', 'Permission')
    permissions = {
        f'{permission.content_type.app_label}.{permission.codename}': permission
        for permission in Permission.objects.using(using).select_related('content_type')
    }
    for role, labels in roles.items():
        group, _made = Group.objects.using(using).get_or_create(name=role)
        group.permissions.add(*(permissions[label] for label in sorted(labels)))


class Migration(migrations.Migration):

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('blog', '0006_comment_status'),
        ('comments', '0007_counts'),
        ('contenttypes', '0002_remove_content_type_name'),
    ]

    operations = [migrations.RunPython(make_roles, migrations.RunPython.noop)]
