from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from js_asset import Media

from .bounded_list import BoundedListAdmin
from .models import Article, Author, Category, Tag
from .models.search import articles_found
from .typed_text import TypedTextKept

#: In this order: ours teaches Django's more letters.
SLUG_SCRIPTS = ["admin/js/urlify.js", "js/slugs.js"]

#: What a search of articles is narrowed by, and the parameter of its filter in the list.
_NARROWED_BY = {
    "status": "status__exact",
    "language": "language__exact",
    "category": "category__id__exact",
}


class EditionAdmin(TypedTextKept):
    """Something of one edition. It stays there: addresses and what hangs on it depend on it."""

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        fields = list(super().get_readonly_fields(request, obj))
        return [*fields, "language"] if obj else fields


@admin.register(Category)
class CategoryAdmin(EditionAdmin):
    list_display = ["name", "path", "language"]
    list_filter = ["language"]
    search_fields = ["name", "path"]
    autocomplete_fields = ["parent"]
    prepopulated_fields = {"slug": ["name"]}
    fieldsets = [
        (None, {"fields": ["name", "slug", "language", "parent", "description"]}),
        (_("Comments on its articles"), {"fields": ["comment_status", "comments_close_at"]}),
    ]

    class Media:
        js = SLUG_SCRIPTS


@admin.register(Tag)
class TagAdmin(EditionAdmin):
    list_display = ["name", "slug", "language"]
    list_filter = ["language"]
    search_fields = ["name", "slug"]
    prepopulated_fields = {"slug": ["name"]}

    class Media:
        js = SLUG_SCRIPTS


@admin.register(Author)
class AuthorAdmin(TypedTextKept):
    list_display = ["name", "slug"]
    search_fields = ["name", "slug"]
    autocomplete_fields = ["user"]
    prepopulated_fields = {"slug": ["name"]}

    class Media:
        js = SLUG_SCRIPTS

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """An account is chosen by whoever may see the accounts."""
        fields = list(super().get_readonly_fields(request, obj))
        return fields if request.user.has_perm("auth.view_user") else [*fields, "user"]


class ArticleForm(forms.ModelForm):
    """Checks what only the chosen categories and tags together can show."""

    class Meta:
        widgets = {
            "title": forms.TextInput(attrs={"class": "vLargeTextField"}),
            "standfirst": forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        }

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        for field in ("further_categories", "tags"):
            chosen = self.cleaned_data.get(field) or []
            language = self.cleaned_data.get("language", self.instance.language)
            foreign = [row for row in chosen if row.language != language]
            if foreign:
                names = ", ".join(map(str, foreign))
                self.add_error(field, _("Of another language: %(names)s.") % {"names": names})
        return cleaned


