import re
from pathlib import Path

import pytest
from django.conf import settings

from comments.models import Discussion
from tests.make import make_article

pytestmark = pytest.mark.django_db


def test_the_numbers_are_those_of_the_settings(client):
    page = client.get("/privacy/").text
    assert "After 30 days only the network of the address is left." in page
    assert "within 15 minutes and in the same browser" in page
    assert "forgotten after 3 days" in page
    site = Discussion.row()
    site.keep_ip_days, site.edit_minutes, site.keep_unconfirmed_days = 1, 0, 0
    site.save()
    page = client.get("/privacy/").text
    assert "After 1 day only the network of the address is left." in page
    assert "in the same browser" not in page
    assert "What is not confirmed" not in page


def test_it_is_the_same_page_for_everybody(client, desk):
    first = client.get("/privacy/")
    assert "Set-Cookie" not in first.headers
    assert first.content == desk.get("/privacy/").content


def test_what_browsers_keep_is_listed_in_full():
    root = Path(settings.BASE_DIR)
    listed = (root / "docs/what-browsers-keep.md").read_text()
    scripts = "".join(path.read_text() for path in (root / "static/js").glob("*.js"))
    kept = set(re.findall(r'"(javob\.\w+)', scripts))
    assert len(kept) >= 4
    assert {key for key in kept if f"Storage`, `{key}" not in listed} == set()


@pytest.mark.parametrize("language", ["ru", "tg", "fa"])
def test_each_edition_has_its_own(client, language):
    page = client.get(f"/{language}/privacy/")
    assert page.status_code == 200
    assert f'<html lang="{language}"' in page.text


def test_the_form_and_the_foot_of_a_page_lead_there(client):
    page = client.get(make_article().get_absolute_url()).text
    assert page.count('href="/privacy/"') == 2
