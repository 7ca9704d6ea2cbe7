"""Every view and action of admin, asked by a stranger, by staff and by every role.

A view or an action without a row in the table fails by name.
"""

import re
from datetime import timedelta
from functools import partial
from typing import Any, NamedTuple

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
from comments.models import Look, RejectionReason
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

pytestmark = pytest.mark.django_db

#: Whom the columns stand for. "staff" may sign in and has no role.
WHO = ["stranger", "staff", "Reporter", "Moderator", "Editor", "Chief"]

#: What each of them gets: ``login`` (is led to where one signs in), ``done`` (something was
#: changed), or the status of an answer that changed nothing. Then the method and the
#: address below /admin/, with the ids of ``things``. A POST sends FORM, with the further
#: ``field=value``; an action is named with the row that it is for.
TABLE = """
# str. staff Rep.  Mod.  Ed.   Chief

login 200   200   200   200   200   GET  -
200   302   302   302   302   302   GET  login/
200   200   200   200   200   200   POST login/
302   405   405   405   405   405   GET  logout/
302   200   200   200   200   200   POST logout/
login 200   200   200   200   200   GET  password_change/
login 200   200   200   200   200   GET  password_change/done/
login 403   200   403   200   200   GET  autocomplete/?{tags}
login 403   403   403   403   200   GET  autocomplete/?{users}
login 200   200   200   200   200   GET  jsi18n/
login 302   302   302   302   302   GET  r/{articles}/{draft}/
login 404   200   200   200   200   GET  blog/
login 404   404   200   200   200   GET  comments/
login 404   404   404   404   200   GET  auth/
login 404   404   404   404   404   GET  nothing/

login 403   200   403   200   200   GET  blog/category/
login 403   403   403   200   200   GET  blog/category/add/
403   403   403   403   done  done  POST blog/category/add/
login 403   200   403   200   200   GET  blog/category/{category}/change/
403   403   403   403   done  done  POST blog/category/{category}/change/
login 403   200   403   200   200   GET  blog/category/{category}/history/
login 403   403   403   200   200   GET  blog/category/{unused}/delete/
login 403   403   403   done  done  POST blog/category/{unused}/delete/
login 403   200   403   done  done  POST blog/category/ delete_selected {unused}

login 403   200   403   200   200   GET  blog/tag/
login 403   200   403   200   200   GET  blog/tag/add/
403   403   done  403   done  done  POST blog/tag/add/
login 403   200   403   200   200   GET  blog/tag/{tag}/change/
403   403   403   403   done  done  POST blog/tag/{tag}/change/
login 403   200   403   200   200   GET  blog/tag/{tag}/history/
login 403   403   403   200   200   GET  blog/tag/{tag}/delete/
login 403   403   403   done  done  POST blog/tag/{tag}/delete/
login 403   200   403   done  done  POST blog/tag/ delete_selected {tag}

login 403   200   403   200   200   GET  blog/author/
login 403   403   403   200   200   GET  blog/author/add/
403   403   403   403   done  done  POST blog/author/add/
login 403   200   403   200   200   GET  blog/author/{author}/change/
403   403   403   403   done  done  POST blog/author/{author}/change/
login 403   200   403   200   200   GET  blog/author/{author}/history/
login 403   403   403   200   200   GET  blog/author/{author}/delete/
login 403   403   403   done  done  POST blog/author/{author}/delete/
login 403   200   403   done  done  POST blog/author/ delete_selected {author}

login 403   200   200   200   200   GET  blog/article/
login 403   200   403   200   200   GET  blog/article/add/
403   403   done  403   done  done  POST blog/article/add/
login 403   200   200   200   200   GET  blog/article/{article}/change/
403   403   403   403   done  done  POST blog/article/{article}/change/
403   403   403   403   done  done  POST blog/article/{later}/change/
403   403   done  403   done  done  POST blog/article/{draft}/change/
login 403   200   200   200   200   GET  blog/article/{article}/history/
login 403   403   403   403   200   GET  blog/article/{draft}/delete/
login 403   403   403   403   done  POST blog/article/{draft}/delete/
login 403   200   200   done  done  POST blog/article/ publish {draft}
login 403   200   200   done  done  POST blog/article/ withdraw {article}
login 403   200   200   302   done  POST blog/article/ delete_selected {draft}

login 403   302   200   302   200   GET  comments/comment/
login 405   302   405   302   405   POST comments/comment/
login 405   302   405   302   405   POST comments/comment/ delete_selected {comment}
login 403   403   403   403   403   GET  comments/comment/add/
login 403   403   403   403   403   POST comments/comment/add/
login 403   403   200   403   200   GET  comments/comment/{comment}/change/
login 405   405   405   405   405   POST comments/comment/{comment}/change/
login 403   403   200   403   200   GET  comments/comment/{comment}/history/
login 403   403   403   403   403   GET  comments/comment/{comment}/delete/
login 403   403   403   403   403   POST comments/comment/{comment}/delete/
login 403   403   302   403   302   GET  comments/comment/decide/
login 403   403   done  403   done  POST comments/comment/decide/ decide=approve:{comment}
login 403   403   done  403   done  POST comments/comment/decide/ decide=spam:{comment}
login 403   403   done  403   done  POST comments/comment/decide/ decide=trash:{comment}
login 403   403   done  403   done  POST comments/comment/decide/ decide=hold:{approved}
login 403   403   done  403   done  POST comments/comment/decide/ decide=keep:{reported}
login 403   403   done  403   done  POST comments/comment/decide/ decide=approve:chosen
login 403   403   302   403   302   GET  comments/comment/undo/
login 403   403   done  403   done  POST comments/comment/undo/ undo={decision}
login 403   403   200   403   200   GET  comments/comment/news/
login 405   405   405   405   405   POST comments/comment/news/
login 403   403   200   403   200   GET  comments/comment/mail/
login 403   403   done  403   done  POST comments/comment/mail/
login 403   403   200   200   200   GET  comments/comment/numbers/
login 403   403   405   405   405   POST comments/comment/numbers/
login 403   200   200   200   200   GET  comments/comment/report/
login 405   405   405   405   405   POST comments/comment/report/
login 405   405   405   405   405   GET  comments/comment/{comment}/look/
login 403   403   200   403   200   POST comments/comment/{comment}/look/
login 403   403   200   403   200   GET  comments/comment/{comment}/reply/
403   403   403   done  403   done  POST comments/comment/{comment}/reply/
403   403   403   done  403   done  POST comments/comment/{approved}/reply/
login 403   403   200   403   200   GET  comments/comment/{comment}/edit/
403   403   403   done  403   done  POST comments/comment/{comment}/edit/
login 403   403   200   403   200   GET  comments/comment/{comment}/note/
403   403   403   done  403   done  POST comments/comment/{comment}/note/
login 403   200   200   200   200   GET  comments/comment/{approved}/report/
403   403   done  done  done  done  POST comments/comment/{approved}/report/
login 403   404   404   404   404   GET  comments/comment/{comment}/report/
403   403   404   404   404   404   POST comments/comment/{comment}/report/

login 403   403   200   200   200   GET  comments/term/
login 403   403   200   403   200   GET  comments/term/add/
403   403   403   done  403   done  POST comments/term/add/
403   403   403   200   403   200   POST comments/term/add/ _try=1
login 403   403   200   403   200   GET  comments/term/many/
403   403   403   done  403   done  POST comments/term/many/
login 403   403   200   200   200   GET  comments/term/{term}/change/
403   403   403   done  403   done  POST comments/term/{term}/change/
403   403   403   200   403   200   POST comments/term/{term}/change/ _try=1
login 403   403   200   200   200   GET  comments/term/{term}/history/
login 403   403   200   403   200   GET  comments/term/{term}/delete/
login 403   403   done  403   done  POST comments/term/{term}/delete/
login 403   403   done  200   done  POST comments/term/ delete_selected {term}

login 403   403   200   403   200   GET  comments/block/
login 403   403   200   403   200   GET  comments/block/add/
403   403   403   done  403   done  POST comments/block/add/ kind=network
login 403   403   200   403   200   GET  comments/block/{block}/change/
403   403   403   done  403   done  POST comments/block/{block}/change/ kind=network
login 403   403   200   403   200   GET  comments/block/{block}/history/
login 403   403   200   403   200   GET  comments/block/{block}/delete/
login 403   403   done  403   done  POST comments/block/{block}/delete/
login 403   403   done  403   done  POST comments/block/ delete_selected {block}

login 403   403   200   200   200   GET  comments/rejectionreason/
login 403   403   403   200   200   GET  comments/rejectionreason/add/
403   403   403   403   done  done  POST comments/rejectionreason/add/
login 403   403   200   200   200   GET  comments/rejectionreason/{rejection}/change/
403   403   403   403   done  done  POST comments/rejectionreason/{rejection}/change/
login 403   403   200   200   200   GET  comments/rejectionreason/{rejection}/history/
login 403   403   403   403   403   GET  comments/rejectionreason/{rejection}/delete/
login 403   403   403   403   403   POST comments/rejectionreason/{rejection}/delete/
login 403   403   200   200   200   POST comments/rejectionreason/ delete_selected {rejection}

login 403   403   403   302   302   GET  comments/discussion/
login 403   403   403   302   302   POST comments/discussion/ delete_selected 1
login 403   403   403   403   403   GET  comments/discussion/add/
403   403   403   403   403   403   POST comments/discussion/add/
login 403   403   403   200   200   GET  comments/discussion/1/change/
403   403   403   403   done  done  POST comments/discussion/1/change/
403   403   403   403   200   200   POST comments/discussion/1/change/ _try=1
login 403   403   403   200   200   GET  comments/discussion/1/history/
login 403   403   403   403   403   GET  comments/discussion/1/delete/
login 403   403   403   403   403   POST comments/discussion/1/delete/

login 403   403   403   403   200   GET  auth/user/
login 403   403   403   403   200   GET  auth/user/add/
login 403   403   403   403   done  POST auth/user/add/
login 403   403   403   403   200   GET  auth/user/{colleague}/change/
login 403   403   403   403   done  POST auth/user/{colleague}/change/
login 403   403   403   403   302   GET  auth/user/{owner}/change/
login 403   403   403   403   302   POST auth/user/{owner}/change/
login 403   403   403   403   200   GET  auth/user/{colleague}/history/
login 403   403   403   403   200   GET  auth/user/{colleague}/password/
login 403   403   403   403   done  POST auth/user/{colleague}/password/
login 403   403   403   403   404   GET  auth/user/{owner}/password/
login 403   403   403   403   404   POST auth/user/{owner}/password/
login 403   403   403   403   403   GET  auth/user/{colleague}/delete/
login 403   403   403   403   403   POST auth/user/{colleague}/delete/
login 403   403   403   403   200   POST auth/user/ delete_selected {colleague}

login 403   403   403   403   403   GET  auth/group/
login 403   403   403   403   403   GET  auth/group/add/
login 403   403   403   403   403   POST auth/group/add/
login 403   403   403   403   403   GET  auth/group/{group}/change/
login 403   403   403   403   403   POST auth/group/{group}/change/
login 403   403   403   403   403   GET  auth/group/{group}/history/
login 403   403   403   403   403   GET  auth/group/{group}/delete/
login 403   403   403   403   403   POST auth/group/{group}/delete/
login 403   403   403   403   403   POST auth/group/ delete_selected {group}

login 403   403   403   403   403   GET  django_tasks_database/dbtaskresult/
login 403   403   403   403   403   GET  django_tasks_database/dbtaskresult/add/
login 403   403   403   403   403   GET  django_tasks_database/dbtaskresult/{task}/change/
login 403   403   403   403   403   GET  django_tasks_database/dbtaskresult/{task}/history/
login 403   403   403   403   403   GET  django_tasks_database/dbtaskresult/{task}/delete/
login 403   403   403   403   403   POST django_tasks_database/dbtaskresult/ delete_selected {task}
"""

