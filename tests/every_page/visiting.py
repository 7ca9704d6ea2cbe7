"""Who visits the pages, and in which language they answer."""

import re
from collections.abc import Iterator

from django.contrib.auth import get_user_model
from django.http import HttpResponse
from django.test import Client

from tests.make import make_staff

LANGUAGES = ["en", "ru", "tg", "fa"]

#: Kinds of pages with their names.
Pages = Iterator[tuple[str, HttpResponse]]

#: How a browser says that another site has sent the form.
FROM_ELSEWHERE = {"Sec-Fetch-Site": "cross-site"}

#: Of admin; it is Django's.
SIDEBAR = re.compile(rb'<nav [^>]*id="nav-sidebar".*?</nav>', re.DOTALL)


def in_its(language: str, name: str, page: HttpResponse) -> tuple[str, HttpResponse]:
    assert f'<html lang="{language}"' in page.text, name
    return f"{language} {name}", page


def visitor(language: str = "en") -> Client:
    return Client(headers={"Sec-Fetch-Site": "same-origin", "Accept-Language": language})


def chief(language: str) -> Client:
    client = Client(headers={"Accept-Language": language})
    user = get_user_model().objects.filter(username="nigora").first()
    client.force_login(user or make_staff("Chief"))
    return client


def without_sidebar(page: HttpResponse) -> HttpResponse:
    page.content = SIDEBAR.sub(b"", page.content)
    return page
