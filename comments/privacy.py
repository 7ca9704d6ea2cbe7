"""What the site keeps of its readers, for how long, and how they have it erased, in words."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from blog.cache_tags import edition_tag
from blog.editions import current_edition
from pagecache.public import public_page, shows

from . import commenter_cookie
from .models import Discussion


@public_page()
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """The numbers are those of the settings, whose change throws every page away."""
    shows(request, edition_tag(current_edition()))
    context = {"kept": Discussion.current(), "cookie": commenter_cookie.NAME}
    return render(request, "comments/privacy.html", context)
