"""A reader asks for everything that is held about the address, and is forgotten."""

import json
import re
from pathlib import Path

import pytest
from django.core import mail
from playwright.sync_api import expect

from comments.forgetting import erase_traces
from comments.models import Comment, Erasure, Reader
from comments.notifications.readers.links import OWN
from comments.notifications.readers.tasks import mail_readers
from tests.browser.axe import in_every_look, nothing_found_by_axe
from tests.make import make_article, make_comment, make_reader, make_subscription

ADDRESS = "zarina.k@example.org"

with_and_without_javascript = pytest.mark.parametrize(
    "javascript", [True, False], ids=["with JavaScript", "without JavaScript"]
)


@with_and_without_javascript
def test_a_reader_asks_for_everything_and_is_forgotten(browse, watch, javascript):
    article = make_article("The summit")
    written = make_comment(article, "What I said.", name="Zarina", email=ADDRESS)
    make_comment(article, "What was answered.", name="Bahrom", parent=written)
    make_subscription(article, reader=make_reader(ADDRESS))

    page = browse(java_script_enabled=javascript)
    page.goto(article.get_absolute_url())
    page.locator(".form-notes").get_by_role("link", name="Privacy").click()
    page.get_by_role("link", name="See everything that we hold").click()
    page.get_by_label("Email").fill(ADDRESS)
    page.get_by_role("button", name="Mail me the link").click()
    expect(page.get_by_text("a mail with a link goes there")).to_be_visible()

    assert mail_readers.func() == 1
    [address] = re.findall("http[^ \n]+", mail.outbox[-1].body)
    page.goto(address)
    expect(page.get_by_text("What I said.")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Take it with you").click()
    held = json.loads(Path(download.value.path()).read_text())
    assert [comment["text"] for comment in held["comments"]] == ["What I said."]
    page.get_by_role("button", name="Stop", exact=True).click()
    expect(page.get_by_text("We write to you about nothing.")).to_be_visible()

    page.get_by_role("link", name="Remove my comments").click()
    page.get_by_role("button", name="Remove them").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You are being forgotten")
    erase_traces.func(Erasure.objects.get().pk)

    page.goto(address)
    expect(page.get_by_text("Nothing is held about this address.")).to_be_visible()
    page.goto(article.get_absolute_url())
    expect(page.get_by_text("This comment was removed.")).to_be_visible()
    expect(page.get_by_text("What was answered.")).to_be_visible()
    expect(page.get_by_text("Zarina")).to_have_count(0)
    assert not Reader.objects.exists()
    assert not Comment.objects.filter(email=ADDRESS).exists()


@in_every_look({"width": 360, "height": 740}, {"width": 1280, "height": 900})
def test_axe_finds_nothing_on_the_pages(browse, language, size, colours):
    comment = make_comment(make_article(language=language), email=ADDRESS, ip="203.0.113.9")
    reader = make_reader(ADDRESS, language=language)
    make_subscription(comment, reader=reader)
    page = browse(viewport=size, color_scheme=colours, locale=language)
    own = f"/comments/mine/{OWN.token(reader.pk)}/"
    prefix = "" if language == "en" else f"/{language}"
    for address in (
        f"{prefix}/privacy/",
        "/comments/mine/",
        own,
        f"{own}erase/?how=remove",
        "/comments/mine/x/",
    ):
        page.goto(address)
        expect(page.locator("html")).to_have_attribute("lang", language)
        assert nothing_found_by_axe(page)
