import os
import secrets

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = (
        "Creates the user admin with a random password when there is no user yet, prints "
        "the password once and keeps it in DATA_DIR/admin-password (mode 0600)."
    )

    def handle(self, *args, **options) -> None:
        users = get_user_model().objects
        if users.exists():
            return
        password = secrets.token_urlsafe(16)
        kept_in = settings.DATA_DIR / "admin-password"
        kept_in.unlink(missing_ok=True)
        descriptor = os.open(kept_in, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(password + "\n")
        users.create_superuser("admin", password=password)
        self.stdout.write(f"Sign in at /admin/ as admin with the password {password}")
        self.stdout.write(f"(shown this once, kept in {kept_in})")
