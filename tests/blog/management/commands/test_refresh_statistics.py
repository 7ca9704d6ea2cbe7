import pytest
from django.core.management import call_command
from django_tasks_db.models import DBTaskResult

from blog.management.commands import refresh_statistics


@pytest.mark.django_db
def test_the_tables_are_looked_at_now_and_again_later(capsys):
    call_command("refresh_statistics")
    call_command("refresh_statistics")
    assert DBTaskResult.objects.get().status == "READY"
    assert capsys.readouterr().out == ""


@pytest.mark.django_db
def test_a_table_that_is_busy_is_named(capsys, monkeypatch):
    monkeypatch.setattr(refresh_statistics, "refresh_statistics", lambda: ["blog_article"])
    call_command("refresh_statistics")
    assert "blog_article is busy" in capsys.readouterr().out
