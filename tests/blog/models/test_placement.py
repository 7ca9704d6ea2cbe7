from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from blog.models import Article, Category, Placement
from tests.make import make_article, make_author, make_category, make_tag

pytestmark = pytest.mark.django_db


def stands(article: Article) -> set[str]:
    """The names of the lists in which it stands."""
    return {
        str(place.category or place.tag or place.author)
        for place in article.placements.select_related("category", "tag", "author")
    }


@pytest.fixture
def tajikistan():
    asia = make_category("Asia")
    return make_category("Tajikistan", parent=make_category("Central Asia", parent=asia))


def test_an_article_stands_in_every_category_around_it_and_under_its_tags_and_authors(tajikistan):
    article = make_article(
        category=tajikistan,
        further=[make_category("Economy", parent=make_category("World"))],
        tags=[make_tag("summit")],
        authors=[make_author("Zarina")],
    )
    categories = {"Asia", "Central Asia", "Tajikistan", "World", "Economy"}
    assert stands(article) == categories | {"summit", "Zarina"}
    kept = set(article.placements.values_list("language", "published_at"))
    assert kept == {("en", article.published_at)}


def test_a_category_that_is_around_it_twice_counts_once(tajikistan):
    article = make_article(category=tajikistan, further=[tajikistan, tajikistan.parent])
    assert stands(article) == {"Asia", "Central Asia", "Tajikistan"}
    assert article.placements.count() == 3


def test_what_is_scheduled_stands_there_already_and_is_not_public():
    soon = timezone.now() + timedelta(hours=1)
    article = make_article(published_at=soon, tags=[make_tag("summit")])
    assert stands(article) == {"Tajikistan", "summit"}
    assert not Placement.objects.public().exists()


@pytest.mark.parametrize("status", ["draft", "withdrawn"])
def test_what_is_not_published_stands_nowhere(status):
    article = make_article(tags=[make_tag("summit")], authors=[make_author()])
    article.status = status
    article.save()
    assert stands(article) == set()
    article.publish()
    assert len(stands(article)) == 3
    article.withdraw()
    assert stands(article) == set()


def test_another_time_moves_it_in_every_list():
    article = make_article(tags=[make_tag("summit")])
    earlier = timezone.now() - timedelta(days=3)
    article.publish(at=earlier)
    assert set(article.placements.values_list("published_at", flat=True)) == {earlier}


def test_an_update_of_many_moves_them_too():
    articles = [make_article(tags=[make_tag(f"t{number}")]) for number in range(3)]
    earlier = timezone.now() - timedelta(days=3)
    Article.objects.filter(pk__in=[article.pk for article in articles[:2]]).update(
        published_at=earlier
    )
    assert Placement.objects.filter(published_at=earlier).count() == 4
    articles[0].category = make_category("Elsewhere")
    Article.objects.bulk_update(articles[:1], ["category"])
    assert stands(articles[0]) == {"Elsewhere", "t0"}
    Article.objects.update(status="withdrawn")
    assert not Placement.objects.exists()


def test_a_change_of_the_title_alone_touches_nothing():
    article = make_article(tags=[make_tag("summit")])
    before = list(Placement.objects.values_list("pk", flat=True))
    article.title = "Edited"
    article.save(update_fields=["title"])
    Article.objects.update(title="Edited again")
    assert list(Placement.objects.values_list("pk", flat=True)) == before


@pytest.mark.parametrize(
    ("change", "left"),
    [
        (lambda article, tag: article.tags.add(tag), {"old", "new"}),
        (lambda article, tag: article.tags.set([tag]), {"new"}),
        (lambda article, tag: article.tags.remove(article.tags.get()), set()),
        (lambda article, tag: article.tags.clear(), set()),
        (lambda article, tag: tag.articles.add(article), {"old", "new"}),
        (lambda article, tag: article.tags.get().articles.remove(article), set()),
        (lambda article, tag: article.tags.get().articles.clear(), set()),
        (lambda article, tag: article.tags.get().delete(), set()),
    ],
)
def test_it_follows_its_tags_from_either_side(change, left):
    article = make_article(tags=[make_tag("old")])
    change(article, make_tag("new"))
    assert stands(article) == {"Tajikistan"} | left


def test_it_follows_its_authors_and_further_categories():
    article = make_article()
    article.authors.add(make_author("Zarina"))
    article.further_categories.add(make_category("Economy", parent=make_category("World")))
    assert stands(article) == {"Tajikistan", "Zarina", "Economy", "World"}
    article.further_categories.clear()
    article.authors.clear()
    assert stands(article) == {"Tajikistan"}


def test_a_category_that_moves_takes_its_articles_along(tajikistan):
    here = make_article(category=tajikistan)
    further = make_article(category=make_category("Economy"), further=[tajikistan])
    central = tajikistan.parent
    central.parent = make_category("Silk Road")
    central.save()
    assert stands(here) == {"Silk Road", "Central Asia", "Tajikistan"}
    assert stands(further) == {"Silk Road", "Central Asia", "Tajikistan", "Economy"}
    central.parent = None
    central.save()
    assert stands(here) == {"Central Asia", "Tajikistan"}


@pytest.mark.parametrize("many", [False, True])
def test_an_article_leaves_what_was_around_a_category_that_is_gone(many):
    economy = make_category("Economy", parent=make_category("World"))
    article = make_article(category=make_category("Tajikistan"), further=[economy])
    if many:
        Category.objects.filter(pk=economy.pk).delete()
    else:
        economy.delete()
    assert stands(article) == {"Tajikistan"}


def test_an_article_that_is_deleted_stands_nowhere():
    article = make_article(tags=[make_tag("summit")])
    article.delete()
    assert not Placement.objects.exists()


def test_a_change_that_fails_moves_nothing():
    article = make_article(tags=[make_tag("summit")])
    with transaction.atomic():
        article.withdraw()
        assert stands(article) == set()
        transaction.set_rollback(True)
    assert stands(article) == {"Tajikistan", "summit"}


def test_the_table_can_be_made_anew(tajikistan):
    for number in range(3):
        make_article(
            category=tajikistan,
            further=[make_category(f"Further {number}")],
            tags=[make_tag(f"t{number}")],
            authors=[make_author(f"a{number}")],
            published_at=timezone.now() - timedelta(days=number),
        )
    make_article(status="draft", tags=[make_tag("draft")])
    make_article(language="ru", category=make_category("Мир", language="ru"))
    columns = ["article", "category", "tag", "author", "language", "published_at"]
    kept = set(Placement.objects.values_list(*columns))
    Placement.objects.filter(category=tajikistan).delete()
    Placement.objects.update(published_at=timezone.now())
    Placement.rebuild()
    assert set(Placement.objects.values_list(*columns)) == kept
    assert Placement.objects.count() == len(kept) == 3 * 6 + 1


@pytest.mark.parametrize("shelves", [[], ["tag", "author"]])
def test_a_row_is_about_exactly_one_list(shelves):
    makers = {"tag": make_tag, "author": make_author}
    article = make_article()
    with pytest.raises(IntegrityError):
        Placement.objects.create(
            article=article,
            language="en",
            published_at=timezone.now(),
            **{shelf: makers[shelf]() for shelf in shelves},
        )


def test_no_article_stands_twice_in_a_list():
    article = make_article(tags=[make_tag("summit")])
    with pytest.raises(IntegrityError):
        Placement.objects.create(
            article=article, language="en", published_at=timezone.now(), tag=article.tags.get()
        )
