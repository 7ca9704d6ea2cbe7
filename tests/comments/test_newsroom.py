import pytest
from django.contrib.auth import get_user_model

from comments import newsroom
from comments.lookalikes import skeleton
from tests.make import make_article, make_author

pytestmark = pytest.mark.django_db


def known(name: str) -> str | None:
    return newsroom.names().get(skeleton(name))


def test_the_names_are_those_of_staff_and_authors():
    users = get_user_model().objects
    users.create(username="z.karimova", first_name="Zarina", last_name="Karimova", is_staff=True)
    users.create(username="n.saidova", first_name="Nigora", last_name="Saidova")
    make_author("Фарҳод Раҳимзода")
    assert known("Zarina Karimova") == known("karimova zarina") == "Zarina Karimova"
    assert known("z.karimova") == "z.karimova"
    assert known("Раҳимзода Фарҳод") == "Фарҳод Раҳимзода"
    assert known("Nigora Saidova") is known("n.saidova") is None


@pytest.mark.parametrize(
    ("name", "told"),
    [("Ali", False), ("Farhods", False), ("Farhodzo", True), ("A B", True), ("!", False)],
)
def test_a_short_single_word_names_nobody(name, told):
    make_author(name)
    assert (known(name) is not None) is told


def test_names_are_read_again_after_a_minute(monkeypatch):
    now = 6_000.0
    monkeypatch.setattr("comments.newsroom.time.monotonic", lambda: now)
    assert known("Zarina Karimova") is None
    make_author("Zarina Karimova")
    assert known("Zarina Karimova") is None
    now += 60
    assert known("Zarina Karimova")


def test_they_can_be_forgotten():
    assert not newsroom.names()
    make_author("Zarina Karimova")
    newsroom.forget()
    assert newsroom.names()


def test_an_author_with_a_short_name_is_known_under_own_articles():
    article = make_article(authors=[make_author("Ali")])
    assert newsroom.author_with_short_name(skeleton("ALI"), article) == "Ali"
    assert newsroom.author_with_short_name(skeleton("Ali"), make_article()) == ""
    assert newsroom.author_with_short_name(skeleton("Ann"), article) == ""


def test_a_byline_is_known_as_a_whole_and_by_its_names():
    article = make_article(byline="Али ва Zarina; Asia-Plus")
    for name in ("Али", "Zarina", "asia plus", "Али ва Zarina; Asia-Plus"):
        assert skeleton(newsroom.in_byline(skeleton(name), article)) == skeleton(name)
    assert newsroom.in_byline(skeleton("Plus"), article) == ""
