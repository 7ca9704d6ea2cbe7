import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from tests.make import make_article

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["sessionid", "csrftoken", "messages"])
@pytest.mark.parametrize("value", ["x", "0123456789abcdef0123456789abcdef", "'; DROP TABLE"])
def test_a_public_page_answers_any_cookie_alike(name, value):
    address = make_article().get_absolute_url()
    answer = Client(headers={"Cookie": f"{name}={value}"}).get(address)
    assert answer.status_code == 200
    assert not answer.cookies
    assert "Cookie" not in answer["Vary"]


def test_a_member_of_staff_gets_the_same_page_as_a_guest(client, admin_client):
    address = make_article().get_absolute_url()
    assert client.get(address).content == admin_client.get(address).content


def test_admin_keeps_its_sessions(admin_client):
    assert Session.objects.count() == 1
    assert admin_client.get("/admin/").status_code == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "X"])
@pytest.mark.parametrize("address", ["/", "/feed/", "/feed/json/", "/comments/feed/", "/healthz"])
def test_a_public_page_is_read_and_nothing_else(client, address, method):
    answer = client.generic(method, address)
    assert answer.status_code == 405
    assert answer["Allow"] == "GET, HEAD"


def test_admin_refuses_a_post_without_its_token(admin_user):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(admin_user)
    assert strict.post("/admin/blog/tag/add/", {"name": "x"}).status_code == 403
