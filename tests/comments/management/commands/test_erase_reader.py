import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from comments.models import Comment, Erasure, Note
from tests.comments.erasing.traces import ADDRESS, LOCAL, make_own
from tests.make import make_article, make_comment, make_staff


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("options", "said"),
    [([], "Comments removed: 1"), (["--anonymise"], "Comments left without a name: 1")],
)
def test_the_command_erases_and_says_what_it_was(capsys, options, said):
    comment = make_own(make_article())
    nigora = make_staff("Moderator")
    Note.objects.create(comment=comment, by=nigora, text=f"It is {ADDRESS}.")
    call_command("erase_reader", ADDRESS.upper(), *options)
    looked = ["Nothing in the file of the database holds the address."]
    assert capsys.readouterr().out.splitlines() == [
        *(said, "Notes: 1"),
        *(looked if connection.vendor == "sqlite" else []),
    ]
    assert Comment.objects.get().email == ""
    assert Erasure.objects.get().finished_at


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("where", ["article", "word"])
def test_the_command_says_what_is_left(capsys, where):
    make_own(make_article(body=f"Mail {ADDRESS}" if where == "article" else "Nothing."))
    make_comment(make_article(), f"I am {LOCAL}." if where == "word" else "Nothing.")
    call_command("erase_reader", ADDRESS)
    in_file = "Left: File of the database: it, or the part before its “@”: 1"
    assert capsys.readouterr().out.splitlines() == [
        "Comments removed: 1",
        *(["Left: Articles: 1"] if where == "article" else []),
        *([in_file] if connection.vendor == "sqlite" else []),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["", " ", "zebo", "a@b@c.tj", "a@b.tj\nx", "x" * 99 + "@a.tj"])
def test_what_is_no_address_is_refused(typed):
    with pytest.raises(CommandError) as refused:
        call_command("erase_reader", typed)
    assert refused.value.returncode == 1
    assert not Erasure.objects.exists()
