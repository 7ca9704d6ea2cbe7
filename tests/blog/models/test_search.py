import pytest

from blog.models.search import ArticleEntry, articles_found
from blog.search.query import understood
from tests.make import make_article, make_author

pytestmark = pytest.mark.django_db


def found(typed: str) -> list[int]:
    return articles_found(typed, 100)[0]


@pytest.fixture
def article():
    make_article("Else", byline="TASS", authors=[make_author("Rustam")])
    return make_article(
        "Саммит дар Душанбе",
        standfirst="Раҳбарони кишварҳо",
        byline="Азия-Плюс",
        body="<p>Ҷумҳурӣ</p><ul><li>first</li><li>second</li></ul><p>a &amp; b</p>",
        authors=[make_author("Зарина Каримова"), make_author("Ли")],
    )


@pytest.mark.parametrize(
    "typed",
    [
        "саммит",
        "САММ",
        "sammit",
        "sammit-dar-dushanbe",
        "рахбарони",
        "азия-плюс",
        "чумхури",
        "first second",
        "зарина",
        "карим",
        "зарина каримова",
        '"зарина каримова"',
        "ли",
        "каримова саммит чумхури",
        "Азия Каримова",
    ],
)
def test_an_article_is_found_by(article, typed):
    assert found(typed) == [article.pk]


@pytest.mark.parametrize(
    "typed", ["firstsecond", "amp", '"каримова зарина"', "рустам саммит", "l", "*", "_author:1"]
)
def test_an_article_is_not_found_by(article, typed):
    assert article.pk not in found(typed)


def test_a_renamed_author_is_found_by_the_new_name_at_once(article):
    author = article.authors.get(name="Ли")
    author.name = "Нигора"
    author.save()
    assert found("нигора") == [article.pk]
    assert found("ли") == []


def test_only_the_title_speaks_for_the_comments(article):
    def titled(typed: str) -> list[int]:
        (((phrase,),)) = understood(typed).terms
        return ArticleEntry.titled(phrase, 10)

    assert titled("саммит") == titled("сам") == titled('"дар душанбе"') == [article.pk]
    assert titled("чумхури") == titled("sammit") == []


def test_published_articles_are_found_by_all_the_words_of_a_title(article):
    make_article("Саммит дар Душанбе", status="draft")
    for typed in ("саммит", "душанбе саммит", '"дар душанбе" сам'):
        assert ArticleEntry.published_with(typed, 10) == [article.pk]
    for typed in ("саммит чумхури", "", "*", '"душанбе дар"'):
        assert ArticleEntry.published_with(typed, 10) == []
