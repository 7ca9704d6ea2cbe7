
import comments.models.term
import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('blog', '0006_comment_status'),
        ('comments', '0005_comment_written'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Block',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('email', 'Email address'), ('domain', 'Email domain and all below it'), ('network', 'IP address or range')], max_length=8, verbose_name='kind')),
                ('value', models.CharField(help_text='Such as name@example.org, example.org, 203.0.113.9 or 2001:db8::/32.', max_length=100, verbose_name='address')),
                ('outcome', models.CharField(choices=[('hold', 'Hold for a moderator'), ('disallow', 'Disallow: straight to spam')], default='disallow', max_length=8, verbose_name='outcome')),
                ('until', models.DateTimeField(blank=True, help_text='Left empty: until it is taken off the list.', null=True, verbose_name='until')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='note')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='listed')),
            ],
            options={
                'verbose_name': 'blocked address',
                'verbose_name_plural': 'blocked addresses',
                'ordering': ['kind', 'value'],
            },
        ),
        migrations.CreateModel(
            name='Discussion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('default_comment_status', models.CharField(choices=[('open', 'Open'), ('held', 'Open, but every comment is held'), ('closed', 'Closed')], default='open', help_text='Unless the article or its category says something else.', max_length=8, verbose_name='comments on articles')),
                ('close_comments_days_old', models.PositiveIntegerField(blank=True, help_text='0: never. An article or category may name its own time.', null=True, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(36500)], verbose_name='close comments on articles older than, in days')),
                ('comment_previously_approved', models.BooleanField(default=True, help_text='The first one is held. Who wrote it is known by the browser, since anybody can type a name and an address.', verbose_name='comment author must have a previously approved comment')),
                ('thread_comments_depth', models.PositiveIntegerField(blank=True, help_text="1: the article can be answered, a comment can't.", null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(10)], verbose_name='levels of threaded comments')),
                ('comments_per_page', models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(1000)], verbose_name='threads of comments on a page')),
                ('comment_max_links', models.PositiveIntegerField(blank=True, help_text='A comment with more is held. 0: every comment with a link is.', null=True, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(1000)], verbose_name='different links, at most')),
                ('comment_flood_seconds', models.PositiveIntegerField(blank=True, help_text='From one IP or email address; who is quicker is asked to wait. 0: nobody is.', null=True, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(3600)], verbose_name='seconds between two comments')),
                ('form_min_seconds', models.PositiveIntegerField(default=3, help_text='A comment that is sent sooner after its first letter is held. 0: none is.', validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(60)], verbose_name='seconds of writing, at least')),
                ('form_max_hours', models.PositiveIntegerField(default=24, help_text='A comment that is sent later after its first letter is held. 0: none is.', validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(720)], verbose_name='hours of writing, at most')),
                ('shouting_percent', models.PositiveIntegerField(default=70, help_text='A comment with more is held. 0: none is.', validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(100)], verbose_name='capital letters, at most, in percent')),
                ('mostly_links_percent', models.PositiveIntegerField(default=50, help_text='A comment with more is held. 0: none is.', validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(100)], verbose_name='links, at most, in percent of the text')),
                ('near_duplicate_percent', models.PositiveIntegerField(default=80, help_text='A comment as much like another one, or more, is held. 0: none is.', validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(100)], verbose_name='likeness to another comment, in percent')),
                ('heated_removals', models.PositiveIntegerField(default=3, help_text='Reported ones count, too. Who answers there again waits longer. 0: nobody does.', validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(100)], verbose_name='removed comments that slow a thread down')),
                ('lists_version', models.PositiveIntegerField(default=0, editable=False)),
                ('mail_at_once', models.BooleanField(default=False, editable=False)),
            ],
            options={
                'verbose_name': 'settings of comments',
                'verbose_name_plural': 'settings of comments',
                'default_permissions': ('change',),
            },
        ),
        migrations.CreateModel(
            name='Edit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('field', models.CharField(max_length=20, verbose_name='field')),
                ('was', models.TextField(verbose_name='text before')),
                ('why', models.TextField(verbose_name='why')),
                ('made_at', models.DateTimeField(auto_now_add=True, verbose_name='when')),
            ],
            options={
                'verbose_name': 'edit',
                'verbose_name_plural': 'edits',
                'ordering': ['pk'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Look',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='MailPreference',
            fields=[
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to=settings.AUTH_USER_MODEL)),
                ('how', models.CharField(choices=[('never', 'No mail'), ('at_once', 'As soon as something waits'), ('hourly', 'At most once an hour'), ('daily', 'Once a day')], default='never', max_length=8, verbose_name='mail when comments wait')),
                ('told_up_to', models.BigIntegerField(default=0, editable=False)),
                ('told_at', models.DateTimeField(editable=False, null=True)),
                ('sending_since', models.DateTimeField(editable=False, null=True)),
            ],
            options={
                'verbose_name': 'mail to a moderator',
                'verbose_name_plural': 'mail to moderators',
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Note',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(max_length=2000, verbose_name='note')),
                ('made_at', models.DateTimeField(auto_now_add=True, verbose_name='when')),
            ],
            options={
                'verbose_name': 'note',
                'verbose_name_plural': 'notes',
                'ordering': ['pk'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='RejectionReason',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('label', models.CharField(max_length=100, unique=True, verbose_name='reason')),
                ('position', models.PositiveSmallIntegerField(default=0, help_text='Lower numbers stand further up.', verbose_name='position')),
                ('is_offered', models.BooleanField(default=True, verbose_name='offered')),
            ],
            options={
                'verbose_name': 'reason for removing',
                'verbose_name_plural': 'reasons for removing',
                'ordering': ['position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('cause', models.CharField(choices=[('insult', 'Insult or threat'), ('spam', 'Advertising'), ('personal', "Somebody's personal data"), ('false', 'Falsehood'), ('other', 'Something else')], max_length=12, verbose_name='reason')),
                ('note', models.TextField(blank=True, max_length=1000, verbose_name='note')),
                ('made_at', models.DateTimeField(auto_now_add=True, verbose_name='when')),
                ('settled_at', models.DateTimeField(null=True, verbose_name='settled')),
            ],
            options={
                'verbose_name': 'report',
                'verbose_name_plural': 'reports',
                'ordering': ['pk'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Term',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(help_text='Taken as it stands: “*” is a star. Case, look-alike letters and invisible characters make no difference.', max_length=200, verbose_name='term')),
                ('folded', models.CharField(editable=False, max_length=400)),
                ('kind', models.CharField(choices=[('word', 'Whole word'), ('prefix', 'Beginning of a word'), ('substring', 'Anywhere, inside words, too'), ('phrase', 'Several words in this order')], default='word', max_length=9, verbose_name='match')),
                ('outcome', models.CharField(choices=[('hold', 'Hold for a moderator'), ('disallow', 'Disallow: straight to spam')], default='hold', max_length=8, verbose_name='outcome')),
                ('language', models.CharField(blank=True, choices=comments.models.term.languages_or_all, help_text='Only in comments on articles of this language.', max_length=12, verbose_name='language')),
                ('in_comment', models.BooleanField(default=True, verbose_name='in the comment')),
                ('in_name', models.BooleanField(default=True, verbose_name='in the name')),
                ('in_email', models.BooleanField(default=True, verbose_name='in the email address')),
                ('in_website', models.BooleanField(default=True, verbose_name='in the website')),
                ('in_user_agent', models.BooleanField(default=False, verbose_name="in the browser's name (user agent)")),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='note')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='listed')),
            ],
            options={
                'verbose_name': 'held or disallowed term',
                'verbose_name_plural': 'held and disallowed terms',
                'ordering': ['folded', 'pk'],
            },
        ),
        migrations.AlterModelOptions(
            name='comment',
            options={'default_permissions': (), 'ordering': ['-created_at', '-pk'], 'permissions': [('moderate_comment', 'Can approve, hold and remove comments'), ('edit_comment', 'Can edit what readers wrote'), ('reply_to_comment', 'Can reply for the newsroom'), ('report_comment', 'Can report comments to the moderators'), ('view_numbers', 'Can see the numbers of moderation')], 'verbose_name': 'comment', 'verbose_name_plural': 'comments'},
        ),
        migrations.AddField(
            model_name='comment',
            name='edited_at',
            field=models.DateTimeField(editable=False, null=True, verbose_name='edited by the newsroom'),
        ),
        migrations.AddField(
            model_name='comment',
            name='reported',
            field=models.PositiveSmallIntegerField(editable=False, null=True, verbose_name='reports'),
        ),
        migrations.AddField(
            model_name='comment',
            name='risk',
            field=models.PositiveSmallIntegerField(editable=False, null=True, verbose_name='risk'),
        ),
        migrations.AddField(
            model_name='decision',
            name='via',
            field=models.CharField(choices=[('rules', 'the rules'), ('desk', 'the desk'), ('bulk', 'the desk, many at once'), ('undo', 'undone'), ('mail', 'a link in a mail'), ('admin', "the comment's own page"), ('retention', 'the clock')], default='rules', max_length=12, verbose_name='way'),
        ),
        migrations.AddField(
            model_name='reason',
            name='setting',
            field=models.CharField(blank=True, max_length=250, verbose_name='setting'),
        ),
        migrations.AddField(
            model_name='tally',
            name='held',
            field=models.IntegerField(default=0),
        ),
        migrations.AddField(
            model_name='tally',
            name='reported',
            field=models.IntegerField(default=0),
        ),
        migrations.AddField(
            model_name='tally',
            name='spam',
            field=models.IntegerField(default=0),
        ),
        migrations.AddField(
            model_name='tally',
            name='trash',
            field=models.IntegerField(default=0),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(condition=models.Q(('status', 'held')), fields=['status', '-risk', 'created_at', 'id'], name='comment_riskiest'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(condition=models.Q(('reported__gt', 0)), fields=['created_at', 'id'], name='comment_reported'),
        ),
        migrations.AddField(
            model_name='block',
            name='created_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='listed by'),
        ),
        migrations.AddConstraint(
            model_name='discussion',
            constraint=models.CheckConstraint(condition=models.Q(('pk', 1)), name='discussion_is_one_row', violation_error_message='There is one set of settings.'),
        ),
        migrations.AddField(
            model_name='edit',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='edited by'),
        ),
        migrations.AddField(
            model_name='edit',
            name='comment',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='edits', to='comments.comment', verbose_name='comment'),
        ),
        migrations.AddField(
            model_name='look',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='look',
            name='comment',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='comments.comment'),
        ),
        migrations.AddField(
            model_name='note',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='written by'),
        ),
        migrations.AddField(
            model_name='note',
            name='comment',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='comments.comment', verbose_name='comment'),
        ),
        migrations.AddField(
            model_name='decision',
            name='rejection',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comments.rejectionreason', verbose_name='reason given'),
        ),
        migrations.AddIndex(
            model_name='decision',
            index=models.Index(fields=['made_at'], name='decision_made'),
        ),
        migrations.AddField(
            model_name='report',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='reported by'),
        ),
        migrations.AddField(
            model_name='report',
            name='comment',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reports', to='comments.comment', verbose_name='comment'),
        ),
        migrations.AddField(
            model_name='report',
            name='settled_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='settled by'),
        ),
        migrations.AddField(
            model_name='term',
            name='created_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='listed by'),
        ),
        migrations.AddConstraint(
            model_name='block',
            constraint=models.UniqueConstraint(fields=('kind', 'value'), name='block_is_listed_once', violation_error_message='This address is listed already.'),
        ),
        migrations.AddIndex(
            model_name='look',
            index=models.Index(fields=['by', 'at'], name='look_of'),
        ),
        migrations.AddConstraint(
            model_name='look',
            constraint=models.UniqueConstraint(fields=('comment', 'by'), name='look_is_one_a_moderator'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.UniqueConstraint(condition=models.Q(('settled_at', None)), fields=('comment', 'by'), name='report_is_one_a_person', violation_error_message='You have reported this comment already.'),
        ),
        migrations.AddConstraint(
            model_name='term',
            constraint=models.UniqueConstraint(fields=('folded', 'kind', 'language'), name='term_is_listed_once', violation_error_message='This term is listed already.'),
        ),
    ]
