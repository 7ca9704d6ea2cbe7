import pytest

from comments.browsers import FAMILIES, family

MOZILLA = "Mozilla/5.0 (Windows NT 10.0; Win64; x64)"
WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML)"


@pytest.mark.parametrize(
    ("user_agent", "expected"),
    [
        ("", ""),
        (f"{MOZILLA} Gecko/20100101 Firefox/130.0", "Firefox"),
        (f"{PHONE} FxiOS/130.0 Mobile/15E148 Safari/605.1.15", "Firefox"),
        (f"{MOZILLA} {WEBKIT} Chrome/128.0.0.0 Safari/537.36", "Chrome"),
        (f"{PHONE} CriOS/128.0 Mobile/15E148 Safari/604.1", "Chrome"),
        (f"{MOZILLA} {WEBKIT} Chrome/128.0 Safari/537.36 OPR/114.0.0.0", "Chrome"),
        (f"{MOZILLA} {WEBKIT} Chrome/126.0 YaBrowser/24.7 Safari/537.36", "Chrome"),
        (f"{MOZILLA} {WEBKIT} Chrome/128.0.0.0 Safari/537.36 Edg/128.0", "Edge"),
        (f"{PHONE} EdgiOS/128.0 Mobile/15E148 Safari/605.1.15", "Edge"),
        (f"{PHONE} Version/17.0 Mobile/15E148 Safari/604.1", "Safari"),
        ("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", "bot"),
        (f"{MOZILLA} {WEBKIT} HeadlessChrome/128.0 Safari/537.36", "bot"),
        ("curl/8.5.0", "bot"),
        ("python-requests/2.32", "bot"),
        ("Opera/9.80 (J2ME/MIDP; Opera Mini/7.1) Presto/2.12", "other"),
        ("my own browser, 900 12 34", "other"),
        ("Robotics", "other"),
        ("\x00", "other"),
        ("a/" * 150, "other"),
    ],
)
def test_a_browser_is_of_a_family(user_agent, expected):
    assert family(user_agent) == expected


@pytest.mark.parametrize("name", FAMILIES)
def test_a_family_stays_what_it_is(name):
    assert family(name) == name
