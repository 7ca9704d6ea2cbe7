import pytest
from django.utils import translation
from django.utils.translation import ngettext

from comments.plural_forms import in_each_form


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("en", ["new reply", "new replies", "new replies"]),
        ("ru", ["новый ответ", "новых ответа", "новых ответов"]),
    ],
)
def test_a_sentence_is_there_in_each_form_of_the_language(language, forms):
    with translation.override(language):
        said = in_each_form(
            lambda number: ngettext("%(count)d new reply", "%(count)d new replies", number)
        )
    assert said == {
        name: f"%(count)d {form}" for name, form in zip(("one", "few", "many"), forms, strict=True)
    }
