import pytest

from blog.models import Tag
from blog.slugs import MAX_LENGTH, free_slug, slug_for


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("The 2nd China–Central Asia summit", "the-2nd-china-central-asia-summit"),
        ("Ҷавоби хонанда", "javobi-khonanda"),
        ("Щит и меч", "shchit-i-mech"),
        ("  --  ", "untitled"),
        ("😀", "grinning"),
        ("x" * 500, "x" * MAX_LENGTH),
    ],
)
def test_a_slug_is_ascii_whatever_the_script(title, slug):
    assert slug_for(title) == slug


@pytest.mark.django_db
def test_a_taken_slug_gets_the_first_free_number_and_stays_in_bounds():
    for slug in ("news", "news-2", "x" * MAX_LENGTH):
        Tag.objects.create(name="x", slug=slug)
    tags = Tag.objects.all()
    assert free_slug("news", tags) == "news-3"
    assert free_slug("feed", tags) == "feed-2"
    assert free_slug("x" * MAX_LENGTH, tags) == "x" * (MAX_LENGTH - 2) + "-2"
