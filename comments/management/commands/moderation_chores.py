from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from comments.forgetting import resume_unfinished
from comments.notifications.moderators.tasks import keep_mail_coming
from comments.retention import NotForgotten, forget
from comments.tasks import keep_chores_coming

_SAID = {
    "spam": "Emptied %d comments that were spam.",
    "trash": "Emptied %d comments that were trash.",
    "ip_addresses": "Truncated %d IP addresses.",
    "browsers": "Reduced the browsers of %d comments to their family.",
    "subscriptions": "Deleted %d unconfirmed requests.",
    "withdrawals": "Deleted %d requests for a link to withdraw.",
    "readers": "Deleted %d unconfirmed addresses.",
    "letters": "Deleted %d notes of mail that was sent.",
    "announcements": "Deleted %d notes of decisions that were told.",
    "report_networks": "Forgot the networks of %d old reports.",
    "runs": "Deleted %d old reports of rounds.",
}


class Command(BaseCommand):
    help = "Forgets what is old, now and from now on every hour; queues mail and erasures."

    def handle(self, *args, **options) -> None:
        resume_unfinished()
        keep_chores_coming()
        keep_mail_coming(timezone.now())
        try:
            forgotten = forget()
        except NotForgotten as kinds:
            raise CommandError(f"The database refused: {kinds}. The log says why.") from kinds
        for kind, number in forgotten.items():
            self.stdout.write(_SAID[kind] % number)
