import re
from html import unescape

import pytest
from django.core.management import call_command

from blog.models import Article
from tests.data import shared_data

pytestmark = pytest.mark.django_db


def test_the_first_article_is_the_real_one(client):
    call_command("load_first_article", verbosity=0)
    article = Article.objects.public().get()
    page = client.get(article.get_absolute_url())
    assert page.status_code == 200
    assert article.get_absolute_url().startswith("/2025/06/the-2nd-china-central-asia-summit-")
    assert article.category.name == "Tajikistan"
    assert "18 June 2025" in page.text
    assert page.text.count(f"{article.title}</h1>") == 1
    assert article.title not in article.body
    assert article.body.count("<p>") == 10
    assert (
        "“an innovative endeavor in China’s neighborhood diplomacy – a contribution" in page.text
    )
    assert 'the "Central Asia – China" format' in page.text
    assert "Leave a Reply" in page.text


def test_its_text_is_that_of_the_source_word_for_word():
    call_command("load_first_article", verbosity=0)
    article = Article.objects.get()
    given = shared_data("seed-article.txt").read_text(encoding="utf-8").split()
    shown = unescape(re.sub("<[^>]+>", " ", article.body)).split()
    title = article.title.split()
    expected = ["Categories", "Tajikistan", *title, *title, *shown, "Leave", "a", "Reply"]
    assert given[: len(expected)] == expected


def test_it_is_loaded_once_and_never_beside_others():
    call_command("load_first_article", verbosity=0)
    call_command("load_first_article", verbosity=0)
    assert Article.objects.count() == 1
    Article.objects.update(title="Edited")
    call_command("load_first_article", verbosity=0)
    assert Article.objects.get().title == "Edited"
