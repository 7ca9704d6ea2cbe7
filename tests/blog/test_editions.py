import pytest

from blog.editions import direction
from tests.make import make_article


@pytest.mark.parametrize(
    ("language", "expected"), [("en", "ltr"), ("ru", "ltr"), ("tg", "ltr"), ("fa", "rtl")]
)
def test_persian_runs_from_right_to_left(language, expected):
    assert direction(language) == expected


@pytest.mark.django_db
def test_the_address_alone_decides_the_edition(client):
    make_article(language="ru")
    answer = client.get("/ru/", headers={"Accept-Language": "fa"})
    assert answer["Content-Language"] == "ru"
    assert client.get("/", headers={"Accept-Language": "fa"})["Content-Language"] == "en"


@pytest.mark.django_db
def test_admin_speaks_the_language_of_the_browser(client):
    answer = client.get("/admin/login/", headers={"Accept-Language": "ru"})
    assert answer["Content-Language"] == "ru"


@pytest.mark.django_db
def test_another_default_language_moves_the_prefixes(client, default_language):
    default_language("ru")
    russian, english = make_article(language="ru"), make_article(language="en")
    assert russian.get_absolute_url().startswith("/20")
    assert english.get_absolute_url().startswith("/en/20")
    assert client.get(english.get_absolute_url()).status_code == 200
    assert client.get(russian.get_absolute_url()).status_code == 200
