import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.db.models import QuerySet
from django_tasks_db.models import DBTaskResult

from blog.models import Article
from comments.erasing import Address, erase_rows
from comments.erasing.columns import columns, kind_of, rows, tables
from comments.erasing.others import what_is_left
from comments.models import (
    Block,
    Comment,
    CommentEntry,
    Discussion,
    HouseRules,
    Letter,
    Note,
    Reader,
    RejectionReason,
    RetentionRun,
    Subscription,
    Term,
)
from comments.models.search import comments_found
from pagecache.models import Purge
from pagecache.purging import EVERYTHING
from tests.comments.erasing.traces import (
    ADDRESS,
    FOLDED,
    LOCAL,
    assert_counts_are_exact,
    make_erasure,
    make_own,
    make_traces,
)
from tests.make import (
    make_article,
    make_block,
    make_comment,
    make_reader,
    make_reason,
    make_staff,
    make_subscription,
    make_term,
)

pytestmark = pytest.mark.django_db


def erased(how: str = "remove") -> dict[str, int]:
    erasure = make_erasure(how)
    erase_rows(Address(erasure.address), erasure)
    erasure.refresh_from_db()
    erasure.delete()
    return erasure.counts


def everything_stored() -> str:
    """All rows of all tables as one text; the search's own files are compacted later."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if "_fts" in table:
                continue
            cursor.execute(f'SELECT * FROM "{table}"')
            found += sorted(map(str, cursor.fetchall()))
    return "\n".join(found).casefold()


def test_nothing_is_left_in_any_table_and_all_of_it_is_counted():
    expected = make_traces(make_article())
    assert LOCAL in everything_stored()
    assert erased() == expected
    assert LOCAL not in everything_stored()
    assert "zebo" not in everything_stored()
    assert_counts_are_exact()
    assert erased() == {}


def test_nothing_but_texts_is_left_of_what_became_anonymous():
    make_traces(make_article())
    counts = erased("anonymise")
    assert (counts["anonymised"], counts["quoting"]) == (8, 2)
    assert LOCAL not in everything_stored()
    assert "zebo" not in everything_stored()
    assert Comment.objects.filter(name="Anonymous").count() == 8
    assert_counts_are_exact()


@pytest.mark.parametrize("how", ["remove", "anonymise"])
def test_whatever_column_the_address_got_into_it_goes(how):
    """Also one of a table that nobody thought of when this was written."""
    make_traces(make_article())
    make_own(make_article(), source="Another")
    HouseRules.objects.create(language="en", text="Be kind.")
    RetentionRun.objects.create(counts={})
    written = set()
    for model in tables():
        if model._meta.app_label in ("auth", "blog"):
            continue
        for field in columns(model):
            if field.get_internal_type() == "JSONField":
                value = {"here": [f"It is {ADDRESS}"]}
            elif (field.max_length or 999) > 60 and not field.choices:
                value = f"It is {ADDRESS}."
            else:
                continue
            found = QuerySet(model).order_by("pk")
            if model is DBTaskResult:
                found = found.exclude(status="READY")
            pk = found.values_list("pk", flat=True).last()
            if pk is not None and field.attname not in (
                "path",
                "email_folded",
                "email",
                "address",
            ):
                rows(model, [pk]).update(**{field.attname: value})
                written.add(f"{kind_of(model)}.{field.name}")
    assert {
        "comments.houserules.text",
        "comments.decision.why",
        "admin.logentry.object_repr",
    } <= written
    assert len(written) > 30
    erased(how)
    assert LOCAL not in everything_stored()


def test_another_address_is_left_alone():
    article = make_article()
    others = [f"a.{FOLDED}", f"{FOLDED}.tj", f"{LOCAL}@example.com"]
    for email in others:
        make_comment(article, f"I am {email}", email=email, name="Farrukh")
        make_block(email, kind="email")
        make_term(email, kind="phrase")
        Reader.objects.create(email=email, email_folded=email)
    before = everything_stored()
    assert erased() == {}
    assert everything_stored() == before


def test_a_quote_is_hidden_on_pages_and_in_the_search():
    comment = make_comment(make_article(), f"Write to <b>{ADDRESS}</b> or mailto:{FOLDED}, do.")
    make_reason(comment, "links", field="comment", start=9, end=12)
    Purge.objects.all().delete()
    assert erased() == {"quoting": 1}
    stored = Comment.objects.get()
    assert stored.source == "Write to <b>…</b> or mailto:…, do."
    assert "<b>…</b>" in stored.html
    assert stored.edited_at is None
    assert comment.reasons.get().start is None
    assert comments_found(LOCAL, 9)[0] == []
    assert comments_found("write", 9)[0] == [comment.pk]
    assert f"comments-{comment.article_id}" in Purge.objects.get().tags


@pytest.mark.parametrize(
    "typed", ["zebo@почта.рф", "zebo@xn--80a1acny.xn--p1ai", '"zebo"@почта.рф']
)
@pytest.mark.parametrize("written", ["zebo@почта.рф", "zebo@xn--80a1acny.xn--p1ai"])
def test_the_search_forgets_every_spelling(typed, written):
    own = make_comment(make_article(), "It was me.", email='"Zebo"@ПОЧТА.рф')
    quoting = make_comment(own.article, f"Write to {written}, do.")
    erasure = make_erasure("remove", typed)
    erase_rows(Address(erasure.address), erasure)
    assert [Comment.objects.get(pk=one.pk).status for one in (own, quoting)] == [
        "purged",
        "approved",
    ]
    assert Comment.objects.get(pk=quoting.pk).source == "Write to …, do."
    assert comments_found("zebo", 9)[0] == []


@pytest.mark.parametrize("status", ["held", "spam", "trash"])
def test_a_quote_that_no_page_shows_purges_none(status):
    make_comment(make_article(), f"Write to {ADDRESS}.", status=status)
    Purge.objects.all().delete()
    assert erased() == {"quoting": 1}
    assert not Purge.objects.exists()
    assert Comment.objects.get().source == "Write to …."


@pytest.mark.parametrize("field", ["name", "website", "user_agent"])
def test_the_other_fields_of_a_comment_lose_it_too(field):
    make_comment(make_article(), **{field: f"https://x.tj/?{FOLDED}"})
    assert erased() == {"quoting": 1}
    left = "" if field == "website" else "https://x.tj/?…"
    assert Comment.objects.values_list(field, flat=True).get() == left


def test_what_she_follows_and_her_mail_go_and_those_of_others_stay():
    article = make_article()
    comment = make_comment(article)
    for email in (FOLDED, "farrukh@example.org"):
        reader = Reader.objects.create(email=email, email_folded=email)
        Subscription.objects.create(reader=reader, article=article)
        Letter.objects.create(reader=reader, decision=comment.decisions.get(), kind="comment")
    erased()
    (reader,) = Reader.objects.all()
    assert Subscription.objects.get().reader == Letter.objects.get().reader == reader


def test_a_list_on_which_she_stands_is_no_place_to_find_her():
    make_block(ADDRESS, kind="email")
    make_term(ADDRESS, kind="phrase")
    kept = make_block("198.51.100.7", note=f"Here {ADDRESS} writes.")
    version = Discussion.current().lists_version
    assert erased() == {"comments.block": 2, "comments.term": 1}
    assert [(block.value, block.note) for block in Block.objects.all()] == [
        (kept.value, "Here … writes.")
    ]
    assert not Term.objects.exists()
    assert Discussion.current().lists_version != version


def test_queued_work_that_needs_the_address_goes_and_what_was_tried_loses_it():
    make_traces(make_article())
    erased()
    (task,) = DBTaskResult.objects.filter(task_path="mail.somebody")
    assert (task.status, task.args_kwargs["args"]) == ("FAILED", ["…"])
    assert task.traceback == "SMTPRecipientsRefused: {'…': b'\\n…'} …"
    assert LogEntry.objects.get().change_message == '[{"of": "…"}]'


def test_words_that_stand_once_in_their_table_stay_apart():
    for text in ("Is {}", "Was {}", "is {}"):
        RejectionReason.objects.create(label=text.format(ADDRESS))
    erased()
    labels = RejectionReason.objects.filter(label__contains="…").values_list("label", flat=True)
    assert len(set(labels)) == 3


def test_words_that_are_told_apart_still_fit_into_their_column():
    RejectionReason.objects.create(pk=10**9, label="a@b.tj " + "x" * 93)
    erasure = make_erasure("remove", "A@b.tj")
    erase_rows(Address(erasure.address), erasure)
    label = RejectionReason.objects.get(pk=10**9).label
    assert (label[:3], label[-11:], len(label)) == ("… x", " 1000000000", 100)


def test_public_words_purge_every_page():
    HouseRules.objects.create(language="en", text=f"Complain to {ADDRESS}.")
    Purge.objects.all().delete()
    assert erased() == {"comments.houserules": 1}
    assert Purge.objects.get().tags == EVERYTHING
    assert HouseRules.objects.get().text == "Complain to …."


def test_articles_and_accounts_are_told_and_left():
    article = make_article(body=f"<p>Mail {ADDRESS}.</p>")
    make_staff("Editor", email=ADDRESS)
    assert erased() == {}
    assert what_is_left(Address(ADDRESS)) == {"auth.user": 1, "blog.article": 1}
    assert Article.objects.get(pk=article.pk).body == f"<p>Mail {ADDRESS}.</p>"


def test_an_entry_of_the_search_that_says_what_its_comment_does_not_is_put_right():
    comment = make_comment(make_article())
    CommentEntry.write([(comment.pk, ["well", *FOLDED.replace("@", ".").split("."), "said"])])
    assert comments_found(FOLDED, 9)[0] == [comment.pk]
    erased()
    assert comments_found(FOLDED, 9)[0] == []
    assert comments_found("well", 9)[0] == [comment.pk]


def test_what_comes_in_meanwhile_is_erased_as_a_whole(monkeypatch):
    from comments.erasing import others

    article = make_article()
    make_own(article)
    usual, came = others.hide_in_comments, []

    def hide(address, erasure):
        if not came:
            came.append(make_own(article, "held"))
            make_reason(came[0], "held_terms", details={"term": ADDRESS})
            Note.objects.create(comment=came[0], by=make_staff(), text=ADDRESS)
            make_subscription(came[0], reader=make_reader(ADDRESS))
        usual(address, erasure)

    monkeypatch.setattr("comments.erasing.hide_in_comments", hide)
    counts = erased()
    assert counts["removed"] == 2
    assert LOCAL not in everything_stored()
    assert not Reader.objects.exists()
    assert set(Comment.objects.values_list("status", flat=True)) == {"purged"}
    assert_counts_are_exact()


def test_what_is_to_be_found_by_no_letter_is_looked_for_everywhere():
    make_comment(make_article(), 'I am "+"@почта.рф', email="x@x.tj")
    erasure = make_erasure("remove", '"+"@почта.рф')
    erase_rows(Address(erasure.address), erasure)
    assert Comment.objects.get().source == "I am …"
