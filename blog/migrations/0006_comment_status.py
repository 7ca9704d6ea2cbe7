
from django.db import migrations, models


def close_what_was_closed(apps, schema_editor):
    closed = apps.get_model('blog', 'Article').objects.filter(comments_open=False)
    closed.update(comment_status='closed')


def open_what_was_open(apps, schema_editor):
    closed = apps.get_model('blog', 'Article').objects.filter(comment_status='closed')
    closed.update(comments_open=False)


class Migration(migrations.Migration):

    dependencies = [
        ('blog', '0005_month'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='article',
            name='article_desk',
        ),
        migrations.AddField(
            model_name='article',
            name='comment_status',
            field=models.CharField(blank=True, choices=[('', 'Default'), ('open', 'Open'), ('held', 'Open, but every comment is held'), ('closed', 'Closed')], default='', help_text='Default: an article goes by its primary category, a category by the one it is in, and the outermost by the settings of comments.', max_length=8, verbose_name='comments'),
        ),
        migrations.AddField(
            model_name='article',
            name='comments_close_at',
            field=models.DateTimeField(blank=True, help_text='From then on no comments are taken. Left empty: by default, as above.', null=True, verbose_name='comments close at'),
        ),
        migrations.AddField(
            model_name='category',
            name='comment_status',
            field=models.CharField(blank=True, choices=[('', 'Default'), ('open', 'Open'), ('held', 'Open, but every comment is held'), ('closed', 'Closed')], default='', help_text='Default: an article goes by its primary category, a category by the one it is in, and the outermost by the settings of comments.', max_length=8, verbose_name='comments'),
        ),
        migrations.AddField(
            model_name='category',
            name='comments_close_at',
            field=models.DateTimeField(blank=True, help_text='From then on no comments are taken. Left empty: by default, as above.', null=True, verbose_name='comments close at'),
        ),
        migrations.RunPython(close_what_was_closed, open_what_was_open),
        migrations.RemoveField(
            model_name='article',
            name='comments_open',
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(fields=['-updated_at', '-id', 'status', 'language', 'category', 'comment_status', 'published_at'], name='article_desk'),
        ),
    ]
