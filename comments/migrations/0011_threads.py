import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

#: Threads that had none approved have no size either.
COUNT = """
    UPDATE comments_comment SET thread_size = (
        SELECT count(*) FROM comments_comment AS answer
        WHERE answer.article_id = comments_comment.article_id AND answer.status = 'approved'
        AND answer.thread_id = comments_comment.id
    ) WHERE heads_thread
"""


class Migration(migrations.Migration):

    dependencies = [
        ('comments', '0010_moments'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='comment',
            name='thread_size',
            field=models.PositiveIntegerField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='comment',
            name='revised_at',
            field=models.DateTimeField(editable=False, null=True, verbose_name='edited by its author'),
        ),
        migrations.AddField(
            model_name='comment',
            name='picked_at',
            field=models.DateTimeField(editable=False, null=True, verbose_name="editors' pick"),
        ),
        migrations.AddField(
            model_name='comment',
            name='picked_by',
            field=models.ForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.RunSQL(COUNT, migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(condition=models.Q(('heads_thread', True)), fields=['article', '-thread_size', 'id'], name='comment_most_discussed'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(condition=models.Q(('picked_at__isnull', False)), fields=['article', '-picked_at', '-id'], name='comment_picked'),
        ),
    ]
