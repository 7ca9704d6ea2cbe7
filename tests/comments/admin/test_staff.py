import pytest
from django.contrib.auth.models import Group, Permission, User

from comments.admin.staff import roles_to_give
from comments.roles import ROLES
from tests.make import make_article, make_comment, make_staff, role_group

pytestmark = pytest.mark.django_db

LIST = "/admin/auth/user/"
PASSWORDS = {"password1": "Nasb-2026-kard", "password2": "Nasb-2026-kard"}


@pytest.fixture
def chief(client) -> User:
    for role in ROLES:
        role_group(role)
    user = make_staff("Chief", "zarina", password="x")
    client.force_login(user)
    return user


@pytest.fixture
def owner() -> User:
    return User.objects.create_superuser("owner", password="x")


def save(client, user, **fields):
    """Send what the form of an account sends, with these fields changed."""
    data = {"username": user.username, "is_active": "on", "is_staff": "on"}
    data |= {"date_joined_0": "2026-01-01", "date_joined_1": "12:00"} | fields
    data = {name: value for name, value in data.items() if value is not None}
    return client.post(f"{LIST}{user.pk}/change/", data)


def rights(user: User) -> set:
    """All that makes an account what it is, as it is stored."""
    fresh = User.objects.get(pk=user.pk)
    flags = (fresh.is_superuser, fresh.is_active, fresh.is_staff, fresh.password)
    return {*flags, *fresh.groups.all(), *fresh.user_permissions.all()}


def test_a_chief_makes_an_account_and_gives_it_a_role(client, chief):
    answer = client.post(f"{LIST}add/", PASSWORDS | {"username": "new", "usable_password": "true"})
    user = User.objects.get(username="new")
    assert answer["Location"] == f"{LIST}{user.pk}/change/"
    assert (user.is_staff, user.is_superuser) == (False, False)
    save(client, user, groups=[role_group("Moderator").pk])
    assert User.objects.get(username="new").get_all_permissions() == ROLES["Moderator"]


@pytest.mark.parametrize("role", ROLES)
def test_a_chief_changes_the_role_of_everybody_else(client, chief, role):
    user = make_staff(role)
    other = role_group("Editor" if role == "Reporter" else "Reporter")
    save(client, user, groups=[other.pk], email="n@example.org")
    user.refresh_from_db()
    assert list(user.groups.all()) == [other]
    assert user.email == "n@example.org"


def test_a_chief_lets_nobody_in_any_more_instead_of_deleting_him(client, chief):
    user = make_staff("Moderator")
    make_comment(make_article(), status="held").trash(by=user)
    page = client.get(f"{LIST}{user.pk}/change/").text
    assert "Unselect this instead of deleting accounts." in page
    assert f"{LIST}{user.pk}/delete/" not in page
    assert client.post(f"{LIST}{user.pk}/delete/", {"post": "yes"}).status_code == 403
    save(client, user, is_active=None)
    assert not User.objects.get(pk=user.pk).is_active


def test_an_account_that_decided_something_outlives_even_a_superuser_who_deletes_it(desk):
    user = make_staff("Moderator")
    make_comment(make_article(), status="held").trash(by=user)
    desk.post(f"{LIST}{user.pk}/delete/", {"post": "yes"})
    assert User.objects.filter(pk=user.pk).exists()


def test_the_form_of_a_chief_has_no_superuser_no_permissions_and_no_other_group(client, chief):
    Group.objects.create(name="Engineers")
    page = client.get(f"{LIST}{make_staff().pk}/change/").text
    assert 'name="groups"' in page
    assert all(role in page for role in ROLES)
    for hidden in ('name="is_superuser"', 'name="user_permissions"', ">Engineers<"):
        assert hidden not in page


@pytest.mark.parametrize("fields", [{"is_superuser": "on"}, {"user_permissions": "all"}])
@pytest.mark.parametrize("whose", ["own", "another's", "new"])
def test_a_chief_makes_nobody_a_superuser_and_gives_no_permission(client, chief, fields, whose):
    fields = {name: value if value == "on" else list(_all()) for name, value in fields.items()}
    if whose == "new":
        client.post(f"{LIST}add/", PASSWORDS | fields | {"username": "new"})
        user = User.objects.get(username="new")
    else:
        user = chief if whose == "own" else make_staff("Reporter")
    save(client, user, **fields)
    user.refresh_from_db()
    assert not user.is_superuser
    assert not user.user_permissions.exists()


def _all():
    return Permission.objects.values_list("pk", flat=True)


def test_a_chief_gives_no_group_but_the_roles(client, chief):
    other, user = Group.objects.create(name="Engineers"), make_staff("Reporter")
    answer = save(client, user, groups=[other.pk])
    assert "is not one of the available choices" in answer.text
    assert [group.name for group in user.groups.all()] == ["Reporter"]


def test_a_chief_gives_no_role_that_may_do_more_than_he(client, chief):
    role_group("Editor").permissions.add(Permission.objects.get(codename="change_group"))
    given = set(roles_to_give(chief).values_list("name", flat=True))
    assert given == {"Reporter", "Moderator", "Chief"}
    user = make_staff("Reporter")
    answer = save(client, user, groups=[role_group("Editor").pk])
    assert "is not one of the available choices" in answer.text


