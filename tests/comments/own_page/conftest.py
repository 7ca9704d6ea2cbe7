import pytest

from comments.models import Reader
from tests.comments.own_page.visit import ADDRESS
from tests.make import make_article, make_comment, make_reason, make_staff


@pytest.fixture
def comment():
    comment = make_comment(
        make_article("The summit"),
        "What I <b>said</b>.",
        name="Zarina",
        email=ADDRESS,
        ip="203.0.113.9",
        network="203.0.113.0/24",
        user_agent="Firefox 1",
    )
    make_reason(comment, message="A secret reason.")
    comment.notes.create(by=make_staff("Moderator", "nigora"), text="A secret note.")
    return comment


@pytest.fixture
def reader(comment):
    return Reader.objects.create(email=ADDRESS, email_folded=ADDRESS.casefold(), language="en")
