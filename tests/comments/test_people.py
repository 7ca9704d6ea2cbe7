import pytest
from django.contrib.auth.models import User

from comments.people import name_of


@pytest.mark.parametrize(
    ("user", "name"),
    [
        (User(username="zk", first_name="Zarina", last_name="Karimova"), "Zarina Karimova"),
        (User(username="zk", first_name="Zarina"), "Zarina"),
        (User(username="zk"), "zk"),
    ],
)
def test_staff_are_called_by_their_name_or_by_what_they_sign_in_as(user, name):
    assert name_of(user) == name