def test_groups_that_a_chief_cannot_give_stay_when_he_saves(client, chief):
    other, user = Group.objects.create(name="Night shift"), make_staff("Reporter")
    user.groups.add(other)
    save(client, user, groups=[role_group("Editor").pk])
    assert {group.name for group in user.groups.all()} == {"Night shift", "Editor"}


@pytest.mark.parametrize("who", ["chief", "owner"])
def test_nobody_changes_what_he_may_do_himself(client, chief, owner, who):
    user = {"chief": chief, "owner": owner}[who]
    client.force_login(user)
    before = rights(user)
    fields = {"is_active": None, "is_staff": None, "is_superuser": None, "email": "z@example.org"}
    save(client, user, **fields, groups=[role_group("Reporter").pk])
    assert rights(user) == before
    user.refresh_from_db()
    assert user.email == "z@example.org"


def test_ones_own_password_needs_the_old_one_and_cannot_be_switched_off(client, chief):
    before = rights(chief)
    make_staff("Chief", "other")
    for own in (chief.pk, f"0{chief.pk}", f"{chief.pk}_"):
        address = f"{LIST}{own}/password/"
        for data in (PASSWORDS | {"usable_password": "true"}, {"usable_password": "false"}):
            answer = client.post(address, data | {"unset-password": "1"})
            assert answer.status_code == 404 or answer["Location"] == "/admin/password_change/"
    assert rights(chief) == before


def test_a_superuser_is_neither_listed_nor_found_nor_reached(client, chief, owner):
    before = rights(owner)
    for query in ("", "?q=owner", "?is_superuser__exact=1"):
        assert ">owner<" not in client.get(LIST + query).text
    assert (
        "owner"
        not in client.get(
            "/admin/autocomplete/",
            {"term": "own", "app_label": "blog", "model_name": "author", "field_name": "user"},
        ).text
    )
    for view in ("change", "history"):
        assert client.get(f"{LIST}{owner.pk}/{view}/")["Location"] == "/admin/"
    assert save(client, owner, groups=[])["Location"] == "/admin/"
    address = f"{LIST}{owner.pk}/password/"
    assert client.get(address).status_code == 404
    assert client.post(address, PASSWORDS | {"usable_password": "true"}).status_code == 404
    assert rights(owner) == before


@pytest.mark.parametrize("how", ["permission", "group", "group of an inactive account"])
def test_who_may_do_more_than_a_chief_is_out_of_his_hands(client, chief, how):
    """Whoever sets the password of an account may do what it may."""
    beyond = Permission.objects.get(codename="change_group")
    engineer = make_staff("Editor", password="x", is_active="inactive" not in how)
    if how == "permission":
        engineer.user_permissions.add(beyond)
    else:
        group = Group.objects.create(name="Engineers")
        group.permissions.add(beyond)
        engineer.groups.add(group)
    before = rights(engineer)
    assert "nigora" in client.get(LIST).text
    page = client.get(f"{LIST}{engineer.pk}/change/").text
    assert 'name="_save"' not in page
    assert engineer.password not in page
    assert save(client, engineer, groups=[]).status_code == 403
    data = PASSWORDS | {"usable_password": "true", "set-password": "1"}
    address = f"{LIST}{engineer.pk}/password/"
    assert client.get(address).status_code == 403
    assert client.post(address, data).status_code == 403
    assert rights(engineer) == before


def test_a_chief_sets_the_password_of_a_colleague(client, chief):
    user = make_staff("Reporter")
    data = PASSWORDS | {"usable_password": "true", "set-password": "1"}
    client.post(f"{LIST}{user.pk}/password/", data)
    assert User.objects.get(pk=user.pk).check_password(PASSWORDS["password1"])


def test_a_chief_never_touches_groups(client, chief):
    group = role_group("Chief")
    for view in ("", "add/", f"{group.pk}/change/", f"{group.pk}/delete/"):
        for ask in (client.get, client.post):
            assert ask(f"/admin/auth/group/{view}").status_code == 403


def test_whoever_may_change_users_and_is_no_chief_gives_only_what_he_has(client):
    helper = make_staff("Reporter", "helper")
    for codename in ("view_user", "add_user", "change_user"):
        helper.user_permissions.add(Permission.objects.get(codename=codename))
    client.force_login(helper)
    editor, other = make_staff("Editor"), make_staff("Reporter", "other")
    assert save(client, editor, groups=[]).status_code == 403
    assert list(roles_to_give(helper)) == [role_group("Reporter")]
    save(client, other, groups=[role_group("Chief").pk])
    assert list(other.groups.all()) == [role_group("Reporter")]


def test_a_superuser_still_has_all_of_the_form(desk):
    group, user = Group.objects.create(name="Engineers"), make_staff("Reporter")
    permission = Permission.objects.get(codename="change_group")
    save(desk, user, is_superuser="on", groups=[group.pk], user_permissions=[permission.pk])
    user.refresh_from_db()
    assert user.is_superuser
    assert list(user.groups.all()) == [group]
    assert list(user.user_permissions.all()) == [permission]


@pytest.mark.parametrize("many", [1, 20])
def test_the_list_of_accounts_costs_the_same_however_many(
    client, chief, django_assert_max_num_queries, many
):
    for number in range(many):
        make_staff("Reporter", f"reporter{number}")
    with django_assert_max_num_queries(9):
        page = client.get(LIST).text
    assert '<td class="field-roles">Reporter</td>' in page
