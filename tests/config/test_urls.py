import pytest
from django.test import Client

from tests.make import make_article

pytestmark = pytest.mark.django_db


def test_healthz_answers_a_machine(client):
    assert client.get("/healthz").text == "ok\n"


def test_what_cannot_be_understood_gets_a_page(client):
    answer = client.get("/", headers={"Host": "evil.example"})
    assert answer.status_code == 400
    assert "<h1>Bad request</h1>" in answer.text


def test_a_form_of_admin_without_its_token_gets_a_page_of_ours(admin_user):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(admin_user)
    answer = strict.post("/admin/blog/tag/add/", {"_save": "Save"})
    assert answer.status_code == 403
    assert "<style" not in answer.text
    assert "<h1>Not allowed</h1>" in answer.text


def test_the_page_for_nothing_is_a_page_of_its_edition(client):
    make_article(language="fa")
    answer = client.get("/fa/nothing/")
    assert answer.status_code == 404
    assert '<html lang="fa" dir="rtl">' in answer.text
