import django.db.models.deletion
from django.db import migrations, models

import blog.search.index
from blog.search.operations import IndexTokens


class Migration(migrations.Migration):

    dependencies = [('comments', '0003_threads')]

    operations = [
        migrations.CreateModel(
            name='CommentEntry',
            fields=[
                ('comment', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='comments.comment')),
                ('tokens', blog.search.index.TokensField()),
            ],
            options={'abstract': False, 'default_permissions': ()},
        ),
        IndexTokens('CommentEntry'),
    ]
