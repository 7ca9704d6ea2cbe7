"""Pages about comments that stand below each edition's prefix."""

from django.urls import path

from .privacy import privacy

app_name = "comment_pages"

urlpatterns = [path("privacy/", privacy, name="privacy")]