@admin.register(Article)
class ArticleAdmin(BoundedListAdmin, EditionAdmin):
    form = ArticleForm
    list_display = ["title", "state", "section", "published_at"]
    list_filter = ["status", "language", "category", "comment_status", "published_at"]
    list_select_related = ["category"]
    # These show the search field; the index is asked.
    search_fields = ["title"]
    search_help_text = _("Words of the article, its address, byline or authors")
    # What ``article_desk`` is in the order of.
    ordering = ["-updated_at", "-pk"]
    sortable_by = ()
    autocomplete_fields = ["authors", "category", "further_categories", "tags"]
    prepopulated_fields = {"slug": ["title"]}
    radio_fields = {"status": admin.HORIZONTAL}
    readonly_fields = ["created_at", "updated_at"]
    actions = ["publish", "withdraw"]
    save_on_top = True
    fieldsets = [
        (None, {"fields": ["title", "slug", "standfirst", "body"]}),
        (_("Publication"), {"fields": ["status", "published_at"]}),
        (_("Comments"), {"fields": ["comment_status", "comments_close_at"]}),
        (
            _("Where it stands"),
            {"fields": ["language", "category", "further_categories", "tags"]},
        ),
        (_("Who wrote it"), {"fields": ["authors", "byline"]}),
        (_("Record"), {"fields": ["created_at", "updated_at"], "classes": ["collapse"]}),
    ]

    class Media:
        css = {"all": ["css/editor.css"]}
        js = SLUG_SCRIPTS

    def get_readonly_fields(self, request: HttpRequest, obj: Article | None = None) -> list[str]:
        fields = super().get_readonly_fields(request, obj)
        if self.has_publish_permission(request):
            return fields
        return [*fields, "status", "published_at"]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """The editor's import map is an inline script and needs this request's nonce."""
        context["media"] = Media.from_media(context["media"], nonce=request.csp_nonce)  # type: ignore[attr-defined]
        return super().render_change_form(request, context, *args, **kwargs)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        articles = super().get_queryset(request)
        page = request.resolver_match
        listed = page is not None and page.url_name == "blog_article_changelist"
        return articles.defer("body", "standfirst") if listed else articles

    def get_search_results(
        self, request: HttpRequest, articles: QuerySet[Article], typed: str
    ) -> tuple[QuerySet[Article], bool]:
        """The newest that match; what they are narrowed by is part of the question."""
        if not typed:
            return articles, False
        narrowed = {name: request.GET.get(key, "") for name, key in _NARROWED_BY.items()}
        return self.found(
            request, articles, lambda most: articles_found(typed, most, **narrowed)
        ), False

    def view_on_site(self, article: Article) -> str | None:
        return article.get_absolute_url() if article.is_public else None

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("blog.publish_article")

    def has_change_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        """Any article for whoever may publish; for others those that readers can't see.

        A scheduled one counts as public: it becomes so by the clock, with nobody reading it
        again.
        """
        if not super().has_change_permission(request, obj):
            return False
        published = obj is not None and obj.status == Article.Status.PUBLISHED
        return not published or self.has_publish_permission(request)

    def save_model(self, request: HttpRequest, obj: Article, form: Any, change: bool) -> None:
        """Somebody may have published the article since this request read it."""
        if change and not self.has_publish_permission(request):
            stored = Article.objects.select_for_update().get(pk=obj.pk)
            if not self.has_change_permission(request, stored):
                raise PermissionDenied
        super().save_model(request, obj, form, change)

    @admin.display(description=_("state"), ordering="status")
    def state(self, article: Article) -> str:
        if article.status == Article.Status.PUBLISHED and not article.is_public:
            return format_html('<span class="state state-scheduled">{}</span>', _("Scheduled"))
        label = article.get_status_display()
        return format_html('<span class="state state-{}">{}</span>', article.status, label)

    @admin.display(description=_("primary category"), ordering="category")
    def section(self, article: Article) -> str:
        return format_html("{}<br>{}", article.category.name, article.get_language_display())

    @admin.action(description=_("Publish selected articles"), permissions=["publish"])
    def publish(self, request: HttpRequest, articles: QuerySet[Article]) -> None:
        waiting = [found for found in articles if found.status != Article.Status.PUBLISHED]
        for article in waiting:
            article.publish()
            self.log_change(request, article, _("Published."))
        later = sum(not article.is_public for article in waiting)
        now = len(waiting) - later
        if now or not later:
            text = ngettext("%d article is public now.", "%d articles are public now.", now)
            self.message_user(request, text % now, messages.SUCCESS)
        if later:
            text = ngettext(
                "%d article will appear at its time.",
                "%d articles will appear at their time.",
                later,
            )
            self.message_user(request, text % later, messages.SUCCESS)

    @admin.action(description=_("Withdraw selected articles"), permissions=["publish"])
    def withdraw(self, request: HttpRequest, articles: QuerySet[Article]) -> None:
        public = list(articles.filter(status=Article.Status.PUBLISHED))
        for article in public:
            article.withdraw()
            self.log_change(request, article, _("Withdrawn."))
        count = len(public)
        message = ngettext("%d article withdrawn.", "%d articles withdrawn.", count) % count
        self.message_user(request, message, messages.SUCCESS)
