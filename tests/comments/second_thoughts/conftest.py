import pytest

from tests.make import make_article, make_comment
from tests.test_privacy import EMAIL, IP


@pytest.fixture
def article():
    return make_article("The summit")


@pytest.fixture
def comment(article):
    return make_comment(article, "Well sad.", email=EMAIL, ip=IP)
