from django.core.management.base import BaseCommand
from django.utils import timezone

from comments.retention import purge_removed
from comments.tasks import keep_chores_coming, keep_mail_coming


class Command(BaseCommand):
    help = "Empties what was removed long ago, now and from now on every hour; queues mail."

    def handle(self, *args, **options) -> None:
        for status, number in purge_removed().items():
            if number:
                self.stdout.write(f"Emptied {number} comments that were {status}.")
        keep_chores_coming()
        keep_mail_coming(timezone.now())
