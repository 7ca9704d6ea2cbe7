"""Two at the desk, another window, and somebody who is signed out."""

from django.test import Client
from playwright.sync_api import expect

from comments.models import Discussion
from comments.second_thoughts.revise import revise
from tests.browser.desk.steps import current, hear_news, held, is_the_same, status, told
from tests.browser.steps import PASSWORD
from tests.make import make_article, make_comment, make_staff


def test_a_colleagues_decision_is_told_and_never_decided_over(desk, watch, zarina):
    first, second, third = held(3)
    page = desk()
    first.trash(by=zarina)
    page.keyboard.press("a")
    told(page, "Already decided by Zarina")
    watch.forgive(409)
    second.mark_spam(by=zarina)
    hear_news(page)
    expect(page.locator(f"#comment-{second.pk} .desk-outcome")).to_contain_text("Zarina")
    page.keyboard.press("a")  # the current one is closed: the key is for nobody
    assert (status(first), status(second), status(third)) == ("trash", "spam", "held")
    page.keyboard.press("j")
    assert current(page) == third.pk


def test_a_colleague_who_looks_is_named_and_forbids_nothing(desk, browse, zarina):
    [comment] = held(1)
    client = Client()
    client.force_login(zarina)
    page = desk()
    client.post(f"/admin/comments/comment/{comment.pk}/look/")
    hear_news(page)
    expect(page.get_by_text("\u2068Zarina\u2069 looks at this now.")).to_be_visible()
    page.keyboard.press("a")
    told(page, "1 comment: Approved.")


def test_comments_that_come_in_later_and_come_back_are_shown(desk, zarina):
    [comment] = held(1)
    page = desk()
    page.keyboard.press("t")
    told(page, "1 comment: Trash.")
    expect(page.locator("#desk-empty")).to_be_visible()
    new = make_comment(comment.article, "Quite new", status="held")
    hear_news(page)
    expect(page.locator(f"#comment-{new.pk}")).to_be_visible()
    comment.undo(comment.last_decision().pk, zarina)
    hear_news(page)
    expect(page.locator(f"#comment-{comment.pk} .desk-text")).to_be_visible()


def test_a_signed_out_desk_says_so_and_goes_on_once_one_is_signed_in_again(desk, watch):
    first, second = held(2)
    page = desk()
    page.context.clear_cookies()
    page.keyboard.press("a")
    told(page, "You are signed out.")
    expect(page.locator(f"#comment-{first.pk} .desk-text")).to_be_visible()
    page.keyboard.press("k")
    page.keyboard.press("n")
    told(page, "You are signed out.")

    other = page.context.new_page()
    other.goto("/admin/login/")
    other.get_by_label("Username").fill("nigora")
    other.get_by_label("Password").fill(PASSWORD)
    other.get_by_role("button", name="Log in").click()
    expect(other.locator("#logout-form")).to_be_visible()
    page.keyboard.press("a")
    told(page, "1 comment: Approved.")
    assert is_the_same(page)
    assert (status(first), status(second)) == ("approved", "held")
    watch.forgive(403)  # with the token of before


def test_what_is_reported_again_is_shown_before_it_is_kept(desk, watch, zarina):
    comments = [make_comment(make_article(), name=f"Reader {one}") for one in range(2)]
    for comment in comments:
        comment.report(zarina, "spam")
    page = desk("?tab=reported")
    other = make_staff("Reporter", "rustam")
    comments[0].report(other, "personal", "His address!")
    page.keyboard.press("a")
    told(page, "1 comment was reported again meanwhile")
    expect(page.locator(f"#comment-{comments[0].pk}")).to_contain_text("His address!")
    comments[1].report(other, "personal", "Her number!")
    hear_news(page)
    expect(page.locator(f"#comment-{comments[1].pk}")).to_contain_text("Her number!")
    page.keyboard.press("k")
    assert current(page) == comments[0].pk
    page.keyboard.press("a")
    told(page, "1 comment stays; its reports are settled.")
    expect(page.locator("[data-tab=reported] .desk-count")).to_have_text("1")


def test_what_its_author_changes_meanwhile_is_read_before_it_is_decided(desk, watch):
    first, second = held(2)
    page = desk()
    revise(first, "Something else!", Discussion.current())
    page.keyboard.press("a")
    told(page, "Its author changed this comment")
    watch.forgive(409)
    expect(page.locator(f"#comment-{first.pk} .desk-text")).to_have_text("Something else!")
    expect(page.locator(f"#comment-{first.pk}")).to_contain_text("edited by its author")
    assert status(first) == "held"

    revise(second, "Quite new!", Discussion.current())
    hear_news(page)
    expect(page.locator(f"#comment-{second.pk} .desk-text")).to_have_text("Quite new!")
    page.locator(f"#comment-{first.pk}").get_by_role("button", name="Approve").click()
    told(page, "1 comment: Approved.")
    page.locator(f"#comment-{second.pk}").get_by_role("button", name="Approve").click()
    expect(page.locator(f"#comment-{second.pk} .desk-outcome")).to_be_visible()
    assert (status(first), status(second)) == ("approved", "approved")


def test_what_its_author_withdraws_meanwhile_stays_removed(desk, watch):
    [comment] = held(1)
    page = desk()
    comment.withdraw()
    page.keyboard.press("a")
    told(page, "Its author withdrew this comment")
    watch.forgive(409)
    page.goto("/admin/comments/comment/?tab=trash")
    card = page.locator(f"#comment-{comment.pk}")
    expect(card).to_contain_text("withdrawn by its author")
    expect(card.locator("button[name=decide]")).to_have_count(0)
    assert status(comment) == "trash"
