import django.db.models.deletion
from django.db import migrations, models

import blog.search.index
from blog.search.operations import IndexTokens


class Migration(migrations.Migration):

    dependencies = [('blog', '0002_placement')]

    operations = [
        migrations.CreateModel(
            name='ArticleEntry',
            fields=[
                ('article', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='blog.article')),
                ('tokens', blog.search.index.TokensField()),
            ],
            options={'abstract': False, 'default_permissions': ()},
        ),
        IndexTokens('ArticleEntry'),
    ]
