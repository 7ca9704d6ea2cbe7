from datetime import datetime
from pathlib import Path

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone
from django.utils.html import format_html_join

from blog.models import Article, Category

TEXT = Path(__file__).resolve().parents[2] / "data" / "first-article.txt"
PUBLISHED = datetime(2025, 6, 18, 12, 0)


class Command(BaseCommand):
    help = "Loads the first article, filed under Tajikistan, when there is no article yet."

    @transaction.atomic
    def handle(self, *args, **options) -> None:
        if Article.objects.exists():
            return
        title, *paragraphs = TEXT.read_text(encoding="utf-8").strip().split("\n\n")
        category, _ = Category.objects.get_or_create(
            language="en", path="tajikistan", defaults={"name": "Tajikistan", "slug": "tajikistan"}
        )
        article = Article.objects.create(
            language="en",
            title=title,
            body=format_html_join("\n", "<p>{}</p>", ((text,) for text in paragraphs)),
            category=category,
        )
        article.publish(at=timezone.make_aware(PUBLISHED))
        self.stdout.write(f"Loaded the first article: {article.get_absolute_url()}")
