import pytest
from django.contrib.auth import get_user_model

from comments.models import Comment, Decision
from tests.make import make_comment

pytestmark = pytest.mark.django_db

LIST = "/admin/comments/comment/"


def decide(client, comment, verb, query=""):
    return client.post(f"{LIST}{comment.pk}/{verb}/decide/{query}")


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
