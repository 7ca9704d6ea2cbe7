"""The way to report a comment for those of the newsroom who have no desk."""

import re

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ..models import Comment
from .permitted import permitted

#: A permalink, an address that ends in one, or the number alone.
_NAMED = re.compile(r"(?:.*(?:/comments/|#comment-))?([0-9]{1,18})/?\s*", re.DOTALL)


class FindForm(forms.Form):
    """Which comment, by the address under its date."""

    comment = forms.CharField(
        label=_("Address of the comment"),
        max_length=1000,
        help_text=_("Copy it from the link under the comment's date."),
        widget=forms.TextInput(attrs={"dir": "ltr"}),
    )

    def clean_comment(self) -> int:
        named = _NAMED.fullmatch(self.cleaned_data["comment"])
        public = Comment.objects.public().filter(pk=named[1] if named else 0)
        if not public.exists():
            raise forms.ValidationError(_("There is no published comment at this address."))
        return int(named[1]) if named else 0


@never_cache
@require_safe
@permitted("comments.report_comment")
def find_view(request: HttpRequest) -> HttpResponse:
    """Leads from the address of a published comment to the form that reports it."""
    form = FindForm(request.GET if "comment" in request.GET else None)
    if form.is_valid():
        pk = form.cleaned_data["comment"]
        return HttpResponseRedirect(reverse("admin:comments_comment_report", args=[pk]))
    context = {
        **admin.site.each_context(request),
        "title": _("Report a comment"),
        "form": form,
        "may_see_comment": request.user.has_perm("comments.moderate_comment"),
    }
    status = 422 if form.is_bound else 200
    return render(request, "admin/comments/find.html", context, status=status)
