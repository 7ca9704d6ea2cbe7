import django.core.validators
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('blog', '0006_comment_status'),
        ('comments', '0008_roles'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='comment',
            name='comment_status_is_known',
        ),
        migrations.AddField(
            model_name='discussion',
            name='empty_spam_days',
            field=models.PositiveIntegerField(default=30, help_text='0: never.', validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(3650)], verbose_name='empty spam after so many days'),
        ),
        migrations.AddField(
            model_name='discussion',
            name='empty_trash_days',
            field=models.PositiveIntegerField(default=30, help_text='0: never.', validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(3650)], verbose_name='empty the trash after so many days'),
        ),
        migrations.AlterField(
            model_name='comment',
            name='status',
            field=models.CharField(choices=[('held', 'Held'), ('approved', 'Approved'), ('spam', 'Spam'), ('trash', 'Trash'), ('purged', 'Removed for good')], default='held', editable=False, max_length=12, verbose_name='status'),
        ),
        migrations.AlterField(
            model_name='decision',
            name='from_status',
            field=models.CharField(blank=True, choices=[('held', 'Held'), ('approved', 'Approved'), ('spam', 'Spam'), ('trash', 'Trash'), ('purged', 'Removed for good')], max_length=12, verbose_name='previous status'),
        ),
        migrations.AlterField(
            model_name='decision',
            name='to_status',
            field=models.CharField(choices=[('held', 'Held'), ('approved', 'Approved'), ('spam', 'Spam'), ('trash', 'Trash'), ('purged', 'Removed for good')], max_length=12, verbose_name='new status'),
        ),
        migrations.AddConstraint(
            model_name='comment',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['held', 'approved', 'spam', 'trash', 'purged'])), name='comment_status_is_known', violation_error_message='There is no such status.'),
        ),
    ]
