"""Buttons without the desk's script, and who may press them."""

import pytest
from django.test import Client

from tests.comments.admin.deciding import DECIDE, UNDO, decide, statuses
from tests.comments.admin.panel_forms import LIST
from tests.make import make_comment, make_staff

pytestmark = pytest.mark.django_db


def test_without_the_script_a_button_leads_back_to_the_comment_that_comes_next(moderator, article):
    comments = [make_comment(article, status="held") for _ in range(3)]
    seen = {f"seen-{comment.pk}": comment.last_decision().pk for comment in comments}
    back = "?tab=held&order=risk"
    sent = {"decide": f"approve:{comments[1].pk}", "back": back}
    answer = moderator.post(DECIDE, sent | seen)
    decision = comments[1].last_decision()
    assert answer["Location"].startswith(
        f"{LIST}?tab=held&order=risk&undo={comments[1].pk}%3A{decision.pk}%3A"
    )
    assert answer["Location"].endswith(f"#comment-{comments[2].pk}")
    page = moderator.get(answer["Location"]).text
    assert "1 comment: Approved." in page
    assert f'name="undo" value="{comments[1].pk}:{decision.pk}"' in page
    moderator.post(UNDO, {"undo": f"{comments[1].pk}:{decision.pk}"})
    assert statuses(comments[1]) == ["held"]
    client = Client()
    client.force_login(make_staff("Moderator", "rustam"))
    assert 'name="undo"' not in client.get(answer["Location"]).text


def test_a_link_cannot_make_up_what_is_to_be_undone(moderator, zarina, article):
    comment = make_comment(article, status="held")
    decision = comment.trash(by=zarina)
    for written in (f"{comment.pk}:{decision.pk}", f"{comment.pk}:{decision.pk}:x", ":", ""):
        assert 'name="undo"' not in moderator.get(LIST, {"undo": written}).text


def test_a_way_back_of_any_length_is_no_reason_to_fail_after_the_decision(script, article):
    comment = make_comment(article, status="held")
    answer = decide(script, "approve", comment, back="?" + "a=1&" * 2_000)
    assert answer.status_code == 200
    assert statuses(comment) == ["approved"]


@pytest.mark.parametrize(
    "back",
    ["https://example.org/", "//example.org/", "/\\example.org", "\0", "javascript:alert(1)"],
)
def test_no_button_leads_away_from_the_site(moderator, article, back):
    comment = make_comment(article, status="held")
    answer = decide(moderator, "approve", comment, back=back)
    assert answer["Location"].startswith(LIST)


def test_a_button_on_the_page_of_a_comment_leads_back_to_it(moderator, article):
    comment = make_comment(article, status="held")
    here = f"{LIST}{comment.pk}/change/"
    answer = decide(moderator, "approve", comment, back=here, **{"from": "comment"})
    assert answer["Location"] == here
    assert comment.last_decision().via == "admin"


@pytest.mark.parametrize("address", [DECIDE, UNDO])
@pytest.mark.parametrize("who", ["stranger", "Reporter", "Editor", "no staff"])
def test_whoever_may_not_moderate_decides_nothing(client, article, who, address):
    if who != "stranger":
        client.force_login(
            make_staff("" if who == "no staff" else who, is_staff=who != "no staff")
        )
    comment = make_comment(article, status="held")
    sent = {"decide": f"approve:{comment.pk}", "undo": f"{comment.pk}:1"}
    answer = client.post(address, sent)
    assert answer.status_code == (302 if who in ("stranger", "no staff") else 403)
    assert statuses(comment) == ["held"]


def test_a_forged_form_of_another_site_decides_nothing(nigora, article):
    client = Client(enforce_csrf_checks=True)
    client.force_login(nigora)
    comment = make_comment(article, status="held")
    assert decide(client, "approve", comment).status_code == 403
    assert statuses(comment) == ["held"]


@pytest.mark.parametrize("address", [DECIDE, UNDO])
def test_whoever_had_to_sign_in_again_is_led_to_the_desk_and_told(moderator, article, address):
    answer = moderator.get(address, follow=True)
    assert answer.redirect_chain == [(LIST, 302)]
    assert "nothing was decided" in answer.text
    assert moderator.put(address).status_code == 405


def test_an_account_that_was_closed_decides_nothing_any_more(script, nigora, article):
    comment = make_comment(article, status="held")
    nigora.is_active = False
    nigora.save()
    assert decide(script, "approve", comment).status_code == 302
    assert statuses(comment) == ["held"]
