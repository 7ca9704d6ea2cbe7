import pytest

from comments.networks import first_parts


@pytest.mark.parametrize(
    ("network", "expected"),
    [
        ("203.0.113.0/24", "203.0.113."),
        ("10.0.0.0/8", "10."),
        ("2001:db8::/48", "2001:0db8:0000:"),
        ("2001:db8:7::/48", "2001:0db8:0007:"),
    ],
)
def test_the_parts_that_all_its_addresses_begin_with(network, expected):
    assert first_parts(network) == expected
