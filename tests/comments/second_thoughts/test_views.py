"""The pages on which an author changes and withdraws a comment."""

import re
from html import unescape

import pytest
from django.test import Client

from comments.models import Comment, Discussion, Edit
from tests.comments.second_thoughts.changing import POST, edit_of, grow_old, stored, withdrawal_of
from tests.make import make_comment, make_staff, reply_data
from tests.test_privacy import EMAIL

pytestmark = pytest.mark.django_db


def links_on(page):
    return [unescape(link) for link in re.findall(r'href="(/comments/own/[^"]+)"', page.text)]


@pytest.mark.parametrize("asked_first", [True, False], ids=["held", "published"])
def test_who_has_written_is_led_to_the_links_and_nobody_else_sees_them(
    guest, article, asked_first
):
    Discussion(pk=1, comment_previously_approved=asked_first).save()
    answer = guest.post(POST, reply_data(article))
    comment = Comment.objects.get()
    assert answer.status_code == 303
    assert answer["Location"].startswith(f"{article.get_absolute_url()}?")
    assert answer["Location"].endswith(f"#comment-{comment.pk}")
    page = guest.get(answer["Location"])
    said = "Your comment awaits moderation." if asked_first else "Your comment is published."
    assert said in page.text
    edit, withdraw = links_on(page)
    assert edit.endswith("/edit/")
    assert withdraw.endswith("/withdraw/")
    assert "Change your comment" in guest.get(edit).text
    assert "Withdraw your comment?" in guest.get(withdraw).text
    assert page["Cache-Control"] == "private, no-store"
    assert page["X-Robots-Tag"] == "noindex"
    assert page["Referrer-Policy"] == "same-origin"
    assert not links_on(Client().get(article.get_absolute_url()))


def test_where_nobody_may_change_anything_the_answer_leads_to_the_comment_alone(guest, article):
    Discussion(pk=1, comment_previously_approved=False, edit_minutes=0).save()
    answer = guest.post(POST, reply_data(article))
    pk = Comment.objects.get().pk
    assert answer["Location"] == f"{article.get_absolute_url()}#comment-{pk}"
    Discussion.objects.update(comment_previously_approved=True)
    held = guest.get(guest.post(POST, reply_data(article, comment="More.", name="Z"))["Location"])
    assert "Your comment awaits moderation." in held.text
    assert not links_on(held)


def test_the_links_stand_on_the_page_of_the_comment(guest, article, settings):
    settings.COMMENTS_THREADS_PER_PAGE = 2
    for number in range(4):
        make_comment(article, f"Number {number}")
    Discussion(pk=1, comment_previously_approved=False).save()
    address = guest.post(POST, reply_data(article))["Location"]
    assert "?cpage=3&awaiting=" in address
    assert len(links_on(guest.get(address))) == 2
    without = address.replace("cpage=3&", "")
    assert guest.get(without)["Location"] == address


def test_the_page_is_over_with_the_time(guest, article, monkeypatch):
    Discussion(pk=1, comment_previously_approved=False).save()
    address = guest.post(POST, reply_data(article))["Location"]
    grow_old(Comment.objects.get())
    answer = guest.get(address)
    assert answer["Location"] == address.partition("?")[0] + "#" + address.partition("#")[2]


def test_after_a_moderators_decision_only_the_withdrawal_is_offered(guest, article):
    address = guest.post(POST, reply_data(article))["Location"]
    Comment.objects.get().approve(make_staff("Moderator"))
    [link] = links_on(guest.get(address))
    assert link.endswith("/withdraw/")


def test_a_comment_that_came_twice_leads_to_the_same_links(guest, article):
    first, second = (guest.post(POST, reply_data(article)) for _ in range(2))
    assert len(links_on(guest.get(first["Location"]))) == 2
    assert len(links_on(guest.get(second["Location"]))) == 2


def test_the_form_has_the_text_as_it_was_typed(guest, article):
    comment = make_comment(article, "5 < 6 & <b>so</b>\n\nон", name="<Z>")
    page = guest.get(edit_of(comment))
    assert page.status_code == 200
    assert "5 &lt; 6 &amp; &lt;b&gt;so&lt;/b&gt;\n\nон</textarea>" in page.text
    assert "You can change it for 15 more minutes." in page.text
    assert page.text.count("<form") == 1


