import pytest
from crispy_forms.utils import render_crispy_form
from django.utils import translation

from comments.forms import ReplyForm
from tests.make import make_article

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["en", "ru", "tg", "fa"])
def test_the_scripts_have_their_sentences(language):
    with translation.override(language):
        form = render_crispy_form(ReplyForm(article=make_article()))
    for name in ("back", "discard", "elsewhere", "offline", "online", "no-preview"):
        assert f' data-{name}="' in form
    for name in ("left-one", "left-few", "left-many"):
        said = form.split(f' data-{name}="')[1].split('"')[0]
        assert "%(count)d" in said
    assert "%(time)s" in form.split(' data-back="')[1].split('"')[0]
    assert ' data-preview="/comments/preview/"' in form


def test_without_them_it_is_empty():
    form = render_crispy_form(ReplyForm(article=make_article()))
    line = form.split('<div id="draft"')[1]
    assert line.partition(">")[2].lstrip().startswith("</div>")
