from collections import Counter
from random import Random

import pytest

from bench.site.plan import MAX_DEPTH, SHAPE, Discussed, plan, spread

NOW = 1_800_000_000.0


@pytest.fixture(scope="module")
def planned():
    others = spread(1_900, range(2, 30), Random(1))
    articles = [Discussed(1, NOW - 5e6, 100, fixed=True)]
    articles += [Discussed(pk, NOW - 1e6, number) for pk, number in others.items()]
    return plan(articles, NOW, Random(2))


def test_comments_come_in_the_order_in_which_they_were_written(planned):
    times = [comment.at for comment in planned]
    assert times == sorted(times)
    assert times[-1] <= NOW


def test_an_answer_stands_after_and_one_below_what_it_answers_on_the_same_article(planned):
    place = {comment: number for number, comment in enumerate(planned)}
    answers = [comment for comment in planned if comment.parent]
    assert len(answers) > 500
    for comment in answers:
        assert place[comment.parent] < place[comment]
        assert comment.depth == comment.parent.depth + 1 <= MAX_DEPTH
        assert comment.article == comment.parent.article


def test_statuses_have_their_exact_shares(planned):
    counted = Counter(comment.status for comment in planned)
    assert counted == {"approved": 1_800, "held": 100, "spam": 60, "trash": 40}


def test_nobody_answers_what_was_never_approved(planned):
    assert not [c for c in planned if c.parent and c.parent.status in ("held", "spam")]


def test_an_article_of_a_known_size_has_so_many_approved_comments_in_half_as_many_threads(planned):
    fixed = [comment for comment in planned if comment.article == 1]
    assert {comment.status for comment in fixed} == {"approved"}
    assert len(fixed) == 100
    assert sum(comment.parent is None for comment in fixed) == 50
    assert max(comment.depth for comment in fixed) == MAX_DEPTH


def test_ten_comments_of_a_known_article_are_five_threads():
    assert (len(SHAPE), SHAPE.count(-1)) == (10, 5)


def test_few_articles_have_most_of_the_comments():
    dealt = spread(10_000, range(1_000), Random(3))
    busiest = sum(number for _pk, number in dealt.most_common(100))
    assert sum(dealt.values()) == 10_000
    assert busiest > 3_000
