from django.template import Context, Template
from django.utils import translation
from django.utils.safestring import mark_safe


def laid_out(given: str, **context) -> str:
    tag = f"{{% load blog %}}{{% fixed '_masthead_name.html' {given} %}}"
    return Template(tag).render(Context(context)).strip()


def test_a_fixed_part_is_that_of_the_language():
    for language, address in (("en", "/"), ("tg", "/tg/"), ("en", "/")):
        with translation.override(language):
            assert f'href="{address}"' in laid_out("site_name='Javob'")


def test_a_fixed_part_shows_what_it_is_given_as_text():
    for name in ("<b>", "Javob", "<b>"):
        shown = laid_out("site_name=name", name=name)
        assert shown.endswith(">&lt;b&gt;</a>" if name == "<b>" else ">Javob</a>")


def test_text_is_not_taken_for_html_that_is_the_same():
    assert ">a<i>b</a>" in laid_out("site_name=name", name=mark_safe("a<i>b"))
    assert ">a&lt;i&gt;b</a>" in laid_out("site_name=name", name="a<i>b")
    assert ">a<i>b</a>" in laid_out("site_name=name", name=mark_safe("a<i>b"))


def test_a_fixed_part_is_laid_out_once(monkeypatch):
    first = laid_out("site_name='Once'")
    monkeypatch.setattr("blog.templatetags.blog.render_to_string", lambda *_args: 1 / 0)
    assert laid_out("site_name='Once'") == first
