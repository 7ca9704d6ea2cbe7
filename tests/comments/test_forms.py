import re

import pytest

from comments.forms import ReplyForm
from tests.make import make_article, make_comment

pytestmark = pytest.mark.django_db

WORDS = [
    "Leave a Reply",
    "Your email address will not be published. Required fields are marked *",
    "Comment *",
    "Name *",
    "Email *",
    "Website",
    "Save my name, email, and website in this browser for the next time I comment.",
]


def test_the_form_says_what_the_contract_says(client):
    page = client.get(make_article().get_absolute_url()).text
    form = page[page.index('id="respond"') :]
    said = " ".join(re.sub("<[^>]+>", "", form).split())
    for words in WORDS:
        assert words in said
    assert 'value="Post Comment"' in form
    assert 'action="/comments/post/"' in form
    assert 'id="commentform" method="post"' in form


def test_the_form_has_the_fields_of_the_contract_and_one_that_nobody_sees():
    form = ReplyForm(article=make_article())
    assert set(form.fields) == {
        "name", "email", "website", "comment", "remember", "article", "parent", "begun", "subject",
        "tell_replies", "tell_article", "corder",
    }  # fmt: skip
    lengths = {name: field.max_length for name, field in form.fields.items() if name in
               ("name", "email", "website", "comment")}  # fmt: skip
    assert lengths == {"name": 245, "email": 100, "website": 200, "comment": 65_525}


def test_no_token_and_no_cookie_come_with_the_form(client):
    page = client.get(make_article().get_absolute_url())
    assert "csrf" not in page.text
    assert not page.cookies


def test_a_form_given_back_keeps_what_was_typed_and_mends_the_hidden_fields():
    article, other = make_article(), make_comment(make_article())
    data = {"comment": "\n lead\0ing", "name": "<b>", "parent": str(other.pk), "article": "7"}
    data["corder"] = "ne\0west"
    form = ReplyForm(data, article=article)
    assert not form.is_valid()
    form.give_back()
    shown = str(form["comment"])
    assert "\n lead␀ing</textarea>" in shown
    assert 'value="&lt;b&gt;"' in str(form["name"])
    assert "value" not in str(form["parent"])
    assert 'value="oldest"' in str(form["corder"])


@pytest.mark.parametrize("domain", [".".join(["ъыь"] * 22) + ".рф", "ΐ" * 80 + ".рф"])
def test_an_address_that_is_too_long_in_its_one_spelling_is_refused(client, domain):
    reply = {"article": make_article().pk, "comment": "Kept.", "name": "Madina"}
    answer = client.post("/comments/post/", reply | {"email": f"a@{domain}"})
    assert answer.status_code == 422
    assert "Kept." in answer.text
    assert "This is not a complete email address" in answer.text
