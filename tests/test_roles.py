"""Every view and action of admin, asked by a stranger, by staff and by every role.

A view or an action without a row in the table fails by name.
"""

import re
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.urls import URLPattern, get_resolver, resolve
from django.utils import timezone
from django.views.generic import RedirectView
from django_tasks_db.models import DBTaskResult

from blog.models import Article
from comments.models import Erasure, HouseRules, Look, RejectionReason, RetentionRun
from comments.roles import ROLES
from tests.make import (
    make_article,
    make_author,
    make_block,
    make_category,
    make_comment,
    make_staff,
    make_tag,
    make_term,
    role_group,
)
from tests.role_table import FORM, ROWS, WHO, Row

pytestmark = pytest.mark.django_db


def views(among: list | None = None, before: str = "") -> dict[str, Any]:
    """The views of admin by their routes; not what merely leads on to one of them."""
    found: dict[str, Any] = {}
    for pattern in get_resolver().url_patterns if among is None else among:
        route = before + str(pattern.pattern).removeprefix("^")
        if not route.startswith("admin/"):
            continue
        if not isinstance(pattern, URLPattern):
            found |= views(pattern.url_patterns, route)
        elif getattr(pattern.callback, "view_class", None) is not RedirectView:
            found[route] = pattern.name or route
    return found


def routes(method: str) -> set[str]:
    """The routes for which there is a row of this method."""
    return {
        resolve("/admin/" + re.sub(r"{\w+}", "1", row.address.partition("?")[0].strip("-"))).route
        for row in ROWS
        if row.method == method
    }


def keep_writes(writes: list[str], execute: Any, sql: str, *rest: Any) -> Any:
    """Lists every statement but questions; where there is none, nothing was changed."""
    if not sql.startswith(("SELECT", "SAVEPOINT", "RELEASE")):
        writes.append(sql)
    return execute(sql, *rest)


def stored(said: list[str] | None = None) -> dict[str, list[str]]:
    """The rows of every table of ours, and of the accounts: those the statements name, or all."""
    models = [
        model
        for app in ("blog", "comments", "auth")
        for model in apps.get_app_config(app).get_models(include_auto_created=True)
        if model is not Look  # a soft mark that forbids nothing
    ]
    return {
        model._meta.db_table: sorted(map(repr, model._base_manager.values_list()))
        for model in models
        if said is None or any(model._meta.db_table in sql for sql in said)
    }


@pytest.fixture
def things() -> dict[str, Any]:
    """What the addresses of the table are about."""
    article = make_article(tags=[make_tag()], authors=[make_author()])
    owner = make_staff("", "owner", is_superuser=True)
    decided, reported = make_comment(article, status="held"), make_comment(article)
    decision = decided.approve(by=owner)
    reported.report(owner, "spam")
    rows = {
        "article": article,
        "draft": make_article(status="draft"),
        "later": make_article(published_at=timezone.now() + timedelta(days=1)),
        "category": article.category,
        "unused": make_category("Unused"),
        "tag": article.tags.get(),
        "author": article.authors.get(),
        "comment": make_comment(article, status="held"),
        "approved": make_comment(article),
        "reported": reported,
        "term": make_term("viagra"),
        "block": make_block("198.51.100.0/24"),
        "rejection": RejectionReason.objects.create(label="Old quarrel"),
        "erasure": Erasure.objects.create(how="remove"),
        "run": RetentionRun.objects.create(),
        "rules": HouseRules.objects.create(language="ru", text="Old"),
        "group": role_group("Reporter"),
        "colleague": make_staff("Reporter", "colleague"),
        "owner": owner,
        "task": DBTaskResult.objects.create(
            args_kwargs={}, task_path="x", backend_name="default", run_after=timezone.now()
        ),
        "articles": ContentType.objects.get_for_model(Article),
    }
    return {name: row.pk for name, row in rows.items()} | {
        "decision": f"{decided.pk}:{decision.pk}",
        "tags": "app_label=blog&model_name=article&field_name=tags",
        "users": "app_label=blog&model_name=author&field_name=user",
    }


def test_every_view_of_admin_has_a_row():
    covered = routes("GET")
    without = [name for route, name in views().items() if route not in covered]
    assert not without, f"{without} has no row"


def test_every_view_of_ours_that_may_change_something_has_a_row_for_that():
    """The history of Django only shows."""
    covered = routes("POST")
    without = [
        name
        for route, name in views().items()
        if route.startswith(("admin/blog/", "admin/comments/", "admin/auth/"))
        and not name.endswith("_history")
        and route not in covered
    ]
    assert not without, f"{without} has no row with a POST"


def test_every_action_has_a_row():
    covered = {(row.address.partition("?")[0], row.sent.get("action")) for row in ROWS}
    lists = {f"{m._meta.app_label}/{m._meta.model_name}/": m for m in admin.site._registry}
    without = [
        (address, name)
        for address, model in lists.items()
        for _function, name, _label in admin.site.get_model_admin(model)._get_base_actions()
        if (address, name) not in covered
    ]
    assert not without, f"{without} has no row"


@pytest.mark.parametrize("who", WHO)
def test_everybody_gets_what_is_his(client, things, who):
    if who != "stranger":
        client.force_login(make_staff(who if who in ROLES else ""))
    before = stored()
    found = {row.asked: answer(client, row, things, before) for row in ROWS}
    assert found == {row.asked: row.answers[who] for row in ROWS}


def answer(client, row: Row, things: dict[str, Any], before: dict[str, list[str]]) -> str:
    """What the row's request gets; what it changed is put back."""
    address = "/admin/" + row.address.strip("-").format_map(things)
    form = {name: value.format_map(things) for name, value in (FORM | row.sent).items()}
    signed_in = dict(client.cookies)
    writes: list[str] = []
    with transaction.atomic():
        with connection.execute_wrapper(partial(keep_writes, writes)):
            got = client.get(address) if row.method == "GET" else client.post(address, form)
        is_changed = not stored(writes).items() <= before.items()
        transaction.set_rollback(True)
    client.cookies.clear()
    client.cookies.update(signed_in)
    if is_changed:
        return "done"
    if got.status_code == 302 and got["Location"].startswith("/admin/login/?"):
        return "login"
    return str(got.status_code)


def test_a_role_without_the_right_to_sign_in_opens_nothing(client):
    client.force_login(make_staff("Chief", is_staff=False))
    for address in ("", "blog/article/", "comments/comment/", "auth/user/"):
        assert client.get(f"/admin/{address}")["Location"].startswith("/admin/login/")
