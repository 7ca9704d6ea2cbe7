"""The form before anybody has typed: the same below every article, but for two ids
and the order of the page.

Laying it out costs as much as the rest of the page, so that is done once a language.
"""

from functools import lru_cache

from crispy_forms.utils import render_crispy_form
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from blog.models import Article

from .forms import ReplyForm
from .models import Comment, Discussion
from .places import Order

#: Stand where the ids and the order come; no row has them, and nothing else on the form looks
#: like them.
_ARTICLE, _PARENT = 910_000_000_000_000_001, 910_000_000_000_000_002
_ORDER = "910000000000000003"


def blank_form(article: Article, parent_id: int | None, order: Order) -> SafeString:
    """The empty form for a reply to an article or to one of its comments, as HTML.

    Whoever sends it is led to his reply in this order.
    """
    html = _laid_out(get_language())
    html = html.replace(str(_ARTICLE), str(article.pk)).replace(str(_PARENT), str(parent_id or ""))
    return mark_safe(html.replace(_ORDER, order))


@lru_cache
def _laid_out(language: str | None) -> str:
    article, parent = Article(pk=_ARTICLE), Comment(pk=_PARENT)
    form = ReplyForm(article=article, parent=parent, order=_ORDER, site=Discussion())
    return render_crispy_form(form)
