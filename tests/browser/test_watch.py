"""The watch that every browser test relies on sees what it is there to see."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Watch
from tests.make import make_article

OFFENCES = {
    "an error in the console": ("console.error('Something is wrong')", "Something is wrong"),
    "an error on the page": ("setTimeout(() => nobody.knows)", "nobody is not defined"),
    "an inline style": (
        "document.body.insertAdjacentHTML('beforeend', '<p style=\"top: 0\">')",
        "style-src-attr inline",
    ),
    "a picture from another host": (
        "new Image().src = 'https://example.org/pixel.gif'",
        "img-src https://example.org",
    ),
    "a picture that is not there": ("new Image().src = '/static/nothing.svg'", "404 for "),
}


@pytest.fixture
def another(watch) -> Iterator[Watch]:
    """A watch that may complain, as the one of the test may not."""
    another = Watch(watch.chromium, watch.site)
    yield another
    another.close()


def test_an_offence_is_a_complaint(another):
    page = opened(another)
    for name, (script, complaint) in OFFENCES.items():
        assert not is_told(another, complaint), name
        do(page, script)
        assert is_told_soon(another, complaint, page), name


def test_a_request_to_another_host_is_a_complaint_where_no_policy_stops_it(another):
    page = opened(another, bypass_csp=True)
    do(page, "new Image().src = 'https://example.org/pixel.gif'")
    complaint = "A request to another host: https://example.org/pixel.gif"
    assert is_told_soon(another, complaint, page)


def opened(watch: Watch, **options: bool) -> Page:
    page = watch.open(**options)
    page.goto(make_article().get_absolute_url())
    assert not watch.complaints
    return page


def do(page: Page, script: str) -> None:
    page.evaluate(f"() => {{ {script} }}")


def is_told(watch: Watch, complaint: str) -> bool:
    return complaint in "\n".join(watch.complaints)


def is_told_soon(watch: Watch, complaint: str, page: Page) -> bool:
    for _frame in range(600):
        if is_told(watch, complaint):
            break
        page.evaluate("() => new Promise(requestAnimationFrame)")
    return is_told(watch, complaint)
