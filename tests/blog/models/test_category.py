import pytest
from django.core.exceptions import ValidationError

from blog.models import Category
from tests.make import make_category

pytestmark = pytest.mark.django_db


def test_a_path_is_the_slugs_from_the_top():
    asia = make_category("Asia")
    central = make_category("Central Asia", parent=asia)
    assert make_category("Тоҷикистон", parent=central).path == "asia/central-asia/tojikiston"


def test_everything_below_moves_along():
    asia = make_category("Asia")
    central = make_category("Central", parent=asia)
    make_category("Tajikistan", parent=central)
    asia.slug = "orient"
    asia.save()
    assert set(Category.objects.values_list("path", flat=True)) == {
        "orient",
        "orient/central",
        "orient/central/tajikistan",
    }


def test_below_means_nested_and_not_merely_alike():
    asia = make_category("Asia")
    make_category("Asia-Pacific")
    tajikistan = make_category("Tajikistan", parent=asia)
    assert set(Category.objects.below_or(asia)) == {asia, tajikistan}


def test_a_category_cannot_be_inside_itself():
    asia = make_category("Asia")
    asia.parent = make_category("Tajikistan", parent=asia)
    with pytest.raises(ValidationError, match="inside itself"):
        asia.full_clean()


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"slug": "feed"}, "reserved"),
        ({"slug": "asia"}, "already"),
        ({"language": "ru", "slug": "x"}, "another language"),
    ],
)
def test_what_cannot_be_an_address_is_refused_with_a_reason(fields, message):
    asia = make_category("Asia")
    parent = asia if "language" in fields else None
    with pytest.raises(ValidationError, match=message):
        Category(name="New", parent=parent, **fields).full_clean()


def test_a_branch_cannot_be_moved_deeper_than_it_fits():
    deep = None
    for number in range(4):
        deep = make_category(f"Level {number}", parent=deep)
    branch = make_category("Branch")
    make_category("Leaf", parent=branch)
    branch.parent = deep
    with pytest.raises(ValidationError, match="5 deep"):
        branch.full_clean()
    branch.parent = deep.parent
    branch.full_clean()


def test_nesting_ends_at_a_depth():
    parent = None
    for number in range(5):
        parent = make_category(f"Level {number}", parent=parent)
    with pytest.raises(ValidationError, match="5 deep"):
        Category(name="Too deep", parent=parent, slug="x").full_clean()
