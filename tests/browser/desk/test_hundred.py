"""A moderator clears what waits with the keyboard alone."""

from playwright.sync_api import expect

from comments.models import Comment
from tests.browser.desk.steps import current, held, is_the_same, log, told


def test_a_moderator_clears_a_hundred_comments_with_the_keyboard_alone(desk, browse):
    comments = held(100)
    page = desk()
    decided: dict[int, str] = {}

    def press(key: str, becomes: str) -> None:
        decided[current(page)] = becomes
        page.keyboard.press(key)

    for number in range(30):
        press(*(("s", "spam") if number % 10 == 7 else ("a", "approved")))

    press("t", "trash")
    undone = list(decided)[-1]
    page.keyboard.press("u")
    told(page, "1 decision undone.")
    assert current(page) == undone
    press("a", "approved")

    chosen = []
    for _ in range(10):
        chosen.append(current(page))
        page.keyboard.press("x")
        page.keyboard.press("j")
    expect(page.locator("#desk-chosen")).to_have_text("10 chosen")
    page.keyboard.press("t")
    decided |= dict.fromkeys(chosen, "trash")
    told(page, "10 comments: Trash.")

    answered = current(page)
    page.keyboard.press("r")
    expect(page.locator(".desk-panel textarea")).to_be_focused()
    page.keyboard.type("Thank you for asking.")
    page.keyboard.press("Control+Enter")
    told(page, "Your reply is published.")
    decided[answered] = "approved"

    while len(decided) < 100:
        press("a", "approved")
    expect(page.locator("#desk-empty")).to_be_visible()
    expect(page.locator("[data-tab=held] .desk-count")).to_have_text("0")
    expect(page.locator("[data-tab=trash] .desk-count")).to_have_text("10")
    assert is_the_same(page)

    found = Comment.objects.filter(parent=None).values_list("pk", "status")
    assert dict(found) == decided
    rows = [row for row in log() if row[0] != undone]
    assert len(rows) == 99
    assert {(pk, to) for pk, to, _via in rows} == set(decided.items()) - {(undone, "approved")}
    assert {pk for pk, _to, via in rows if via == "bulk"} == set(chosen)
    assert [row[1:] for row in log() if row[0] == undone] == [
        ("trash", "desk"),
        ("held", "undo"),
        ("approved", "desk"),
    ]

    reader = browse()
    reader.goto(comments[0].article.get_absolute_url())
    shown = set(reader.locator(".comment").evaluate_all("all => all.map((one) => one.id)"))
    reader.goto(f"{comments[0].article.get_absolute_url()}?cpage=2")
    shown |= set(reader.locator(".comment").evaluate_all("all => all.map((one) => one.id)"))
    [reply] = Comment.objects.exclude(parent=None)
    public = {pk for pk, to in decided.items() if to == "approved"} | {reply.pk}
    assert shown == {f"comment-{pk}" for pk in public}
    reader.goto(reply.get_absolute_url())
    expect(reader.locator(f"#comment-{reply.pk}")).to_contain_text("Thank you for asking.")


def test_the_tab_of_all_goes_on_after_its_first_page(desk):
    held(30)
    page = desk("?tab=all&order=oldest")
    for _ in range(30):
        current(page)
        page.keyboard.press("a")
    expect(page.locator("[data-tab=approved] .desk-count")).to_have_text("30")
    expect(page.locator("#desk-empty")).to_be_visible()
    assert len(log()) == 30
