import pytest
from django.test import Client, RequestFactory

from blog.models import Article, Author, Category, Tag
from blog.typed_text import typed_text
from tests.make import make_article, make_author, make_tag

pytestmark = pytest.mark.django_db

TYPED = "Текст <b>&amp;</b>"
SHOWN = "Текст &lt;b&gt;&amp;amp;&lt;/b&gt;</pre>"


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ({"title": "Summit", "byline": "Zarina"}, ["Summit", "Zarina"]),
        ({"text": "a\0b\r\nc\ud7ff"}, ["a\u2400b\nc\ud7ff"]),
        ({"text": " \n", "note": ""}, []),
        ({"password": "x", "old_password": "x", "new_password1": "x", "Password-2": "x"}, []),
        ({"a\npassword\n": "x", "usable_password": "true"}, []),
        ({"csrfmiddlewaretoken": "x", "next": "/admin/"}, []),
        ({"_save": "Save", "_try": "1", "_selected_action": "7"}, []),
        ({"decide": "approve:7", "seen-7": "9", "reports-7": "8", "back": "?"}, []),
        ({"reason": "1", "reason-7": "1", "chosen": "7", "undo": "7:9"}, []),
        ({"initial-shouting_percent": "70", "form-TOTAL_FORMS": "9", "in_comment": "on"}, []),
        ({"reasoning": "Because", "posted": "Yes"}, ["Because", "Yes"]),
    ],
)
def test_what_was_typed_is_shown_and_nothing_else(sent, shown):
    assert typed_text(RequestFactory().post("/admin/", sent)) == shown


FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"text=x", "multipart/form-data"),
        (b"--x\r\nContent-Dispo", "multipart/form-data; boundary=x"),
        (b"&".join([b"f=x"] * 1_100), FORM),
        (b"text=" + b"x" * 1024 * 1024, FORM),
        (b"text=x", f"{FORM}; charset=latin-1"),
        (b'{"text": "x"}', "application/json"),
        (b"", FORM),
    ],
    ids=["no boundary", "cut off", "many fields", "large", "charset", "json", "empty"],
)
def test_of_what_cannot_be_read_nothing_is_shown(body, content_type):
    assert typed_text(RequestFactory().post("/admin/", body, content_type)) == []


#: The forms of admin here, and a field of each that is typed into.
TYPED_INTO = {"category": "name", "tag": "name", "author": "name", "article": "standfirst"}


def stored() -> list[list]:
    return [list(model.objects.values_list()) for model in (Article, Author, Category, Tag)]


@pytest.mark.parametrize("kind", TYPED_INTO)
@pytest.mark.parametrize("page", ["add/", "{pk}/change/"])
def test_what_is_typed_into_a_form_comes_back_when_one_is_signed_out(client, kind, page):
    article = make_article(tags=[make_tag()], authors=[make_author()])
    rows = {"category": article.category, "tag": Tag.objects.get(), "author": Author.objects.get()}
    pk = rows.get(kind, article).pk
    address = f"/admin/blog/{kind}/{page.format(pk=pk)}"
    before = stored()
    answer = client.post(address, {TYPED_INTO[kind]: TYPED})
    assert answer.status_code == 403
    assert "You are signed out" in answer.text
    assert SHOWN in answer.text
    assert f"?next={address}" in answer.text
    assert stored() == before
    assert client.get(address)["Location"] == f"/admin/login/?next={address}"


def test_what_is_typed_into_the_form_of_an_account_is_not_repeated(client, admin_user):
    sent = {"username": "nigora", "password1": "Nasb-2026-kard"}
    for address in ("add/", f"{admin_user.pk}/change/", f"{admin_user.pk}/password/"):
        answer = client.post(f"/admin/auth/user/{address}", sent, follow=True)
        assert answer.redirect_chain
        assert "Nasb-2026-kard" not in answer.text


