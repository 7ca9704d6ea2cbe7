"""The links in a mail to a moderator."""

from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission

from comments.notifications.moderators.links import Verb, make


def make_moderator(name="nigora", **fields):
    user = get_user_model().objects.create_user(name, is_staff=True, **fields)
    user.user_permissions.add(Permission.objects.get(codename="moderate_comment"))
    return user


def link(comment, user, verb=Verb.APPROVE):
    return make(comment, verb, user, comment.last_decision().pk).removeprefix("http://testserver")


def everything_stored():
    """Every row of every table."""
    return {
        model._meta.label: sorted(map(repr, model._base_manager.values_list()))
        for model in apps.get_models(include_auto_created=True)
    }
