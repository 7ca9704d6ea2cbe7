from collections import Counter
from collections.abc import Iterator

import pytest
from django.test import Client

from bench import known
from bench.site.make import make_site
from blog.models import Article, Category, Placement, Tag
from comments.models import Comment, Decision, Reason, Report, Status, Tally, Via
from comments.moderation.policy import labels
from comments.sanitize import RENDERER_VERSION, render
from tests.make import make_article, make_comment
from tests.once import made_once

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


@pytest.fixture(scope="module")
def site(django_db_setup, django_db_blocker) -> Iterator[None]:
    with made_once(django_db_blocker):
        make_site(articles=20, comments=200)
        yield


def test_there_is_as_much_as_was_asked_for():
    assert Article.objects.count() == 20
    assert Counter(Comment.objects.values_list("status", flat=True)) == {
        Status.APPROVED: 180,
        Status.HELD: 10,
        Status.SPAM: 6,
        Status.TRASH: 4,
    }
    assert Category.objects.filter(language="en").count() == 20
    assert Tag.objects.filter(language="en").count() == 200


def test_every_tally_is_what_counting_says():
    for article in Article.objects.all():
        approved = Comment.objects.on(article).approved()
        tally = Tally.of(article.pk)
        assert tally.comments == approved.count()
        assert tally.threads == approved.values("thread").distinct().count()
        of_article = Comment.objects.on(article)
        for status in (Status.HELD, Status.SPAM, Status.TRASH):
            assert getattr(tally, status) == of_article.filter(status=status).count()
        assert tally.reported == of_article.filter(reported__gt=0).count()
    for tally in Tally.objects.select_related("article"):
        assert tally.language == tally.article.language


def test_every_comment_stands_where_saving_it_would_have_put_it():
    for comment in Comment.objects.select_related("parent", "article"):
        above = comment.parent
        assert comment.thread_id == (above.thread_id if above else comment.pk)
        assert comment.path == (f"{above.path}/" if above else "") + f"{comment.pk:019}"
        assert comment.depth <= 5
        assert comment.language == comment.article.language
        assert comment.email_folded == comment.email.casefold()
        if above:
            assert above.article_id == comment.article_id
            assert above.created_at <= comment.created_at


def test_threads_are_marked_as_marking_them_would():
    marked = set(Comment.objects.filter(heads_thread=True).values_list("pk", flat=True))
    assert len(marked) > 20
    Comment.objects.update(heads_thread=False, thread_size=None)
    Comment.objects.mark_threads()
    assert marked == set(Comment.objects.filter(heads_thread=True).values_list("pk", flat=True))


def test_what_readers_see_was_made_by_the_renderer():
    for comment in Comment.objects.order_by("?")[:20]:
        assert comment.html == render(comment.source)
        assert comment.html_version == RENDERER_VERSION


def test_the_log_of_every_comment_leads_to_its_status():
    for comment in Comment.objects.prefetch_related("decisions"):
        steps = list(comment.decisions.all())
        assert steps[0].from_status == ""
        assert [step.from_status for step in steps[1:]] == [step.to_status for step in steps[:-1]]
        assert steps[-1].to_status == comment.status
        assert steps[0].via == Via.RULES
        assert {step.via for step in steps[1:]} <= {Via.DESK}
    held = Reason.objects.filter(comment__status=Status.HELD).values("comment").distinct()
    assert held.count() == 10


def test_risk_and_reasons_are_what_the_rules_would_have_said():
    risks = {"first_time": 1, "links": 10, "held_terms": 10, "impersonation": 30, "honeypot": 50}
    assert set(risks) <= set(labels())
    for comment in Comment.objects.prefetch_related("reasons"):
        assert comment.risk == sum(risks[reason.rule] for reason in comment.reasons.all())
    term = Reason.objects.filter(rule="held_terms").select_related("comment").first()
    assert term.comment.source[term.start : term.end] == term.details["term"]
    assert str(term)


def test_every_reported_comment_is_approved_and_has_one_open_report():
    reported = Comment.objects.filter(reported__gt=0)
    assert list(reported.values_list("pk", "reported", "status")) == [(1, 1, Status.APPROVED)]
    assert list(Report.objects.values_list("comment", "settled_at")) == [(1, None)]


def test_rows_that_are_made_later_get_ids_of_their_own():
    # On SQLite an id that was ever given is not given again, not even after other tests.
    last = Comment.objects.latest("pk").pk
    comment = make_comment(make_article())
    assert comment.pk > last == 200
    assert Decision.objects.filter(comment=comment).count() == 1


def test_lists_are_filled():
    assert Placement.objects.exists()
    category = Category.objects.earliest("pk")
    assert Client().get(category.get_absolute_url()).status_code == 200


def test_articles_of_known_sizes_have_that_size():
    for size in known.sizes_for(200):
        article = Article.objects.public().get(slug=known.slug_of(size), language="en")
        assert Comment.objects.public().on(article).count() == size
    assert known.sizes_for(200) == [0, 100]


def test_a_rare_word_stands_in_as_many_comments_as_is_said():
    assert Comment.objects.filter(source__contains=known.RARE_WORD).count() == known.RARE_COMMENTS
