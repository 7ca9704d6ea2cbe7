"""The pages on which an author changes and withdraws a comment."""

import re
import threading
from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from comments.models import Comment, Decision, Discussion, Edit, Tally
from comments.second_thoughts.proof import make_proof
from tests.make import make_article, make_comment, make_staff, reply_data
from tests.test_privacy import EMAIL, IP, leaks

pytestmark = pytest.mark.django_db

POST = "/comments/post/"
FROM_ELSEWHERE = [
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
]


@pytest.fixture
def article():
    return make_article("The summit")


@pytest.fixture
def comment(article):
    return make_comment(article, "Well sad.", email=EMAIL, ip=IP)


def edit_of(comment):
    return f"/comments/own/{make_proof(comment)}/edit/"


def withdrawal_of(comment):
    return f"/comments/own/{make_proof(comment)}/withdraw/"


def stored(comment):
    return Comment.objects.get(pk=comment.pk)


def grow_old(comment, minutes=16):
    written = timezone.now() - timedelta(minutes=minutes)
    Comment.objects.filter(pk=comment.pk).update(created_at=written)


# -- From the form to the links -------------------------------------------------------


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


# -- Changing it ----------------------------------------------------------------------


def test_the_form_has_the_text_as_it_was_typed(guest, article):
    comment = make_comment(article, "5 < 6 & <b>so</b>\n\nон", name="<Z>")
    page = guest.get(edit_of(comment))
    assert page.status_code == 200
    assert "5 &lt; 6 &amp; &lt;b&gt;so&lt;/b&gt;\n\nон</textarea>" in page.text
    assert "You can change it until" in page.text
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


# -- Withdrawing it -------------------------------------------------------------------


@pytest.mark.parametrize("status", ["approved", "held", "spam"])
def test_the_button_withdraws_it_for_good(guest, article, status):
    comment = make_comment(article, status=status)
    page = guest.get(withdrawal_of(comment))
    assert page.text.count("<button") == page.text.count("<form") == 1
    assert stored(comment).status == status
    answer = guest.post(withdrawal_of(comment))
    assert answer.status_code == 200
    assert "Your comment is withdrawn" in answer.text
    assert stored(comment).status == "trash"
    last = comment.last_decision()
    assert (last.from_status, last.to_status, last.via, last.by) == (
        status,
        "trash",
        "reader",
        None,
    )


def test_withdrawing_twice_says_that_it_is_done_already(guest, comment):
    guest.post(withdrawal_of(comment))
    for answer in (guest.post(withdrawal_of(comment)), guest.get(withdrawal_of(comment))):
        assert answer.status_code == 200
        assert "Your comment was withdrawn already" in answer.text
        assert "<form" not in answer.text
    assert comment.decisions.count() == 2
    late = guest.post(edit_of(comment), {"comment": "Again."})
    assert late.status_code == 410
    assert "Again.</textarea>" in late.text


def test_after_a_decision_it_can_still_be_withdrawn(guest, comment):
    moderator = make_staff("Moderator")
    comment.hold(moderator)
    comment.approve(moderator)
    assert guest.post(withdrawal_of(comment)).status_code == 200
    assert stored(comment).status == "trash"


def test_a_withdrawn_comment_with_answers_leaves_a_marker(guest, comment):
    make_comment(comment.article, "An answer.", parent=comment)
    guest.post(withdrawal_of(comment))
    page = Client().get(comment.article.get_absolute_url()).text
    assert "This comment was removed." in page
    assert "An answer." in page
    assert "Well sad." not in page


def test_it_can_be_withdrawn_where_the_article_is_not_public(guest, comment):
    comment.article.withdraw()
    page = guest.get(withdrawal_of(comment))
    assert page.status_code == 200
    assert comment.article.get_absolute_url() not in page.text
    assert guest.post(withdrawal_of(comment)).status_code == 200


def test_the_same_may_be_said_again_after_it_was_withdrawn(guest, article):
    guest.post(POST, reply_data(article))
    guest.post(withdrawal_of(Comment.objects.get()))
    answer = guest.post(POST, reply_data(article))
    assert answer.status_code == 303
    assert "Your comment awaits moderation." in guest.get(answer["Location"]).text
    assert Comment.objects.count() == 2


# -- Who may, and from where ----------------------------------------------------------


@pytest.mark.parametrize("page", ["edit", "withdraw"])
@pytest.mark.parametrize("method", ["get", "head", "post"])
def test_a_forged_proof_or_that_of_another_comment_is_not_found(guest, comment, page, method):
    other = make_comment(comment.article, "Another.")
    good = make_proof(other)
    for forged in (
        good.replace(f"{other.pk}.", f"{comment.pk}.", 1),
        str(comment.pk),
        "x",
        "%00%FF%D9%A1",
        "9" * 3000,
        make_proof(Comment(pk=999_999)),
    ):
        answer = getattr(guest, method)(f"/comments/own/{forged}/{page}/", {"comment": "Mine!"})
        assert answer.status_code == 404, forged
        if method == "post":
            assert "Mine!</textarea>" in answer.text
    assert stored(comment).source == "Well sad."
    assert Decision.objects.count() == 2


