from importlib import import_module
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from comments.roles import ROLES
from tests.make import make_staff

pytestmark = pytest.mark.django_db

MIGRATIONS = ["0008_roles", "0013_roles_for_readers"]


def migrate() -> None:
    """Do what the migrations do, each with the models as they were at its time."""
    for name in MIGRATIONS:
        state = MigrationLoader(connection).project_state(("comments", name))
        migration = import_module(f"comments.migrations.{name}")
        migration.make_roles(state.apps, SimpleNamespace(connection=connection))


def held_by(role: str) -> set[str]:
    permissions = Group.objects.get(name=role).permissions
    pairs = permissions.values_list("content_type__app_label", "codename")
    return {f"{app}.{codename}" for app, codename in pairs}


def having(permission: str) -> set[str]:
    return {role for role, permissions in ROLES.items() if permission in permissions}


@pytest.mark.parametrize("without", ["groups", "permissions"])
def test_the_migration_gives_every_role_just_its_permissions(without):
    Group.objects.all().delete()
    if without == "permissions":  # as on a new database
        Permission.objects.all().delete()
    migrate()
    assert {group.name: held_by(group.name) for group in Group.objects.all()} == ROLES


def test_the_migration_twice_is_the_migration_once():
    for _ in range(2):
        migrate()
    assert set(Group.objects.values_list("name", flat=True)) == set(ROLES)
    assert all(held_by(role) == permissions for role, permissions in ROLES.items())


def test_a_group_of_that_name_keeps_its_people_and_all_that_it_may_do():
    Group.objects.all().delete()
    editors = Group.objects.create(name="Editor")
    editors.permissions.add(Permission.objects.get(codename="view_session"))
    nigora = make_staff()
    nigora.groups.add(editors)
    migrate()
    assert held_by("Editor") == ROLES["Editor"] | {"sessions.view_session"}
    assert nigora.has_perm("blog.publish_article")


def test_a_person_of_a_role_may_do_what_stands_there_and_no_more():
    for role, permissions in ROLES.items():
        assert make_staff(role, role).get_all_permissions() == permissions


def test_a_chief_may_do_what_all_the_others_may():
    assert set().union(*ROLES.values()) == ROLES["Chief"]


def test_nobody_may_delete_accounts_or_touch_groups_and_permissions():
    accounts = {name for name in ROLES["Chief"] if not name.startswith(("blog.", "comments."))}
    assert accounts == {"auth.view_user", "auth.add_user", "auth.change_user"}
    assert all(having(permission) == {"Chief"} for permission in accounts)


@pytest.mark.parametrize(
    ("permission", "roles"),
    [
        ("blog.change_article", {"Reporter", "Editor", "Chief"}),
        ("blog.publish_article", {"Editor", "Chief"}),
        ("blog.delete_article", {"Chief"}),
        ("comments.moderate_comment", {"Moderator", "Chief"}),
        ("comments.edit_comment", {"Moderator", "Chief"}),
        ("comments.reply_to_comment", {"Moderator", "Chief"}),  # it approves what it answers
        ("comments.change_discussion", {"Editor", "Chief"}),
        ("comments.view_block", {"Moderator", "Chief"}),  # readers' addresses
        ("comments.delete_rejectionreason", set()),
    ],
)
def test_what_weighs_most_is_in_few_hands(permission, roles):
    assert having(permission) == roles
