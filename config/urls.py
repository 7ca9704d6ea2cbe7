from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.views.decorators.http import require_safe

admin.site.site_header = admin.site.site_title = "Javob"


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok\n", content_type="text/plain")


handler400 = "blog.views.bad_request"

urlpatterns = [
    path("admin/", admin.site.urls),
    path("comments/", include("comments.urls")),
    path("healthz", healthz),
    *i18n_patterns(
        path("", include("comments.feed_urls")),
        path("", include("blog.urls")),
        prefix_default_language=False,
    ),
]
