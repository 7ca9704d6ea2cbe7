from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [('blog', '0003_articleentry')]

    operations = [
        migrations.AddIndex(
            model_name='article',
            index=models.Index(fields=['-updated_at', '-id', 'status', 'language', 'category', 'comments_open', 'published_at'], name='article_desk'),
        ),
    ]
