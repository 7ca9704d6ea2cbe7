from django.core.management.base import BaseCommand

from blog.models import Month
from blog.statistics import refresh_statistics
from blog.tasks import keep_statistics_fresh


class Command(BaseCommand):
    help = "Lets the database look at its tables anew, and counts; from now on every hour."

    def handle(self, *args, **options) -> None:
        for table in refresh_statistics():
            self.stdout.write(f"{table} is busy; it is looked at next time.")
        Month.count_missing()
        keep_statistics_fresh()
