from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.views.decorators.http import require_safe

from blog import sitemaps

admin.site.site_header = admin.site.site_title = "Javob"


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok\n", content_type="text/plain")


handler400 = "blog.views.bad_request"

urlpatterns = [
    path("admin/", admin.site.urls),
    path("comments/", include("comments.urls")),
    path("healthz", healthz),
    path("robots.txt", sitemaps.robots),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-news.xml", sitemaps.news, name="sitemap-news"),
    path("sitemap-home.xml", sitemaps.home, name="sitemap-home"),
    *(
        path(f"sitemap-{kind}-<int:number>.xml", sitemaps.pages, {"kind": kind}, f"sitemap-{kind}")
        for kind in sitemaps.KINDS
    ),
    *i18n_patterns(
        path("", include("comments.feed_urls")),
        path("", include("comments.page_urls")),
        path("", include("blog.urls")),
        prefix_default_language=False,
    ),
]
