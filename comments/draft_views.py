"""What a reader has typed and not sent yet, shown to him as everybody would see it."""

from http import HTTPStatus

from django.core.exceptions import NON_FIELD_ERRORS
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from blog.article_page import public_article_by_id
from blog.ids import as_id
from blog.models import Article

from .client import comes_from_elsewhere
from .forms import ReplyForm
from .given_back import given_back, language_before, nowhere_to_reply, unread
from .models import Discussion
from .sanitize import render

#: Characters that are rendered for a look; more of them, again and again, cost too much.
MOST = 10_000


@csrf_exempt  # comes_from_elsewhere() stands in: a token would make every page different
@never_cache
def preview(request: HttpRequest) -> HttpResponse:
    """Show a comment by the renderer of the page; nothing is stored.

    With the form's button the answer is the form again below the preview, without it (for
    js/preview.js) the preview alone, as a piece of HTML.
    """
    answer = unread(request)
    if answer:
        return answer
    is_whole = "preview" in request.POST
    article = public_article_by_id(as_id(request.POST.get("article", "")))
    if article is None and is_whole:
        return nowhere_to_reply(request)
    language = article.language if article else language_before(request)
    with translation.override(language):
        form = ReplyForm(request.POST, article=article or Article(), site=Discussion.current())
        status, html = _look(request, form)
        if is_whole:
            response = given_back(request, form, status, preview=html)
        else:
            response = HttpResponse(html or _first_error(form), status=status)
    response["Content-Language"] = language
    return response


def _look(request: HttpRequest, form: ReplyForm) -> tuple[HTTPStatus, SafeString | None]:
    """The status and the comment as HTML; without it, ``form`` says what is in the way."""
    if comes_from_elsewhere(request):
        form.refuse(_("This was sent from another site. If it is yours, send it from here."))
        return HTTPStatus.FORBIDDEN, None
    form.full_clean()
    form.look_at_comment_alone()
    if form.has_error("comment", "max_length"):
        return HTTPStatus.REQUEST_ENTITY_TOO_LARGE, None
    if form.errors:
        return form.answer, None
    typed = form.cleaned_data["comment"]
    if len(typed) > MOST:
        form.refuse(
            _(
                "The preview shows up to %(most)d characters, and this text has %(count)d. "
                "You can post it all the same."
            )
            % {"most": MOST, "count": len(typed)}
        )
        return HTTPStatus.REQUEST_ENTITY_TOO_LARGE, None
    return HTTPStatus.OK, render(typed)


def _first_error(form: ReplyForm) -> SafeString:
    errors = [*form.errors.get(NON_FIELD_ERRORS, ()), *form.errors.get("comment", ())]
    return format_html("<p>{}</p>", errors[0])
