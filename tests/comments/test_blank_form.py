import pytest
from crispy_forms.utils import render_crispy_form
from django.utils import translation

from comments.blank_form import blank_form
from comments.forms import ReplyForm
from comments.places import Order
from tests.make import make_article, make_comment

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["en", "ru", "tg", "fa"])
@pytest.mark.parametrize("answering", [False, True])
@pytest.mark.parametrize("order", Order)
def test_it_is_the_form_as_it_would_be_laid_out_anew(language, answering, order):
    article = make_article()
    parent = make_comment(article) if answering else None
    with translation.override(language):
        anew = render_crispy_form(ReplyForm(article=article, parent=parent, order=order))
        blank = blank_form(article, parent and parent.pk, order)
    # An empty value and none are the same.
    assert blank.replace(' value=""', "").split() == anew.replace(' value=""', "").split()
