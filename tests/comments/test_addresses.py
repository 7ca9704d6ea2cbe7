import pytest

from comments.addresses import link_target


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("HTTPS://X.TJ", "HTTPS://X.TJ"),
        ("https://душанбе.рф/а?б#в", "https://душанбе.рф/а?б#в"),
        ("http://[::1]:80/", "http://[::1]:80/"),
        ('https://x.tj/a b"<>`{}|\\^[]', "https://x.tj/a%20b%22%3C%3E%60%7B%7D%7C%5C%5E%5B%5D"),
        ("https://x.tj/\u202e\u200b\xa0\x01\ud800", "https://x.tj/%E2%80%AE%E2%80%8B%C2%A0%01%3F"),
        ("https://x.tj/@a?b=https://y@z", "https://x.tj/@a?b=https://y@z"),
    ],
)
def test_an_address_becomes_valid_without_leading_elsewhere(address, target):
    assert link_target(address) == target
