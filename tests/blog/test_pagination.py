from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from blog.models import Article, Placement
from blog.pagination import page_number, page_of
from tests.make import make_article, make_author, make_category, make_tag

JUNE = datetime(2025, 6, 18, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1", 1),
        ("20", 20),
        ("999999999", 999_999_999),
        ("", None),
        ("0", None),
        ("01", None),
        ("+1", None),
        ("-1", None),
        (" 1", None),
        ("1 ", None),
        ("1\n", None),
        ("1_0", None),
        ("1.0", None),
        ("1abc", None),
        ("٣", None),
        ("²", None),
        ("99999999999999999999", None),
    ],
)
def test_a_page_has_one_number_in_one_spelling(text, number):
    assert page_number(text) == number


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["01", "%2B1", "%201", "1_0", "%D9%A3", "1abc", "2"])
def test_an_address_with_another_spelling_is_not_found(client, text):
    make_article()
    assert client.get(f"/?page={text}").status_code == 404
    assert client.get("/?page=1").status_code == 200


@pytest.fixture
def shelves(settings):
    """Five articles of one category, tag and author, each an hour older than the one before."""
    settings.ARTICLES_PER_PAGE = 2
    category, tag, author = make_category(), make_tag(), make_author()
    for hours in range(5):
        make_article(
            f"{hours} hours old",
            published_at=JUNE - timedelta(hours=hours),
            category=category,
            tags=[tag],
            authors=[author],
        )
    make_article("Scheduled", published_at=timezone.now() + timedelta(1), tags=[tag])
    make_article("Draft", status="draft", tags=[tag])
    make_article("Other edition", language="ru", published_at=JUNE, authors=[author])
    return {
        "home": Article.objects.all(),
        "year": Article.objects.in_year(2025),
        "month": Article.objects.in_month(2025, 6),
        "category": Placement.objects.in_category(category),
        "tag": Placement.objects.tagged(tag),
        "author": Placement.objects.by(author),
    }


LISTS = ["home", "year", "month", "category", "tag", "author"]


@pytest.mark.django_db
@pytest.mark.parametrize("name", LISTS)
def test_the_pages_of_a_list_hold_all_of_it_newest_first(shelves, name):
    pages = [page_of(shelves[name], "en", number) for number in (1, 2, 3, 4)]
    titles = [[article.title for article in page] for page in pages]
    assert titles == [["0 hours old", "1 hours old"], ["2 hours old", "3 hours old"],
                      ["4 hours old"], []]  # fmt: skip
    assert [(page.newer, page.older) for page in pages] == [
        (None, 2),
        (1, 3),
        (2, None),
        (3, None),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("name", LISTS)
def test_a_page_counts_nothing_and_takes_two_queries(shelves, name, django_assert_num_queries):
    with django_assert_num_queries(2) as queries:
        page_of(shelves[name], "en", 2)
    assert "COUNT" not in "".join(query["sql"] for query in queries.captured_queries)


@pytest.mark.django_db
def test_articles_of_one_moment_keep_their_order_from_page_to_page(shelves):
    same = [make_article(f"Same {number}", published_at=JUNE).pk for number in range(4)]
    listed = [
        article.pk for number in (1, 2, 3) for article in page_of(shelves["home"], "en", number)
    ]
    assert [pk for pk in listed if pk in same] == sorted(same, reverse=True)


@pytest.mark.django_db
def test_what_is_withdrawn_behind_the_models_back_is_not_shown(shelves):
    newest = Article.objects.public().in_edition("en").newest_first()[0]
    super(type(Article.objects.all()), Article.objects.filter(pk=newest.pk)).update(
        status="withdrawn"
    )
    assert Placement.objects.filter(article=newest).exists()
    assert newest not in list(page_of(shelves["tag"], "en", 1))
