import pytest
from django.core.exceptions import ValidationError

from comments.models import Discussion, Term
from tests.make import make_term

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"text": "viagra"}, None),
        ({"text": "ВИАГРА"}, None),
        ({"text": "t.me/", "kind": "substring"}, None),
        ({"text": "c++"}, None),
        ({"text": "free money", "kind": "phrase"}, None),
        ({"text": "free money"}, "kind"),
        ({"text": "free money", "kind": "prefix"}, "kind"),
        ({"text": "x" * 10_000}, "text"),
        ({"text": "\u200b\u200d"}, "text"),
        ({"text": "..."}, "text"),
        ({"text": "   "}, "text"),
        ({"text": "ab", "kind": "substring"}, "text"),
        ({"text": "viagra", "language": "xx"}, "language"),
        ({"text": "viagra", **{f"in_{name}": False for name in Term.FIELDS}}, "__all__"),
    ],
)
def test_what_could_never_match_or_would_match_everything_is_refused(fields, wrong):
    term = Term(**fields)
    if wrong is None:
        term.full_clean()
    else:
        with pytest.raises(ValidationError) as refused:
            term.full_clean()
        assert wrong in refused.value.message_dict


def test_a_term_that_reads_the_same_is_listed_once():
    make_term("Viagra")
    with pytest.raises(ValidationError, match="listed already"):
        make_term("ｖｉａｇｒａ")
    with pytest.raises(ValidationError, match="listed already"):
        Term(text="viagra").full_clean(exclude=["folded"])  # as forms do
    make_term("viagra", language="ru")
    make_term("viagra", kind="prefix")


@pytest.mark.parametrize(
    "change",
    [
        lambda: make_term("other"),
        lambda: Term.objects.get().save(),
        lambda: Term.objects.get().delete(),
        lambda: Term.objects.all().delete(),
    ],
)
def test_every_change_of_the_list_is_another_version(change):
    make_term("viagra")
    before = Discussion.current().lists_version
    change()
    assert Discussion.current().lists_version != before
