"""What the nodes show, made in a process of its own: ``python -m tests.deploy.content``.

Migrates and collects the static files first, and prints as JSON what it made: an article,
comments that wait under it, and the session of a moderator.
"""

import json
import os
import sys

import django
from django.core.management import call_command

#: Admin's own files take ten seconds to compress, and no test here opens a page of admin.
NOT_COLLECTED = ["admin", "django_prose_editor"]


def make() -> dict[str, object]:
    from django.contrib.auth import get_user_model
    from django.test import Client

    from tests.make import make_article, make_comment

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, ignore_patterns=NOT_COLLECTED, verbosity=0)
    article = make_article("The summit", body="<p>What the presidents agreed on.</p>" * 100)
    make_comment(article, "The first word.")
    held = [make_comment(article, f"Waiting {number}.", status="held") for number in range(12)]
    moderator = Client()
    moderator.force_login(get_user_model().objects.create_superuser("nigora"))
    return {
        "article": article.pk,
        "address": article.get_absolute_url(),
        "held": [comment.pk for comment in held],
        "session": moderator.cookies["sessionid"].value,
    }


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    django.setup()
    json.dump(make(), sys.stdout)
