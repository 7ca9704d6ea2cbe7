"""A real browser before a real server. Whatever a test opens is watched.

The browser is the system's Chromium. Without one these tests are skipped; with
REQUIRE_BROWSER=1 in the environment they fail instead.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    Response,
    expect,
    sync_playwright,
)

from blog.models import Article
from comments.models import Discussion
from tests.make import make_article

HERE = Path(__file__).parent

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")

#: A browser without habits of its own, for which there is no host but ours.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost",
]

#: Runs before the scripts of every page; a console error is a complaint.
TELL_OF_VIOLATIONS = """
addEventListener("securitypolicyviolation", (event) => {
  console.error("Against the policy:", event.violatedDirective, event.blockedURI, event.sample)
})
"""

SECONDS = 1000
expect.set_options(timeout=10 * SECONDS)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker("browser")


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """Open as long as tests of this folder run: its event loop would be in others' way."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        why = f"No browser found: none of {', '.join(NAMES)} is on the PATH."
        if os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail(f"{why} REQUIRE_BROWSER=1 asks for one.")
        pytest.skip(f"{why} Install Chromium to run the browser tests.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


class Watch:
    """Opens windows and keeps a list of everything in them that must not happen."""

    def __init__(self, chromium: Browser, site: str) -> None:
        self.chromium = chromium
        self.site = site
        self.contexts: list[BrowserContext] = []
        self.complaints: list[str] = []

    def open(self, **options: Any) -> Page:
        """A window of a browser of its own: no cookie and no storage is shared.

        The options are those of Playwright's ``new_context``.
        """
        context = self.chromium.new_context(**{"base_url": self.site, "locale": "en"} | options)
        context.set_default_timeout(10 * SECONDS)
        context.add_init_script(TELL_OF_VIOLATIONS)
        context.on("console", self.hear)
        context.on("weberror", lambda error: self.complaints.append(f"Error: {error.error}"))
        context.on("request", self.see_request)
        context.on("requestfailed", self.see_failure)
        context.on("response", self.see_response)
        self.contexts.append(context)
        return context.new_page()

    def hear(self, message: ConsoleMessage) -> None:
        # An answer of 4xx is heard here, too; see_response knows which were asked for.
        if message.type == "error" and "the server responded with a status" not in message.text:
            self.complaints.append(f"Console: {message.text} ({message.location})")

    def see_request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in ("data", "blob") and not request.url.startswith(f"{self.site}/"):
            self.complaints.append(f"A request to another host: {request.url}")

    def see_failure(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # the reader went on to another page
            self.complaints.append(f"A request failed: {request.url} {request.failure}")

    def see_response(self, response: Response) -> None:
        """A page may refuse, and the test sees it; what belongs to a page may not."""
        is_page = response.request.resource_type == "document" and response.status < 500
        if response.status >= 400 and not is_page:
            self.complaints.append(f"{response.status} for {response.url}")

    def forgive(self, status: int) -> None:
        """Take out the answers of this status, of which there is one: the test is about it."""
        asked_for = [said for said in self.complaints if said.startswith(f"{status} for ")]
        assert asked_for
        self.complaints = [said for said in self.complaints if said not in asked_for]

    def close(self) -> None:
        for context in self.contexts:
            context.close()


@pytest.fixture
def watch(
    chromium: Browser,
    transactional_db: None,
    plain_settings: None,
    settings: Any,
    request: pytest.FixtureRequest,
) -> Iterator[Watch]:
    """Fails the test for an error in the console or on the page, a violation of the policy
    and a request to another host, in whatever window the test opened."""
    # Not named above: the server must start with the plain settings, and they are set later.
    settings.SITE_URL = request.getfixturevalue("live_server").url
    watch = Watch(chromium, settings.SITE_URL)
    yield watch
    watch.close()
    assert not watch.complaints


@pytest.fixture
def browse(watch: Watch) -> Callable[..., Page]:
    """``browse()`` opens a window of another reader's browser."""
    return watch.open


@pytest.fixture
def article(watch: Watch) -> Article:
    """One whose form takes replies at once: a test types faster than anybody."""
    Discussion(pk=1, form_min_seconds=0).save()
    return make_article("The summit")
