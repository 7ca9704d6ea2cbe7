"""The page on which a moderator says when he wants mail, for himself alone."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ..models import MailPreference
from ..notifications.moderators.tasks import keep_mail_coming
from .permitted import permitted


class MailPreferenceForm(forms.ModelForm):
    class Meta:
        model = MailPreference
        fields = ["how"]
        widgets = {"how": forms.RadioSelect}


@require_http_methods(["GET", "HEAD", "POST"])
@permitted("comments.moderate_comment")
def mail_preference(request: HttpRequest) -> HttpResponse:
    """Show and change the wish of whoever is signed in; there is no way to name another."""
    user: Any = request.user
    wish = MailPreference.objects.filter(user=user).first() or MailPreference(user=user)
    form = MailPreferenceForm(request.POST or None, instance=wish)
    if request.method == "POST" and form.is_valid():
        form.save()
        keep_mail_coming(timezone.now())
        messages.success(request, _("Saved."))
        return HttpResponseRedirect(request.path)
    context = {
        **admin.site.each_context(request),
        "title": _("Mail when comments wait"),
        "form": form,
        "opts": MailPreference._meta,
        "email": user.email,
    }
    return render(request, "admin/comments/mail.html", context)
