from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand, CommandParser

from blog.search.index import SearchEntry


class Command(BaseCommand):
    help = "Indexes for the search what isn't indexed yet, such as rows from before it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--anew", action="store_true", help="Index every row, not only those without an entry."
        )
        parser.add_argument(
            "--compact",
            action="store_true",
            help="Then rid the files of the index of what was removed from it.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        for entry in apps.get_models():
            if issubclass(entry, SearchEntry):
                self._index(entry, options["anew"])
                if options["compact"]:
                    entry.compact()

    def _index(self, entry: type[SearchEntry], anew: bool) -> None:
        name = entry.rows().model._meta.verbose_name_plural
        done = 0
        for count in entry.index_rows(anew=anew):
            done += count
            self.stdout.write(f"\r{name}: {done}", ending="")
            self.stdout.flush()
        if done:
            self.stdout.write("")
