import pytest

from tests.comments.notifications.moderators.links_pressed import make_moderator
from tests.make import make_article, make_comment
from tests.test_privacy import EMAIL, IP


@pytest.fixture
def user():
    return make_moderator(first_name="Nigora", last_name="Saidova")


@pytest.fixture
def comment():
    article = make_article("The summit")
    above = make_comment(article, "What <b>is</b> it?", name="Madina")
    private = {"email": EMAIL, "ip": IP, "network": "203.0.113.0/24"}
    return make_comment(
        article, "It is <i>this</i>.", name="Farrukh", parent=above, status="held", **private
    )
