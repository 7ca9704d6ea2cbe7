"""A reader reports a comment; once enough places have, a moderator finds it at the desk."""

import pytest
from playwright.sync_api import Page, expect

from comments.models import Comment, Report
from tests.browser.axe import in_every_look, nothing_found_by_axe
from tests.browser.steps import sign_in_as
from tests.make import make_article, make_comment, make_reader_reports, make_staff

NOTE = "Что вы пишете <b>о соседях</b>"

with_and_without_javascript = pytest.mark.parametrize(
    "javascript", [True, False], ids=["with JavaScript", "without JavaScript"]
)


@pytest.fixture
def comment(watch) -> Comment:
    return make_comment(make_article("The summit"), "You liar!", name="Rustam")


def report(page: Page, comment: Comment) -> None:
    page.goto(comment.article.get_absolute_url())
    page.get_by_role("link", name="Report the comment of Rustam").click()
    expect(page.get_by_role("heading", name="Report a comment")).to_be_visible()
    expect(page.locator("blockquote")).to_contain_text("You liar!")
    page.get_by_label("Insult or threat").check()
    page.get_by_label("Anything the moderators should know?").fill(NOTE)
    page.get_by_role("button", name="Report").click()


@with_and_without_javascript
def test_reports_from_two_places_bring_a_comment_to_the_desk(browse, comment, javascript):
    reader = browse(java_script_enabled=javascript)
    moderator = browse(java_script_enabled=javascript)
    sign_in_as(moderator, make_staff("Moderator"))
    reported = "/admin/comments/comment/?tab=reported"

    # One reader reports it, which is kept and is not enough.
    report(reader, comment)
    expect(reader.get_by_role("heading", name="Thank you")).to_be_visible()
    moderator.goto(reported)
    expect(moderator.get_by_text("You liar!")).to_have_count(0)

    # The same place again is told so, and keeps what it typed.
    reader.get_by_role("link", name="Back to the comment").click()
    Report.objects.update(note="Typed by somebody else")
    report(reader, comment)
    expect(reader.get_by_role("alert")).to_contain_text("Somebody in your network")
    expect(reader.get_by_label("Anything the moderators")).to_have_value(NOTE)
    expect(reader.get_by_label("Insult or threat")).to_be_checked()

    # Another place does, and the moderator keeps the comment.
    make_reader_reports(comment, NOTE)
    moderator.goto(reported)
    card = moderator.get_by_role("article").filter(has_text="You liar!")
    expect(card).to_contain_text("Reported by readers in 2 places: Insult or threat")
    expect(card).to_contain_text(NOTE)
    card.get_by_role("button", name="Keep").click()
    expect(
        moderator.get_by_text("1 comment stays; its reports are settled.").first
    ).to_be_visible()
    assert set(Report.objects.values_list("upheld", flat=True)) == {False}

    # Nobody has missed it meanwhile.
    reader.goto(comment.article.get_absolute_url())
    expect(reader.get_by_text("You liar!")).to_be_visible()


@with_and_without_javascript
def test_no_report_is_sent_without_a_reason(browse, comment, javascript):
    page = browse(java_script_enabled=javascript)
    page.goto(f"/comments/{comment.pk}/report/")
    page.get_by_role("button", name="Report").click()
    expect(page.get_by_label("Insult or threat")).to_be_focused()
    expect(page.get_by_role("heading", name="Report a comment")).to_be_visible()
    assert not Report.objects.exists()


@in_every_look({"width": 360, "height": 740}, {"width": 1280, "height": 900})
def test_axe_finds_nothing_on_the_page_of_a_report(browse, watch, language, size, colours):
    article = make_article("The summit", language=language)
    comment = make_comment(article, "A <b>bold</b> word\n\n<code>and</code> more", name="Мадина")
    page = browse(viewport=size, color_scheme=colours)
    page.goto(f"/comments/{comment.pk}/report/")
    expect(page.locator("html")).to_have_attribute("lang", language)
    assert nothing_found_by_axe(page)
    assert too_small(page) == []

    page.evaluate("document.querySelector('form.report').noValidate = true")
    page.locator("form.report button").click()
    expect(page.locator("#cause_error")).to_be_visible()
    expect(page.locator("#cause-insult")).to_be_focused()
    assert nothing_found_by_axe(page)

    page.locator("#cause-spam").check()
    page.evaluate("document.querySelector('#note').value = 'x'.repeat(1001)")
    page.locator("form.report button").click()
    expect(page.locator("#note_error")).to_be_visible()
    expect(page.locator("#note")).to_be_focused()
    assert nothing_found_by_axe(page)

    page.locator("#note").fill("x")
    page.locator("form.report button").click()
    expect(page.locator("form.report")).to_have_count(0)
    assert nothing_found_by_axe(page)

    removed = make_comment(article)
    page.goto(f"/comments/{removed.pk}/report/")
    removed.trash(by=make_staff("Moderator"))
    page.locator("#cause-spam").check()
    page.locator("#note").fill("x")
    page.locator("form.report button").click()
    expect(page.locator("#typed")).to_have_value("x")
    expect(page.locator("html")).to_have_attribute("lang", language)
    assert nothing_found_by_axe(page)


def too_small(page: Page) -> list[str]:
    """What can be pressed on less than a finger's room (44 by 44 CSS pixels); a radio button
    belongs to its label."""
    return page.locator("form.report").evaluate(
        """(form) => [...form.querySelectorAll("input, textarea, button")]
          .filter((place) => place.type !== "hidden")
          .map((place) => {
            const box = (place.type === "radio" ? place.parentElement : place)
              .getBoundingClientRect()
            return [place.id, box.width, box.height]
          })
          .filter(([, width, height]) => width < 44 || height < 44)
          .map(String)"""
    )
