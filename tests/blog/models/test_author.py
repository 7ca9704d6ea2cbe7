import pytest
from django.utils import translation

from tests.make import make_article, make_author

pytestmark = pytest.mark.django_db


def test_an_author_has_a_page_in_every_edition_with_articles(client):
    author = make_author("Зарина Каримова", about="Writes about the region.")
    make_article("Хабар", language="ru", authors=[author])
    with translation.override("ru"):
        address = author.get_absolute_url()
    assert address == "/ru/author/zarina-karimova/"
    page = client.get(address).text
    assert "Хабар" in page
    assert "Writes about the region." in page
    assert client.get("/author/zarina-karimova/").status_code == 404


def test_two_of_the_same_name_have_two_pages():
    assert make_author("Zarina").slug != make_author("Zarina").slug
