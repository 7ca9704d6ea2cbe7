from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.db import connection

from comments.erasing import IN_FILE, erase, lines, what_is_told_of
from comments.models import Erasure


class Command(BaseCommand):
    help = (
        "Erases what the site holds of an email address, the comments written under it, too, "
        "and prints what that was. Asks for nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("address", help="The email address, in whatever case.")
        parser.add_argument(
            "--anonymise", action="store_true", help="Leave the comments, without a name."
        )

    def handle(self, *args: Any, address: str, anonymise: bool, **options: Any) -> None:
        how = Erasure.How.ANONYMISE if anonymise else Erasure.How.REMOVE
        erasure = Erasure(address=address.strip(), how=how)
        try:
            validate_email(erasure.address)
            erasure.full_clean()
        except ValidationError as wrong:
            raise CommandError("This is no email address.") from wrong
        erasure.save()
        erase(erasure)
        for label, number in lines(erasure):
            self.stdout.write(f"{label}: {number}")
        for label, number in what_is_told_of(erasure):
            self.stdout.write(f"Left: {label}: {number}")
        if connection.vendor == "sqlite" and IN_FILE not in erasure.counts:
            self.stdout.write("Nothing in the file of the database holds the address.")
