import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from comments.forgetting import erase_traces
from comments.models import Erasure, Reader, RetentionRun, Subscription
from tests.comments.erasing.traces import ADDRESS, FOLDED, make_own
from tests.make import make_article, make_comment, make_staff

pytestmark = pytest.mark.django_db

ERASURES = "/admin/comments/erasure/"
RUNS = "/admin/comments/retentionrun/"


@pytest.fixture
def editor(client) -> Client:
    client.force_login(make_staff("Editor"))
    return client


def look(client: Client, address: str = ADDRESS, **fields: str):
    return client.post(f"{ERASURES}add/", {"address": address, "how": "remove", **fields})


def test_an_editor_sees_first_how_many_comments_bear_the_address(editor):
    article = make_article()
    for status in ("held", "approved", "approved", "spam"):
        make_own(article, status)
    make_comment(article)
    reader = Reader.objects.create(email=ADDRESS, email_folded=FOLDED)
    Subscription.objects.create(reader=reader, article=article)
    page = look(editor, ADDRESS.upper())
    assert page.status_code == 200
    said = [f"<li>{line}</li>" for line in
            ("Held: 1", "Approved: 2", "Spam: 1", "Trash: 0", "followed by mail: 1")]  # fmt: skip
    assert all(line in page.text for line in said)
    assert f'name="seen_address" value="{ADDRESS.upper()}"' in page.text
    assert f'name="address" value="{ADDRESS.upper()}"' in page.text
    assert "Erase for good" in page.text
    assert not Erasure.objects.exists()


def test_the_second_button_begins_it(editor):
    assert "Erase for good" not in editor.get(f"{ERASURES}add/").text
    look(editor)
    answer = look(editor, ADDRESS.lower(), seen_address=ADDRESS, _erase="1")
    erasure = Erasure.objects.get()
    assert answer["Location"] == f"{ERASURES}{erasure.pk}/change/"
    assert (erasure.address, erasure.how, erasure.by.username) == (FOLDED, "remove", "nigora")
    (task,) = DBTaskResult.objects.filter(task_path=erase_traces.module_path)
    assert task.args_kwargs["args"] == [erasure.pk]
    page = editor.get(answer["Location"]).text
    assert "The erasure has begun" in page
    assert "Under way" in page
    Erasure.objects.update(stopped_at=timezone.now(), stopped_with="OperationalError")
    page = editor.get(answer["Location"]).text
    assert "(OperationalError); it goes on within the hour" in page
    assert FOLDED not in page.casefold()
    logged = LogEntry.objects.get()
    assert FOLDED not in f"{logged.object_repr} {logged.change_message}".casefold()


@pytest.mark.parametrize(
    "sent",
    [
        {"_erase": "1"},
        {"_erase": "1", "seen_address": "farrukh@example.org"},
        {"seen_address": ADDRESS},
        {"_save": "1", "seen_address": ADDRESS},
    ],
)
def test_nothing_is_erased_that_was_not_looked_at(editor, sent):
    page = look(editor, **sent)
    assert page.status_code == 200
    assert f'value="{ADDRESS}"' in page.text
    assert ("another address than" in page.text) is ("_erase" in sent)
    assert not Erasure.objects.exists()


@pytest.mark.parametrize(
    "fields",
    [
        {"address": "no address"},
        {"address": "x" * 101 + "@a.tj"},
        {"address": "a\x00@a.tj"},
        {"address": ""},
        {"how": "burn"},
        {"how": ""},
    ],
)
def test_what_is_no_address_or_no_way_is_given_back(editor, fields):
    sent = {"address": ADDRESS, "how": "remove"} | fields
    page = editor.post(f"{ERASURES}add/", sent | {"_erase": "1", "seen_address": sent["address"]})
    assert page.status_code == 200
    assert "Please correct the error" in page.text
    assert sent["address"][:20] in page.text
    assert not Erasure.objects.exists()


def test_what_is_typed_comes_back_when_one_is_signed_out(client):
    answer = look(client)
    assert answer.status_code == 403
    assert f"{ADDRESS}</pre>" in answer.text
    assert not Erasure.objects.exists()


def test_the_report_is_read_and_never_changed(editor, desk):
    counts = {"removed": 3, "comments.note": 2, "left:blog.article": 1, "gone.table": 1}
    erasure = Erasure.objects.create(how="remove", counts=counts, finished_at="2026-01-01T00:00Z")
    page = editor.get(f"{ERASURES}{erasure.pk}/change/").text
    assert "Comments removed: 3; Notes: 2; gone.table: 1" in page
    assert "Articles: 1" in page
    assert "the person" in page
    for client in (editor, desk):
        assert client.post(f"{ERASURES}{erasure.pk}/change/", {"how": "x"}).status_code == 403
        assert client.post(f"{ERASURES}{erasure.pk}/delete/", {"post": "yes"}).status_code == 403
    assert Erasure.objects.get().counts == counts


def test_the_lists_are_a_few_queries(editor, django_assert_num_queries):
    by = make_staff("Chief", "chief")
    for number in range(60):
        Erasure.objects.create(how="remove", by=by, counts={"removed": number})
        RetentionRun.objects.create(counts={"ip_addresses": number})
    for address in (ERASURES, RUNS):
        with django_assert_num_queries(7):
            page = editor.get(address)
        assert page.status_code == 200


def test_each_round_of_forgetting_is_listed(editor):
    RetentionRun.objects.create(counts={"ip_addresses": 12, "spam": 3})
    RetentionRun.objects.create(counts={})
    page = editor.get(RUNS).text
    assert "spam emptied: 3; IP addresses truncated: 12" in page
    assert "There was nothing." in page
    run = RetentionRun.objects.first()
    assert editor.get(f"{RUNS}{run.pk}/change/").status_code == 200
    assert editor.get(f"{RUNS}add/").status_code == 403
    assert editor.post(f"{RUNS}{run.pk}/delete/", {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("role", ["Reporter", "Moderator"])
def test_others_see_neither(client, role):
    client.force_login(make_staff(role))
    for address in (ERASURES, RUNS, f"{ERASURES}add/"):
        assert client.get(address).status_code == 403
    assert look(client, _erase="1", seen_address=ADDRESS).status_code == 403
    assert not Erasure.objects.exists()
