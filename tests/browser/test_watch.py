"""The watch that every browser test relies on sees what it is there to see."""

import pytest

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


@pytest.mark.parametrize(("script", "complaint"), OFFENCES.values(), ids=OFFENCES)
def test_an_offence_is_a_complaint(watch, script, complaint):
    assert is_told(complaint, script, watch)


def test_a_request_to_another_host_is_a_complaint_where_no_policy_stops_it(watch):
    script = "new Image().src = 'https://example.org/pixel.gif'"
    complaint = "A request to another host: https://example.org/pixel.gif"
    assert is_told(complaint, script, watch, bypass_csp=True)


def is_told(complaint: str, script: str, watch: Watch, **options: bool) -> bool:
    """Whether another watch complains when a page that it opened does this."""
    another = Watch(watch.chromium, watch.site)
    page = another.open(**options)
    page.goto(make_article().get_absolute_url())
    assert not another.complaints
    page.evaluate(f"() => {{ {script} }}")
    for _frame in range(600):
        if complaint in "\n".join(another.complaints):
            break
        page.evaluate("() => new Promise(requestAnimationFrame)")
    another.close()
    return complaint in "\n".join(another.complaints)
