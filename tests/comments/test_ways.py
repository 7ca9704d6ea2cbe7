"""Every way in which the status of a comment changes leaves exactly one row in its log."""

import ast
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from comments.erasing import Address, erase_rows
from comments.models import Comment, Decision, Erasure, Via
from comments.notifications.moderators.links import Verb, make
from comments.retention import forget
from comments.second_thoughts.proof import make_proof
from tests.make import make_article, make_comment, make_staff, reply_data

pytestmark = pytest.mark.django_db

DESK = "/admin/comments/comment/"


class World:
    """A moderator who is signed in, and a held comment."""

    def __init__(self) -> None:
        self.moderator = make_staff("Moderator")
        self.client = Client()
        self.client.force_login(self.moderator)
        self.comment = make_comment(make_article(), status="held")

    def press(self, decide: str, **fields: str) -> None:
        self.client.post(f"{DESK}decide/", {"decide": decide, **fields})

    def by_rules(self) -> None:
        self.comment.decisions.model.objects.none()
        Client().post("/comments/post/", reply_data(self.comment.article))
        self.comment = Comment.objects.latest("pk")

    def by_undo(self) -> None:
        decision = self.comment.trash(by=self.moderator)
        self.client.post(f"{DESK}undo/", {"undo": f"{self.comment.pk}:{decision.pk}"})

    def by_mail(self) -> None:
        seen = self.comment.last_decision().pk
        Client().post(make(self.comment, Verb.APPROVE, self.moderator, seen))

    def by_its_author(self) -> None:
        Client().post(f"/comments/own/{make_proof(self.comment)}/withdraw/")

    def by_the_clock(self) -> None:
        self.comment.trash(by=self.moderator)
        long_ago = timezone.now() - timedelta(days=99)
        Comment.objects.update(created_at=long_ago, changed_at=long_ago)
        forget()

    def by_erasure(self) -> None:
        erasure = Erasure.objects.create(address="FARRUKH@example.org", how="remove")
        erase_rows(Address(erasure.address), erasure)


#: How each way of ``Via`` is gone; a new one that is not here fails below.
WAYS: dict[str, Callable[[World], None]] = {
    Via.RULES: World.by_rules,
    Via.DESK: lambda world: world.press(f"approve:{world.comment.pk}"),
    Via.BULK: lambda world: world.press("spam:chosen", chosen=str(world.comment.pk)),
    Via.ADMIN: lambda world: world.press(f"trash:{world.comment.pk}", **{"from": "comment"}),
    Via.UNDO: World.by_undo,
    Via.MAIL: World.by_mail,
    Via.RETENTION: World.by_the_clock,
    Via.READER: World.by_its_author,
    Via.ERASURE: World.by_erasure,
}

#: Where statuses may be set and rows of the log made: the verb that all others call, and the
#: coming in of a reply.
ALLOWED = {"models/deciding.py", "submit.py"}


def test_every_way_is_listed():
    assert set(WAYS) == set(Via.values)


@pytest.mark.parametrize("via", Via.values)
def test_each_way_leaves_exactly_one_row(via):
    world = World()
    WAYS[via](world)
    (row,) = Decision.objects.filter(comment=world.comment, via=via).exclude(
        pk=Decision.objects.earliest("pk").pk
    )
    world.comment.refresh_from_db()
    assert row == world.comment.last_decision()
    assert row.to_status == world.comment.status
    nobody = (Via.RULES, Via.RETENTION, Via.READER, Via.ERASURE)
    assert (row.by is None) is (via in nobody)


def test_nothing_else_sets_a_status_or_writes_the_log():
    """A new way that goes past the verb is found by its name."""
    folder = Path(settings.BASE_DIR, "comments")
    found = set()
    for path in folder.rglob("*.py"):
        if "migrations" not in path.parts:
            for node in ast.walk(ast.parse(path.read_text())):
                if _sets_status(node) or _makes_decision(node):
                    found.add(str(path.relative_to(folder)))
    assert found == ALLOWED


def _sets_status(node: ast.AST) -> bool:
    """``something.status = ...`` of a comment, or an update of the column."""
    if isinstance(node, ast.Assign):
        targets = [
            part
            for target in node.targets
            for part in (target.elts if isinstance(target, ast.Tuple) else [target])
        ]
        names = {ast.unparse(part) for part in targets if isinstance(part, ast.Attribute)}
        loads = ast.unparse(node.value) == "stored.status"  # what the database has anyway
        return not loads and bool(names & {"comment.status", "self.comment.status"})
    is_update = isinstance(node, ast.Call) and ast.unparse(node.func).endswith(".update")
    return is_update and any(keyword.arg == "status" for keyword in node.keywords)


def _makes_decision(node: ast.AST) -> bool:
    made = isinstance(node, ast.Call) and ast.unparse(node.func)
    return made in ("Decision", "Decision.objects.create", "Decision.objects.bulk_create")
