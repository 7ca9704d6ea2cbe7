"""The accounts of the newsroom, in the hands of a Chief who need not be a superuser."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group, Permission, User
from django.db.models import Q, QuerySet
from django.forms import CheckboxSelectMultiple, ModelMultipleChoiceField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..roles import ROLES

#: What nobody changes of himself: who takes it from himself can't give it back.
_NOT_ONES_OWN = ("is_active", "is_staff", "is_superuser", "groups", "user_permissions")


def rights_of(user: Any) -> QuerySet[Permission]:
    """What an account gives whoever holds it. One that is not active may be made so."""
    return Permission.objects.filter(Q(user=user) | Q(group__user=user))


def roles_to_give(user: Any) -> QuerySet[Group]:
    """The roles in which there is nothing that he may not do himself."""
    beyond = Permission.objects.exclude(pk__in=rights_of(user).values("pk"))
    return Group.objects.filter(name__in=ROLES).exclude(permissions__in=beyond)


class RolesField(ModelMultipleChoiceField):
    def label_from_instance(self, role: Any) -> str:
        return gettext(role.name)


admin.site.unregister(User)


@admin.register(User)
class StaffAdmin(UserAdmin):
    """Django's, which lets whoever may change users make himself a superuser.

    A superuser still has all of it. Others find no superusers here, give no permissions
    but by the roles, and change nobody who may do more than they. Accounts are made
    inactive rather than deleted: the log says who decided.
    """

    list_display = ["username", "first_name", "last_name", "email", "roles", "is_active"]
    list_filter = ["is_active", "is_staff", "groups"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        users = super().get_queryset(request).prefetch_related("groups")
        return users if request.user.is_superuser else users.filter(is_superuser=False)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if not super().has_change_permission(request, obj):
            return False
        if obj is None or request.user.is_superuser:
            return True
        own = rights_of(request.user).values("pk")
        return not obj.is_superuser and not rights_of(obj).exclude(pk__in=own).exists()

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None or request.user.is_superuser:
            return super().get_fieldsets(request, obj)
        return [
            (None, {"fields": ["username", "password"]}),
            (_("Person"), {"fields": ["first_name", "last_name", "email"]}),
            (_("What this account may do"), {"fields": ["is_active", "is_staff", "groups"]}),
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        fields = list(super().get_readonly_fields(request, obj))
        return [*fields, *_NOT_ONES_OWN] if obj == request.user else fields

    def formfield_for_manytomany(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        if db_field.name == "groups" and not request.user.is_superuser:
            kwargs |= {
                "queryset": roles_to_give(request.user).order_by("pk"),
                "form_class": RolesField,
                "widget": CheckboxSelectMultiple,
                "label": _("roles"),
                "help_text": "",
            }
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def save_related(self, request: HttpRequest, form: Any, *args: Any) -> None:
        """Groups that were not offered stay."""
        groups = form.instance.groups
        kept: list[Group] = []
        if not request.user.is_superuser:
            kept = list(groups.exclude(pk__in=roles_to_give(request.user)))
        super().save_related(request, form, *args)
        groups.add(*kept)

    def user_change_password(
        self, request: HttpRequest, id: str, form_url: str = ""  # noqa: A002
    ) -> HttpResponse:  # fmt: skip
        """Another's: one's own is changed by whoever knows it, and can't be switched off."""
        if self.get_object(request, unquote(id)) == request.user:
            return redirect("admin:password_change")
        return super().user_change_password(request, id, form_url)

    @admin.display(description=_("roles"))
    def roles(self, user: User) -> str:
        return ", ".join(gettext(group.name) for group in user.groups.all())
