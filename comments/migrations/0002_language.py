from django.db import migrations, models

#: The language of a row's article.
_TAKE_IT_OVER = """
    UPDATE {table} SET language = (
        SELECT article.language FROM blog_article AS article
        WHERE article.id = {table}.article_id
    )
"""


def take_the_language_over(apps, schema_editor):
    for table in ("comments_comment", "comments_tally"):
        schema_editor.execute(_TAKE_IT_OVER.format(table=table))


class Migration(migrations.Migration):

    dependencies = [
        ('blog', '0002_placement'),
        ('comments', '0001_initial'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='comment',
            name='comment_feed',
        ),
        migrations.AlterField(
            model_name='tally',
            name='changed_at',
            field=models.DateTimeField(auto_now=True),
        ),
        migrations.AddField(
            model_name='comment',
            name='language',
            field=models.CharField(default='', editable=False, max_length=12),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='tally',
            name='language',
            field=models.CharField(default='', editable=False, max_length=12),
            preserve_default=False,
        ),
        migrations.RunPython(take_the_language_over, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(condition=models.Q(('status', 'approved')), fields=['language', '-approved_at', '-id'], name='comment_feed'),
        ),
        migrations.AddIndex(
            model_name='tally',
            index=models.Index(fields=['language', '-changed_at'], name='tally_changed'),
        ),
    ]
