import pytest

from comments.models import Reader
from comments.own_page.link import send_link
from tests.make import make_article, make_comment
from tests.query_costs import queries

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("email", ["root@localhost", "boſs@example.org", "mi\u212ae@example.org"])
def test_a_spelling_that_mail_does_not_go_to_makes_no_reader(email):
    make_comment(make_article(), email=email.casefold())
    send_link(email, "en")
    assert not Reader.objects.exists()


def test_an_unknown_address_waits_for_the_disk_like_a_known_one():
    with queries() as asked:
        send_link("nobody@example.org", "en")
    assert any(query.sql.startswith("UPDATE") for query in asked)
    assert not Reader.objects.exists()
