import pytest

from tests.make import make_article

pytestmark = pytest.mark.django_db


def test_the_front_page_lists_what_is_public(client):
    make_article("Public")
    make_article("Draft", status="draft")
    page = client.get("/").text
    assert "Public" in page
    assert "Draft" not in page
