from uuid import UUID, uuid4

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from comments.commenter_cookie import NAME, forget, key_of, remember

UNPROVEN = UUID("6f1b1e0a-5e0c-4a53-9a55-4d6f7f3f6a11")


def cookie_for(key):
    response = HttpResponse()
    remember(response, key)
    return response.cookies[NAME]


def test_a_browser_proves_the_key_it_was_given():
    key = uuid4()
    request = RequestFactory(HTTP_COOKIE=f"{NAME}={cookie_for(key).value}").get("/")
    assert key_of(request) == key


@pytest.mark.parametrize(
    "cookie", ["", "x", str(UNPROVEN), f"{UNPROVEN}:x:y", "::", "\u0434", "x" * 4000]
)
def test_a_forged_cookie_proves_nothing(cookie):
    assert key_of(RequestFactory(HTTP_COOKIE=f"{NAME}={cookie}").get("/")) is None


def test_a_signature_for_something_else_proves_nothing():
    response = HttpResponse()
    response.set_signed_cookie(NAME, "not a key")
    request = RequestFactory(HTTP_COOKIE=f"{NAME}={response.cookies[NAME].value}").get("/")
    assert key_of(request) is None


def test_the_cookie_never_travels_with_a_page(settings):
    settings.SESSION_COOKIE_SECURE = True
    cookie = cookie_for(uuid4())
    assert cookie["path"] == "/comments/"
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["secure"]
    response = HttpResponse()
    forget(response)
    assert response.cookies[NAME]["path"] == "/comments/"
    assert response.cookies[NAME]["max-age"] == 0
