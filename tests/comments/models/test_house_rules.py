import pytest
from django.core.exceptions import ValidationError

from comments.models import HouseRules
from pagecache.models import Purge

pytestmark = pytest.mark.django_db


def test_there_are_one_an_edition():
    HouseRules.objects.create(language="ru", text="Кратко.")
    with pytest.raises(ValidationError, match="There are house rules for this edition"):
        HouseRules(language="ru", text="Again.").full_clean()
    HouseRules(language="fa", text="Brief.").full_clean()


@pytest.mark.parametrize(
    "change",
    [
        lambda rules: rules.save(),
        lambda rules: rules.delete(),
        lambda rules: HouseRules.objects.all().delete(),
        lambda rules: HouseRules.objects.create(language="fa", text="Brief."),
    ],
    ids=["changed", "deleted", "deleted at once", "new"],
)
def test_a_change_throws_every_page_away(change):
    rules = HouseRules.objects.create(language="en", text="Be brief.")
    Purge.objects.all().delete()
    change(rules)
    assert [row.tags for row in Purge.objects.all()] == ["*"]
