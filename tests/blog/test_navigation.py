import pytest
from django.utils import translation

from blog.navigation import sections, sections_and_trail
from tests.make import make_category

pytestmark = pytest.mark.django_db


def test_sections_are_the_top_categories_of_the_edition():
    asia = make_category("Asia")
    make_category("Tajikistan", parent=asia)
    russian = make_category("Азия", language="ru")
    assert sections() == [asia]
    with translation.override("ru"):
        assert sections() == [russian]


def test_the_trail_runs_from_the_top_to_the_category_in_one_query(django_assert_num_queries):
    asia = make_category("Asia")
    central = make_category("Central", parent=asia)
    tajikistan = make_category("Tajikistan", parent=central)
    economy = make_category("Economy")
    with django_assert_num_queries(1):
        menu, trail = sections_and_trail(tajikistan)
    assert menu == [asia, economy]
    assert trail == [asia, central, tajikistan]
