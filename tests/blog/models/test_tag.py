import pytest
from django.core.exceptions import ValidationError

from blog.models import Tag
from tests.make import make_tag

pytestmark = pytest.mark.django_db


def test_a_tag_makes_its_slug_and_has_an_address_in_its_edition():
    assert make_tag("Нишаст", language="tg").get_absolute_url() == "/tg/tag/nishast/"
    assert make_tag("Summit").get_absolute_url() == "/tag/summit/"


def test_a_second_tag_with_the_same_slug_is_refused():
    make_tag("Summit")
    with pytest.raises(ValidationError, match="tag with this slug already"):
        Tag(name="Other", slug="summit").full_clean()
