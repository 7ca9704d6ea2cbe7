"""An author's second text goes through every rule, and takes the first one's place in the log."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from comments.models import (
    AlreadyDecided,
    Comment,
    Decision,
    Discussion,
    Edit,
    MailPreference,
    Tally,
)
from comments.models.search import comments_found
from comments.notifications.moderators.mail import tell
from comments.notifications.moderators.tasks import mail_moderators
from comments.second_thoughts.proof import Standing, TooLate
from comments.second_thoughts.revise import revise
from comments.submit import Refused, submit
from tests.at_once import at_once
from tests.comments.moderation.submissions import make_submission
from tests.make import make_article, make_comment, make_staff, make_term

pytestmark = pytest.mark.django_db

LINKS = (
    "https://a.tj https://b.tj https://c.tj are worth a look, all three of them, as I think, and "
    "so does everybody else here"
)


def change(comment, text):
    revise(Comment.objects.get(pk=comment.pk), text, Discussion.current())
    return Comment.objects.get(pk=comment.pk)


def rows(comment):
    log = comment.decisions.order_by("pk")
    return [(row.from_status, row.to_status, row.via) for row in log]


@pytest.fixture
def comment():
    return make_comment(make_article(), "Well sad.")


def test_a_published_comment_stays_so_and_is_marked(comment):
    changed = change(comment, "Well said, <b>friends</b>.")
    assert (changed.status, changed.source) == ("approved", "Well said, <b>friends</b>.")
    assert changed.html == "<p>Well said, <b>friends</b>.</p>"
    assert changed.revised_at
    assert changed.edited_at is None
    assert rows(comment) == [("", "approved", "rules"), ("approved", "approved", "rules")]
    assert Tally.of(comment.article_id).comments == 1


def test_the_old_text_stays_in_the_log(comment):
    change(comment, "Well said.")
    edit = Edit.objects.get()
    assert (edit.field, edit.was, edit.by, edit.why) == ("source", "Well sad.", None, "")


def test_the_search_finds_the_new_text_and_not_the_old_one(comment):
    change(comment, "Better.")
    assert comments_found("better", 5)[0] == [comment.pk]
    assert comments_found("sad", 5)[0] == []


def test_a_published_comment_that_the_rules_hold_leaves_the_page_with_its_reasons(comment):
    changed = change(comment, LINKS)
    assert changed.status == "held"
    assert rows(comment)[1:] == [("approved", "held", "rules")]
    reasons = comment.last_decision().reasons.all()
    assert [reason.rule for reason in reasons] == ["links"]
    assert changed.risk == 10
    tally = Tally.of(comment.article_id)
    assert (tally.comments, tally.threads, tally.held) == (0, 0, 1)
    assert comments_found("", 5, rule="links")[0] == [comment.pk]


def test_a_disallowed_term_is_spam(comment):
    make_term("casino", outcome="disallow")
    assert change(comment, "Come to the casino").status == "spam"


def test_what_is_held_stays_held_even_when_the_rules_would_let_it_pass():
    Discussion(pk=1, comment_previously_approved=False).save()
    comment = submit(make_submission(LINKS))
    assert comment.status == "held"
    changed = change(comment, "No links at all.")
    assert changed.status == "held"
    assert rows(comment) == [("", "held", "rules"), ("held", "held", "rules")]
    assert not comment.last_decision().reasons.exists()
    assert Tally.of(comment.article_id).held == 1


def test_what_was_taken_for_spam_stays_so_and_its_author_is_told_nothing():
    comment = submit(make_submission("Buy now", honeypot="x"))
    assert change(comment, "A friendly word.").status == "spam"


def test_the_same_text_again_changes_and_logs_nothing(comment):
    assert change(comment, comment.source).revised_at is None
    change(comment, "Well said.")
    change(comment, "Well said.")
    assert Edit.objects.count() == 1
    assert len(rows(comment)) == 2


# -- The rules ------------------------------------------------------------------------


def test_a_comment_is_not_its_own_duplicate_in_case_and_spaces(comment):
    assert change(comment, "WELL  sad.").status == "approved"


def test_a_comment_is_no_near_duplicate_of_itself():
    long = "one two three four five six seven eight nine ten eleven twelve thirteen"
    comment = make_comment(make_article(), long)
    assert change(comment, f"{long} fourteen").status == "approved"
    other = make_comment(comment.article, "Something else entirely.", name="Z", email="z@e.org")
    assert change(other, f"{long} fifteen").status == "held"
    assert [reason.rule for reason in other.last_decision().reasons.all()] == ["near_duplicate"]


def test_what_its_author_said_elsewhere_in_the_thread_is_a_duplicate(comment):
    make_comment(comment.article, "Said before.")
    with pytest.raises(Refused) as refused:
        change(comment, "said BEFORE.")
    assert refused.value.finding.answer == 409
    assert not Edit.objects.exists()


def test_a_comment_just_written_may_be_changed_at_once_and_then_after_a_pause(settings, comment):
    settings.COMMENTS_FLOOD_SECONDS = 15
    Comment.objects.update(ip="203.0.113.9", network="203.0.113.0/24")
    change(comment, "Well said.")
    with pytest.raises(Refused) as refused:
        change(comment, "Well said!")
    assert refused.value.finding.answer == 429
    assert 13 <= refused.value.finding.retry_after <= 15
    Comment.objects.update(revised_at=timezone.now() - timedelta(seconds=16))
    change(comment, "Well said!")


def test_another_comment_just_written_slows_a_change_down(settings, comment):
    settings.COMMENTS_FLOOD_SECONDS = 15
    make_comment(comment.article, "Another one.")
    with pytest.raises(Refused) as refused:
        change(comment, "Well said.")
    assert refused.value.finding.rule == "flood"


def test_in_a_heated_thread_a_comment_does_not_slow_its_own_change_down(comment):
    moderator = make_staff("Moderator")
    for number in range(3):
        said = make_comment(comment.article, f"Rude {number}.", parent=comment, email="r@e.org")
        said.trash(moderator)
    mine = make_comment(comment.article, "An answer.", parent=comment)
    Comment.objects.filter(pk=comment.pk).update(email_folded="z@example.org")
    assert change(mine, "A better answer.").status == "approved"
    make_comment(comment.article, "Once more.", parent=comment)
    with pytest.raises(Refused) as refused:
        change(mine, "The best answer.")
    assert refused.value.finding.rule == "heated_thread"


@pytest.mark.parametrize(
    ("text", "answer"),
    [("<b></b>", 422), ("Words " * 1000 + "<i></i>", 403)],
)
def test_what_is_refused_changes_nothing(comment, text, answer):
    if answer == 403:
        comment.article.comment_status = "closed"
        comment.article.save()
    with pytest.raises(Refused) as refused:
        change(comment, text)
    assert refused.value.finding.answer == answer
    assert Comment.objects.get().source == "Well sad."
    assert len(rows(comment)) == 1


def test_somebody_of_the_newsroom_is_judged_as_such():
    staff = make_staff("Moderator")
    comment = make_comment(make_article(), user=staff)
    assert change(comment, "STAFF MAY SHOUT AS MUCH AS THEY LIKE").status == "approved"
    staff.is_active = False
    staff.save()
    assert change(comment, "BUT NOT THOSE WHO ARE OF THE PAST").status == "held"


def test_moderators_get_mail_about_what_an_edit_holds(comment):
    from django_tasks_db.models import DBTaskResult

    moderator = make_staff("Moderator", email="nigora@example.org")
    told = comment.last_decision().pk
    wish = MailPreference.objects.create(user=moderator, how="at_once", told_up_to=told)
    change(comment, "Well said.")
    assert not DBTaskResult.objects.exists()
    change(comment, LINKS)
    assert DBTaskResult.objects.get().task_path == mail_moderators.module_path
    assert tell(wish, timezone.now() + timedelta(seconds=10))
    assert "https://a.tj" in mail.outbox[0].body


# -- Too late -------------------------------------------------------------------------


def test_after_the_time_nothing_is_changed(comment):
    Comment.objects.update(created_at=timezone.now() - timedelta(minutes=15, seconds=1))
    with pytest.raises(TooLate) as late:
        change(comment, "Well said.")
    assert late.value.standing is Standing.OVER
    assert Comment.objects.get().source == "Well sad."


@pytest.mark.parametrize(
    ("decide", "why"),
    [
        (lambda comment: comment.trash(make_staff("Moderator")), Standing.JUDGED),
        (lambda comment: comment.withdraw(), Standing.WITHDRAWN),
        (lambda comment: _purge(comment), Standing.GONE),
    ],
)
def test_a_decision_that_came_first_wins(comment, decide, why):
    opened = Comment.objects.get()
    decide(comment)
    with pytest.raises(TooLate) as late:
        revise(opened, "Well said.", Discussion.current())
    assert late.value.standing is why
    assert not Edit.objects.exists()


def _purge(comment):
    comment.trash(make_staff("Moderator"))
    Comment.objects.get().purge()


def test_an_approval_by_the_old_text_comes_too_late():
    comment = make_comment(make_article(), "A question?", status="held")
    seen = comment.last_decision().pk
    change(comment, "Something else!")
    with pytest.raises(AlreadyDecided) as quicker:
        comment.approve(make_staff("Moderator"), seen=seen)
    assert quicker.value.decision.follows_revision
    assert Comment.objects.get().status == "held"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("round_", range(3))
def test_of_an_edit_and_an_approval_at_the_same_time_exactly_one_wins(round_):
    comment = make_comment(make_article(), "A question?", status="held")
    moderator, seen = make_staff("Moderator"), comment.last_decision().pk

    def edit() -> bool:
        try:
            change(comment, "Something else!")
        except TooLate:
            return False
        return True

    def approve() -> bool:
        try:
            Comment.objects.get().approve(moderator, seen=seen)
        except AlreadyDecided:
            return False
        return True

    edited, approved = at_once(edit, approve)
    assert edited is not approved
    stored = Comment.objects.get()
    expected = ("held", "Something else!") if edited else ("approved", "A question?")
    assert (stored.status, stored.source) == expected
    assert Edit.objects.count() == edited
    assert Decision.objects.count() == 2


def test_it_costs_a_fixed_number_of_queries(comment, django_assert_max_num_queries):
    for _ in range(20):
        make_comment(comment.article, created_at=timezone.now() - timedelta(minutes=30))
    opened = Comment.objects.select_related("article", "parent", "user").get(pk=comment.pk)
    with django_assert_max_num_queries(24):
        revise(opened, "Well put.", Discussion.current())
