from uuid import uuid4

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.test import Client

from comments.models import Comment, Decision, Reason
from tests.make import make_article, make_comment

pytestmark = pytest.mark.django_db

LIST = "/admin/comments/comment/"


@pytest.fixture
def moderator(client) -> Client:
    """A member of staff who may moderate and nothing else."""
    user = get_user_model().objects.create_user("nigora", password="x", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="moderate_comment"))
    client.force_login(user)
    return client


@pytest.fixture
def article():
    return make_article("The summit")


def decide(client, comment, verb, query=""):
    return client.post(f"{LIST}{comment.pk}/{verb}/decide/{query}")


def test_the_desk_shows_held_comments_newest_first_with_all_about_them(moderator, article):
    parent = make_comment(article, "The question", name="Rustam")
    make_comment(article, "Older", status="held")
    comment = make_comment(
        article, "The answer", parent=parent, status="held", name="Zarina", email="z@example.org"
    )
    Reason.objects.create(
        comment=comment, rule="links", outcome="hold", message="Too many links.", details={}
    )
    page = moderator.get(LIST).text
    assert page.index("The answer") < page.index("Older")
    for words in ("Zarina", "z@example.org", "The summit", "Rustam", "The question"):
        assert words in page
    assert "Too many links." in page


@pytest.mark.parametrize("status", ["approved", "spam", "trash", "held"])
def test_the_list_can_show_any_status(moderator, article, status):
    for each in ("approved", "spam", "trash", "held"):
        make_comment(article, f"Words {each}", status=each)
    page = moderator.get(LIST, {"status": status}).text
    assert f"Words {status}" in page
    assert page.count("Words ") == 1
    assert moderator.get(LIST, {"status": "all"}).text.count("Words ") == 4


@pytest.mark.parametrize(
    ("verb", "status"),
    [("approve", "approved"), ("spam", "spam"), ("trash", "trash"), ("hold", "held")],
)
def test_a_button_decides_one_comment_and_leaves_one_row(moderator, article, verb, status):
    comment = make_comment(article, status="approved" if verb == "hold" else "held")
    answer = decide(moderator, comment, verb, "?_changelist_filters=q%3Dsummit")
    assert answer["Location"] == f"{LIST}?q=summit"
    comment.refresh_from_db()
    assert comment.status == status
    row = Decision.objects.exclude(by=None).get()
    assert row.by.username == "nigora"


def test_deciding_what_is_decided_changes_nothing_and_says_so(moderator, article):
    comment = make_comment(article, status="spam")
    decide(moderator, comment, "spam")
    assert Decision.objects.filter(by__isnull=False).count() == 0
    assert "had that status already" in moderator.get(LIST).text


@pytest.mark.parametrize(
    ("action", "status"),
    [
        ("approve_selected", "approved"),
        ("spam_selected", "spam"),
        ("trash_selected", "trash"),
    ],
)
def test_many_are_decided_at_once_through_the_verbs(moderator, article, action, status):
    comments = [make_comment(article, status="held") for _ in range(3)]
    chosen = [comment.pk for comment in comments[:2]]
    moderator.post(LIST, {"action": action, "_selected_action": chosen})
    assert set(Comment.objects.filter(status=status).values_list("pk", flat=True)) == set(chosen)
    assert Decision.objects.exclude(by=None).count() == 2


def test_the_page_of_a_comment_shows_its_reasons_history_and_record(moderator, article):
    comment = make_comment(article, "<b>Bold</b> & 5 < 6", status="held", name="Zarina")
    Reason.objects.create(
        comment=comment, rule="links", outcome="hold", message="Too many.", field="comment",
        start=3, end=7,
    )  # fmt: skip
    decide(moderator, comment, "trash")
    page = moderator.get(f"{LIST}{comment.pk}/change/").text
    assert "<b>Bold</b> &amp; 5 &lt; 6" in page
    assert "&lt;b&gt;Bold&lt;/b&gt;" in page
    assert "Too many." in page
    assert "nigora" in page
    assert "Approve</button>" in page
    assert 'name="_save"' not in page


def test_nothing_on_the_desk_changes_what_a_reader_wrote(desk, article):
    comment = make_comment(article, status="held")
    address = f"{LIST}{comment.pk}/change/"
    assert desk.post(address, {"source": "Changed", "status": "approved"}).status_code == 403
    assert desk.post(f"{LIST}{comment.pk}/delete/", {"post": "yes"}).status_code == 403
    assert desk.get(f"{LIST}add/").status_code == 403
    comment.refresh_from_db()
    assert (comment.source, comment.status) == ("Well said.", "held")


@pytest.mark.parametrize("who", ["stranger", "staff"])
def test_whoever_may_not_moderate_decides_nothing(client, article, who):
    if who == "staff":
        client.force_login(get_user_model().objects.create_user("reporter", is_staff=True))
    comment = make_comment(article, status="held")
    answer = decide(client, comment, "approve")
    assert answer.status_code == (403 if who == "staff" else 302)
    client.post(LIST, {"action": "approve_selected", "_selected_action": [comment.pk]})
    comment.refresh_from_db()
    assert comment.status == "held"


def test_reading_an_address_decides_nothing(moderator, article):
    comment = make_comment(article, status="held")
    assert moderator.get(f"{LIST}{comment.pk}/approve/decide/").status_code == 405
    comment.refresh_from_db()
    assert comment.status == "held"


@pytest.mark.parametrize("address", ["1/love/decide/", "99999/approve/decide/"])
def test_a_verb_or_a_comment_that_does_not_exist_is_not_found(moderator, article, address):
    make_comment(article, pk=1, status="held")
    assert moderator.post(LIST + address).status_code == 404


@pytest.mark.parametrize("asked", ["summit", "zarina", "z@example", "203.0.113.9", "answer"])
def test_comments_are_found_by_text_person_address_and_article(moderator, article, asked):
    make_comment(
        article, "The answer", status="held", name="Zarina", email="z@example.org",
        ip="203.0.113.9",
    )  # fmt: skip
    make_comment(make_article("Else"), "No", status="held", name="No", ip="198.51.100.1")
    page = moderator.get(LIST, {"q": asked}).text
    assert "The answer" in page
    assert ">No</a>" not in page


@pytest.mark.parametrize("many", [1, 20])
def test_the_desk_costs_the_same_however_many(
    moderator, article, django_assert_max_num_queries, many
):
    parent = make_comment(article)
    for _ in range(many):
        comment = make_comment(article, parent=parent, status="held", browser_key=uuid4())
        Reason.objects.create(comment=comment, rule="x", outcome="hold", message="x")
    with django_assert_max_num_queries(12):
        moderator.get(LIST)
