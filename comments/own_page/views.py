"""A reader's own page: what the site holds about his address, and what he can do about it.

It is reached by a link that is mailed to the address, so whoever opens it reads its mail.
"""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from itertools import islice
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from blog.ids import as_id

from .. import commenter_cookie
from ..answers import for_one_person, too_large
from ..client import comes_from_elsewhere
from ..forgetting import ask_to_erase
from ..mailbox import folded
from ..mailed_link import STATUS, Unusable
from ..models import Erasure, Letter, Reader, Subscription
from ..notifications.readers.links import OWN
from .data import comments_of, held_about, known_senders, senders_are_hidden, stands
from .link import send_link

#: Comments that the page shows; the file has all of them.
_MOST_SHOWN = 100

_View = Callable[..., HttpResponse]


class AddressForm(forms.Form):
    """Whose page is asked for."""

    email = forms.EmailField(
        label=gettext_lazy("Email"),
        max_length=100,
        widget=forms.EmailInput(
            attrs={"autocomplete": "email", "dir": "ltr", "class": "form-control"}
        ),
        error_messages={
            "required": gettext_lazy("Please type your email address."),
            "invalid": gettext_lazy(
                "This is not a complete email address, such as name@example.org."
            ),
        },
    )


def _private(view: _View) -> _View:
    """In the language that the browser asks for; nobody keeps the answer."""

    @csrf_exempt  # comes_from_elsewhere() looks where a POST is from
    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        language = translation.get_language_from_request(request)
        with translation.override(language):
            unread = too_large(request) if request.method == "POST" else None
            response = unread or view(request, *args, **kwargs)
        return for_one_person(response, language)

    return answered


@_private
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Mail the link, if anything is held about the address; the answer is the same if not."""
    form = AddressForm(request.POST if request.method == "POST" else None)
    status = HTTPStatus.OK
    if form.is_bound and comes_from_elsewhere(request):
        form.add_error(None, _("This was sent from another site. If you want it, send it here."))
        status = HTTPStatus.FORBIDDEN
    elif form.is_bound and not form.is_valid():
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    elif form.is_bound:
        send_link(form.cleaned_data["email"], translation.get_language() or "")
    context = {"form": form, "is_sent": form.is_bound and form.is_valid()}
    return render(request, "comments/mine/ask.html", context, status=status)


#: What is answered when a link can't be used.
_STATUS = {**STATUS, "erased": HTTPStatus.GONE}


def _refused(request: HttpRequest, why: str) -> HttpResponse:
    return render(request, "comments/mine/refused.html", {"why": why}, status=_STATUS[why])


def _of_reader(view: _View) -> _View:
    """Give the view the reader whose link it is; say what is wrong with any other."""

    @_private
    @wraps(view)
    def answered(request: HttpRequest, token: str) -> HttpResponse:
        found = OWN.ids(token)
        if isinstance(found, Unusable):
            return _refused(request, found.value)
        reader = Reader.objects.filter(pk=found[0]).first()
        if reader is None:
            return _refused(request, "erased")
        return view(request, token, reader)

    return answered


@_of_reader
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, token: str, reader: Reader) -> HttpResponse:
    """The page; its buttons end mail, or lead to what can't be undone."""
    status, said = HTTPStatus.OK, ""
    if request.method == "POST":
        if comes_from_elsewhere(request):
            status = HTTPStatus.FORBIDDEN
            said = _("This was sent from another site, and nothing was changed.")
        else:
            said = _mail_changed(request, reader)
            status = HTTPStatus.OK if said else HTTPStatus.UNPROCESSABLE_ENTITY
    # One more than is shown, to know whether there is.
    newest = list(islice(comments_of(reader.email), _MOST_SHOWN + 1))
    is_known = known_senders(reader, commenter_cookie.key_of(request))
    shown = [(comment, stands(comment), is_known(comment)) for comment in newest[:_MOST_SHOWN]]
    subscriptions = Subscription.objects.filter(reader=reader).select_related("article", "comment")
    context = {
        "token": token,
        "reader": reader,
        "said": said,
        "comments": shown,
        "hidden_senders": "" if all(known for *_, known in shown) else senders_are_hidden(),
        "has_more": len(newest) > _MOST_SHOWN,
        "subscriptions": subscriptions,
        "waiting": Letter.objects.filter(reader=reader, done_at=None).count(),
        "how": Reader.How.choices,
        "erasing": _under_way(reader) is not None,
    }
    return render(request, "comments/mine/page.html", context, status=status)


def _mail_changed(request: HttpRequest, reader: Reader) -> str:
    """Do what the button about mail says; what was done in words, none where it is no button."""
    ended = request.POST.get("end", "")
    of_reader = Subscription.objects.filter(reader=reader)
    if ended == "all" or as_id(ended):
        (of_reader if ended == "all" else of_reader.filter(pk=as_id(ended))).delete()
        Reader.lapse(reader.pk)
        return _("We write no more about that.")
    if request.POST.get("how") in Reader.How.values:
        Reader.objects.filter(pk=reader.pk).update(how=request.POST["how"])
        reader.how = request.POST["how"]
        return _("From now on mail comes like that.")
    return ""


@_of_reader
@require_safe
def data(request: HttpRequest, token: str, reader: Reader) -> HttpResponse:
    """All of it as a file."""
    answer = JsonResponse(
        held_about(reader, commenter_cookie.key_of(request)),
        json_dumps_params={"indent": 1, "ensure_ascii": False},
    )
    answer["Content-Disposition"] = 'attachment; filename="my-data.json"'
    return answer


@_of_reader
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest, token: str, reader: Reader) -> HttpResponse:
    """One button, after it was said what is lost; the worker does it."""
    how = request.POST.get("how") or request.GET.get("how", "")
    if how not in Erasure.How.values:
        return _refused(request, Unusable.FORGED.value)
    is_done, status = False, HTTPStatus.OK
    under_way = _under_way(reader)
    is_from_elsewhere = request.method == "POST" and comes_from_elsewhere(request)
    if is_from_elsewhere:
        status = HTTPStatus.FORBIDDEN
    elif request.method == "POST":
        # A second press finds it under way, as whatever was pressed first.
        if not under_way:
            ask_to_erase(Erasure(address=reader.email, how=how))
        is_done = True
    context = {
        "token": token,
        "reader": reader,
        "how": how,
        "is_done": is_done,
        "is_another": under_way is not None and under_way.how != how,
        "is_from_elsewhere": is_from_elsewhere,
        "back": reverse("comments:mine_page", args=[token]),
    }
    return render(request, "comments/mine/erase.html", context, status=status)


def _under_way(reader: Reader) -> Erasure | None:
    """The erasure of his address that has begun, whoever began it in whatever spelling."""
    begun = Erasure.objects.filter(finished_at=None).exclude(address="")
    return next((one for one in begun if folded(one.address) == reader.email_folded), None)
