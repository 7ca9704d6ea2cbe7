"""What the tests of the desk share."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.test import Client

from tests.make import make_article


@pytest.fixture
def moderator(client) -> Client:
    """A member of staff who may moderate and nothing else."""
    user = get_user_model().objects.create_user("nigora", password="x", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="moderate_comment"))
    client.force_login(user)
    return client


@pytest.fixture
def article():
    return make_article("The summit")