def test_the_browser_that_left_it_needs_no_other_proof(guest, article):
    guest.post(POST, reply_data(article, remember="on"))
    comment = Comment.objects.get()
    address = f"/comments/own/{comment.pk}"
    assert Client().get(f"{address}/edit/").status_code == 404
    assert guest.post(f"{address}/edit/", {"comment": "Mine."}).status_code == 303
    assert stored(comment).source == "Mine."
    assert guest.post(f"{address}/withdraw/").status_code == 200
    assert stored(comment).status == "trash"


@pytest.mark.parametrize("headers", FROM_ELSEWHERE)
def test_a_post_from_elsewhere_changes_nothing(comment, headers):
    other_site = Client(headers=headers)
    changed = other_site.post(edit_of(comment), {"comment": "Hacked."})
    assert changed.status_code == 403
    assert "Hacked.</textarea>" in changed.text
    withdrawn = other_site.post(withdrawal_of(comment))
    assert withdrawn.status_code == 403
    assert "sent from another site" in withdrawn.text
    assert (stored(comment).source, stored(comment).status) == ("Well sad.", "approved")


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(guest, comment, method):
    for address in (edit_of(comment), withdrawal_of(comment)):
        assert getattr(guest, method)(address).status_code == 405


def test_a_body_that_is_too_large_is_refused(guest, comment):
    assert guest.post(edit_of(comment), {"comment": "x" * 1_100_000}).status_code == 413


def test_every_page_is_private_and_shows_no_address(guest, comment):
    addresses = [edit_of(comment), withdrawal_of(comment)]
    answers = [guest.get(address) for address in addresses]
    answers += [guest.post(addresses[0], {"comment": ""}), guest.get("/comments/own/x/edit/")]
    answers += [guest.post(address, {"comment": "Else."}) for address in addresses]
    grow_old(comment)
    answers += [guest.get(address) for address in addresses]
    for answer in answers:
        assert answer["Cache-Control"] == "private, no-store"
        assert answer["X-Robots-Tag"] == "noindex"
        assert answer["Referrer-Policy"] == "same-origin"
        assert "Cache-Tag" not in answer
        assert not answer.cookies
        assert not leaks(answer)


def test_the_pages_speak_the_language_of_the_article(guest):
    comment = make_comment(make_article(language="fa"))
    for address in (edit_of(comment), withdrawal_of(comment)):
        page = guest.get(address)
        assert '<html lang="fa" dir="rtl">' in page.text
        assert page["Content-Language"] == "fa"


def test_the_pages_ask_few_questions(guest, comment, django_assert_max_num_queries):
    with django_assert_max_num_queries(7):
        guest.get(edit_of(comment))
    with django_assert_max_num_queries(9):
        guest.get(withdrawal_of(comment))


# -- Races ----------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("round_", range(3))
def test_an_answer_and_the_withdrawal_of_what_it_answers_leave_everything_consistent(round_):
    article = make_article()
    parent = make_comment(article, "A question?")
    Discussion(pk=1, comment_previously_approved=False).save()
    ready, answers = threading.Barrier(2), {}

    def send(name, address, data):
        try:
            client = Client(headers={"Sec-Fetch-Site": "same-origin"})
            ready.wait()
            answers[name] = client.post(address, data)
        finally:
            connection.close()

    sent = [
        ("answer", POST, reply_data(article, parent=parent.pk)),
        ("withdrawal", withdrawal_of(parent), {}),
    ]
    threads = [threading.Thread(target=send, args=each) for each in sent]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers["withdrawal"].status_code == 200
    assert stored(parent).status == "trash"
    page = Client().get(article.get_absolute_url()).text
    answered = Comment.objects.exclude(pk=parent.pk).exists()
    assert answers["answer"].status_code == (303 if answered else 404)
    assert ("This comment was removed." in page) is answered
    assert ("Ташаккур барои хабар." in page) is answered
    if not answered:
        assert "Ташаккур барои хабар." in answers["answer"].text


def test_an_answer_to_what_was_withdrawn_under_the_lock_gets_its_text_back(
    guest, article, monkeypatch
):
    parent = make_comment(article, "A question?")
    locked = Tally.locked_for

    def withdrawn_meanwhile(article_id):
        monkeypatch.setattr(Tally, "locked_for", locked)
        parent.withdraw()
        return locked(article_id)

    monkeypatch.setattr(Tally, "locked_for", withdrawn_meanwhile)
    answer = guest.post(POST, reply_data(article, parent=parent.pk))
    assert answer.status_code == 404
    assert "Ташаккур барои хабар.</textarea>" in answer.text
    assert "You can still answer the article." in answer.text
    assert 'name="parent" id="parent"' in answer.text  # pressed again, it answers the article
    assert Comment.objects.count() == 1