def test_a_session_that_holds_saves_as_ever(desk):
    assert desk.post("/admin/blog/tag/add/", {"name": "x", "slug": "", "language": "en"})
    assert Tag.objects.get().name == "x"


# -- A token that is out of date ----------------------------------------------------------


@pytest.fixture
def strict(admin_user) -> Client:
    """Somebody whose browser has a form with the token of an earlier session."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(admin_user)
    return client


ADD = "/admin/blog/tag/add/"


def test_a_form_with_an_old_token_gives_back_what_was_typed(strict):
    strict.get(ADD)
    answer = strict.post(f"{ADD}?_popup=1", {"name": TYPED, "csrfmiddlewaretoken": "x" * 64})
    assert answer.status_code == 403
    assert "This form is out of date" in answer.text
    assert SHOWN in answer.text
    assert "x" * 64 not in answer.text
    assert f'href="{ADD}?_popup=1"' in answer.text
    assert "'unsafe" not in answer["Content-Security-Policy"]
    assert "<style" not in answer.text
    assert not Tag.objects.exists()


def test_a_real_form_survives_signing_in_again_in_another_tab(strict):
    strict.get(ADD)
    old = strict.cookies["csrftoken"].value
    strict.post("/admin/logout/", {"csrfmiddlewaretoken": old})
    signed_out = strict.post(ADD, {"name": TYPED, "csrfmiddlewaretoken": old})
    assert SHOWN in signed_out.text
    assert signed_out.status_code == 403
    strict.cookies["csrftoken"] = "y" * 32
    assert SHOWN in strict.post(ADD, {"name": TYPED, "csrfmiddlewaretoken": old}).text


def test_a_password_is_never_shown(strict):
    sent = {"username": "nigora", "password": "Nasb-2026-kard", "next": "/admin/"}
    answers = [
        strict.post("/admin/login/", sent),
        strict.post("/admin/password_change/", {"old_password": "Nasb-2026-kard"}),
        strict.post("/admin/auth/user/add/", {"username": "n", "password1": "Nasb-2026-kard"}),
    ]
    assert [answer.status_code for answer in answers] == [403] * 3
    assert not any("Nasb-2026-kard" in answer.text for answer in answers)


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_what_another_site_sends_is_not_repeated(strict, site):
    answer = strict.post(ADD, {"name": TYPED}, headers={"Sec-Fetch-Site": site})
    assert answer.status_code == 403
    assert "Текст" not in answer.text
    assert "<h1>Not allowed</h1>" in answer.text


@pytest.mark.parametrize("headers", [{}, {"Origin": "https://evil.example"}, {"Origin": "null"}])
@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"text=x", "multipart/form-data"),
        (b"--x\r\nContent-Disposition: form-data; name=", "multipart/form-data; boundary=x"),
        (b"&".join([b"f=x"] * 1_100), FORM),
        (b"text=" + b"x" * 1024 * 1024, FORM),
        (b"decide=approve:7", FORM),
        (b'{"text": "x"}', "application/json"),
        (b"%00=%00&a=%ff%fe", FORM),
    ],
    ids=["no boundary", "cut off", "many", "large", "button", "json", "odd"],
)
def test_a_broken_request_is_refused_and_is_no_fault(strict, body, content_type, headers):
    answer = strict.post(ADD, body, content_type, headers=headers)
    assert answer.status_code in (400, 403)
    assert answer["Content-Type"].startswith("text/html")


class Broken:
    """A connection that ends in the middle."""

    def read(self, *_size: int) -> bytes:
        raise OSError("gone")

    readline = read


@pytest.mark.parametrize("headers", [{}, {"Origin": "https://evil.example"}])
def test_a_connection_that_breaks_is_no_fault(strict, headers):
    more = {"wsgi.input": Broken(), "CONTENT_LENGTH": "9"}
    answer = strict.post(ADD, b"", FORM, headers=headers, **more)
    assert answer.status_code == 403
