from django.core.management.base import BaseCommand

from comments.models import Comment
from comments.tasks import rerender_outdated


class Command(BaseCommand):
    help = "Lets the worker render anew the comments that an older renderer made, if any."

    def handle(self, *args, **options) -> None:
        if Comment.objects.with_outdated_html().exists():
            rerender_outdated.enqueue()
            self.stdout.write("The worker renders older comments anew.")
