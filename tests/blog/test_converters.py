import pytest

from tests.surfaces import routes

pytestmark = pytest.mark.django_db

NUMBERED = [route for route in routes() if "<id:" in route or "<int:" in route]


@pytest.mark.parametrize("digits", [18, 19, 20, 400, 5000])
@pytest.mark.parametrize("route", NUMBERED)
def test_a_number_that_no_row_has_is_no_server_error(client, route, digits):
    before, _part, after = route.partition("<")
    address = f"/{before}{'9' * digits}{after.partition('>')[2]}"
    # Whoever asks to withdraw a comment is told the same whether there is one.
    may_be_there = "withdraw" in route and digits == 18
    assert client.get(address).status_code == (200 if may_be_there else 404)


def test_every_numbered_route_is_asked():
    assert "comments/news/<id:article>/" in NUMBERED
    assert len(NUMBERED) >= 7