#: What is sent to every form, which takes its own fields; and what it should not take.
FORM = {
    "name": "New",
    "title": "New",
    "slug": "new",
    "language": "en",
    "status": "published",
    "username": "new",
    "usable_password": "true",
    "password1": "Nasb-2026-kard",
    "password2": "Nasb-2026-kard",
    "set-password": "1",
    "category": "{category}",
    "how": "hourly",
    "source": "New",
    "text": "New",
    "why": "Because.",
    "chosen": "{comment}",
    "cause": "spam",
    "label": "New",
    "position": "1",
    "kind": "word",
    "outcome": "hold",
    "in_comment": "on",
    "terms": "New",
    "value": "203.0.113.0/24",
    "default_comment_status": "closed",
    "form_min_seconds": "1",
    "form_max_hours": "1",
    "shouting_percent": "1",
    "mostly_links_percent": "1",
    "near_duplicate_percent": "1",
    "heated_removals": "1",
    "empty_spam_days": "1",
    "empty_trash_days": "1",
    "post": "yes",
}


class Row(NamedTuple):
    asked: str
    method: str
    address: str
    sent: dict[str, str]
    answers: dict[str, str]


def _row(line: str) -> Row:
    *answers, asked = line.split(maxsplit=len(WHO))
    method, address, *words = asked.split()
    sent = dict(word.split("=") for word in words if "=" in word)
    action = [word for word in words if "=" not in word]
    sent |= dict(zip(["action", "_selected_action"], action, strict=False))
    return Row(asked, method, address, sent, dict(zip(WHO, answers, strict=True)))


ROWS = [_row(line) for line in TABLE.splitlines() if line and line[0] != "#"]


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
