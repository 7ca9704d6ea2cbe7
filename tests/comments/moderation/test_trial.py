from datetime import timedelta

import pytest
from django.utils import timezone

from comments.models import Comment, Discussion, Term
from comments.moderation.trial import try_numbers, try_term
from tests.make import make_article, make_comment, make_staff

pytestmark = pytest.mark.django_db


def test_a_term_tells_what_it_would_have_stopped_and_what_became_of_that():
    article = make_article()
    for status in ("approved", "approved", "spam"):
        make_comment(article, "Buy v1agra now", status=status)
    make_comment(article, "Nothing of the kind")
    term = Term(text="viagra")
    term.full_clean()
    trial = try_term(term)
    assert (trial.looked_at, trial.held, trial.approved, trial.before) == (4, 3, 2, None)
    assert trial.by_status == {"approved": 2, "spam": 1}
    assert len(trial.comments) == 3
    assert not Term.objects.exists()


def numbers(**changed) -> list:
    old = Discussion.current()
    new = Discussion(pk=1, **changed).filled_in()
    return list(try_numbers(new, old))


LINKS = "First https://a.tj and then https://b.tj with words and words and words around"


@pytest.mark.parametrize(
    ("changed", "before", "held"),
    [
        ({"comment_max_links": 1}, 0, 1),
        ({"shouting_percent": 20}, 1, 1),
        ({"shouting_percent": 0}, 1, 0),
        ({"mostly_links_percent": 10}, 0, 1),
        ({"thread_comments_depth": 1}, 0, 1),
        ({"close_comments_days_old": 1}, 0, 4),
        ({"comment_flood_seconds": 60}, 0, 2),
    ],
)
def test_a_changed_number_is_tried_on_the_last_comments(changed, before, held):
    article = make_article(published_at=timezone.now() - timedelta(days=3))
    written = timezone.now() - timedelta(hours=1)
    first = make_comment(article, LINKS, email="a@example.org", created_at=written)
    make_comment(
        article, "Small words only here, thank you", parent=first, email="b@example.org",
        created_at=written + timedelta(minutes=5),
    )  # fmt: skip
    for seconds in (30, 50):
        make_comment(
            article,
            "IT IS A SHAME AND A SCANDAL FOR ALL" if seconds == 30 else "So it is, and was.",
            email="b@example.org",
            created_at=written + timedelta(minutes=5, seconds=seconds),
        )
    (trial,) = numbers(**changed)
    assert (trial.looked_at, trial.before, trial.held) == (4, before, held)
    assert trial.label
    assert Comment.objects.filter(status="approved").count() == 4


def test_comments_that_were_emptied_for_good_are_not_looked_at():
    make_comment(make_article(), "Buy viagra now")
    emptied = make_comment(make_article(), "Buy viagra now", status="trash")
    emptied.purge()
    term = Term(text="viagra")
    term.full_clean()
    assert try_term(term).looked_at == 1
    (trial,) = numbers(comment_max_links=1)
    assert trial.looked_at == 1


def test_what_staff_wrote_would_not_have_been_held():
    shouted = "IT IS A SHAME AND A SCANDAL FOR ALL"
    make_comment(make_article(), shouted, user=make_staff("Moderator"), email="")
    (trial,) = numbers(shouting_percent=20)
    assert (trial.looked_at, trial.before, trial.held) == (1, 0, 0)


def test_a_number_that_is_the_same_is_not_tried():
    make_comment(make_article())
    assert numbers() == []
    assert numbers(form_min_seconds=9) == []
