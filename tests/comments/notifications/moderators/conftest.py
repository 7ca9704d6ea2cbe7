import pytest
from django.utils import timezone

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


@pytest.fixture
def five_past_ten(monkeypatch):
    """The clock stands where neither an hour nor a day begins soon."""
    now = timezone.now().replace(hour=10, minute=5, second=0, microsecond=0)
    monkeypatch.setattr(timezone, "now", lambda: now)
