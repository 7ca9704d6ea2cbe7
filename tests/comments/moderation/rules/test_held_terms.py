import pytest

from comments.models import Term
from comments.moderation import Outcome
from comments.moderation.rules.held_terms import HeldTerms
from tests.comments.moderation.submissions import make_submission
from tests.make import make_article, make_term

pytestmark = pytest.mark.django_db

OBVIOUS = ["cialis", "sex", "ass", "viagra"]


@pytest.mark.parametrize(
    "text",
    ["A specialist.", "Sussex and Essex.", "A classic.", "Эссекс, секста", "Via Agra", "grass"],
)
def test_innocent_words_pass(text):
    for term in OBVIOUS:
        make_term(term)
    assert not list(HeldTerms().check(make_submission(text)))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Buy viagra.", "viagra"),
        ("Buy V1AGRA.", "V1AGRA"),
        ("Buy vi\u200bagra.", "vi\u200bagra"),
        ("Buy vіаgrа.", "vіаgrа"),
        ("Buy <b>vi</b>agra.", "vi</b>agra"),
        ("Buy vi&#97;gra.", "vi&#97;gra"),
        ("Buy ｖｉａｇｒａ.", "ｖｉａｇｒａ"),
        ("Buy v i a g r a.", "v i a g r a"),
    ],
)
def test_disguised_words_are_held_with_their_exact_place(text, words):
    make_term("viagra")
    (finding,) = HeldTerms().check(make_submission(text))
    assert finding.outcome is Outcome.HOLD
    assert finding.details == {"term": "viagra"}
    assert finding.setting == "term=viagra (word)"
    assert text[finding.span.start : finding.span.end] == words


@pytest.mark.parametrize("field", ["name", "email", "website", "user_agent"])
def test_a_term_is_looked_for_in_the_fields_that_it_is_listed_for(field):
    texts = {"name": "Viagra shop", "email": "v@viagra.example", "website": "https://viagra.example",
             "user_agent": "Viagra/1.0"}  # fmt: skip
    submission = make_submission(**{field: texts[field]})
    term = make_term("viagra", in_user_agent=True)
    (finding,) = HeldTerms().check(submission)
    assert finding.span.field == field
    setattr(term, f"in_{field}", False)
    term.save()
    assert not list(HeldTerms().check(make_submission(**{field: texts[field]})))


@pytest.mark.parametrize(("listed", "held"), [("", True), ("ru", True), ("en", False)])
def test_a_term_of_a_language_holds_only_comments_on_its_articles(listed, held):
    make_term("спам", language=listed)
    submission = make_submission("Это спам", article=make_article(language="ru"))
    assert bool(list(HeldTerms().check(submission))) is held


def test_a_term_that_was_taken_off_the_list_holds_nothing_any_more():
    term = make_term("viagra")
    assert list(HeldTerms().check(make_submission("viagra")))
    term.delete()
    assert not Term.objects.exists()
    assert not list(HeldTerms().check(make_submission("viagra")))