def test_the_new_text_is_shown_as_edited_and_leads_back_to_the_comment(guest, comment):
    answer = guest.post(edit_of(comment), {"comment": "Well said.\r\nFriends."})
    assert answer.status_code == 303
    assert answer["Location"].endswith(f"#comment-{comment.pk}")
    assert stored(comment).source == "Well said.\nFriends."
    page = guest.get(answer["Location"])
    assert "Your comment is published." in page.text
    everybody = Client().get(comment.article.get_absolute_url()).text
    assert "Well said." in everybody
    assert "Well sad." not in everybody
    assert "<span>edited</span>" in everybody


def test_what_an_edit_holds_is_shown_to_its_author_alone(guest, comment):
    links = "https://a.tj https://b.tj https://c.tj and so on, for as long as one likes to read"
    answer = guest.post(edit_of(comment), {"comment": links})
    assert "Your comment awaits moderation." in guest.get(answer["Location"]).text
    assert (
        f'id="comment-{comment.pk}"' not in Client().get(comment.article.get_absolute_url()).text
    )


@pytest.mark.parametrize(
    ("typed", "status", "said"),
    [
        ("", 422, "Please type your comment."),
        (" \u200b ", 422, "Please type your comment."),
        ("a\0b", 422, "null character"),
        ("x" * 65_526, 422, "65526 characters long"),
        ("<b></b>", 422, "There is nothing to see in your comment yet."),
        ("Said before.", 409, "you have said that already"),
    ],
)
def test_a_refused_text_is_given_back_with_the_reason(guest, comment, typed, status, said):
    make_comment(comment.article, "Said before.", email=EMAIL)
    answer = guest.post(edit_of(comment), {"comment": typed})
    assert answer.status_code == status
    assert said in answer.text
    shown = typed.replace("\0", "\u2400").replace("<", "&lt;").replace(">", "&gt;")
    assert f"{shown}</textarea>" in answer.text
    assert stored(comment).source == "Well sad."
    assert not Edit.objects.exists()


def test_ten_thousand_characters_are_taken(guest, comment):
    text = "Ҷавоб ба хабар. " * 625
    assert guest.post(edit_of(comment), {"comment": text}).status_code == 303
    assert stored(comment).source == text


def test_who_is_too_fast_is_told_when_to_press_again(guest, comment, settings):
    settings.COMMENTS_FLOOD_SECONDS = 15
    guest.post(edit_of(comment), {"comment": "Well said."})
    answer = guest.post(edit_of(comment), {"comment": "Well said!"})
    assert answer.status_code == 429
    assert 13 <= int(answer["Retry-After"]) <= 15
    assert "Well said!</textarea>" in answer.text


def test_closed_comments_refuse_a_change(guest, comment):
    comment.article.comment_status = "closed"
    comment.article.save()
    answer = guest.post(edit_of(comment), {"comment": "Well said."})
    assert answer.status_code == 403
    assert "Well said.</textarea>" in answer.text


def test_after_the_minutes_the_page_says_what_can_still_be_done(guest, comment):
    grow_old(comment)
    for answer in (guest.get(edit_of(comment)), guest.post(edit_of(comment), {"comment": "No."})):
        assert answer.status_code == 410
        assert "The time to change your comment is over" in answer.text
        assert f'href="/comments/{comment.pk}/withdraw/"' in answer.text
    assert "No.</textarea>" in answer.text
    assert guest.post(withdrawal_of(comment)).status_code == 410
    assert stored(comment).status == "approved"
    assert stored(comment).source == "Well sad."


def test_after_the_minutes_no_mail_is_promised_that_can_not_come(guest, comment):
    grow_old(comment)
    Comment.objects.update(email="madina@localhost", email_folded="madina@localhost")
    answer = guest.get(edit_of(comment))
    assert answer.status_code == 410
    assert f"/comments/{comment.pk}/withdraw/" not in answer.text
    assert "please ask the newsroom" in answer.text


def test_a_text_that_comes_after_a_decision_is_given_back(guest, comment):
    comment.pick(make_staff("Moderator"))
    answer = guest.post(edit_of(comment), {"comment": "Something else!\0"})
    assert answer.status_code == 409
    assert "Something else!\u2400</textarea>" in answer.text
    assert "/withdraw/" in answer.text
    assert stored(comment).source == "Well sad."
    assert guest.get(edit_of(comment)).status_code == 409


def test_where_the_article_is_not_public_there_is_nothing_to_change(guest, comment):
    comment.article.withdraw()
    answer = guest.post(edit_of(comment), {"comment": "Well said."})
    assert answer.status_code == 410
    assert "Well said.</textarea>" in answer.text
    assert "The summit" not in answer.text
    assert stored(comment).source == "Well sad."


def test_a_double_click_changes_it_once(guest, comment):
    answers = [guest.post(edit_of(comment), {"comment": "Well said."}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert Edit.objects.count() == 1
