import pytest
from django.core.management import CommandError, call_command

from comments.models import Comment, Erasure, Note
from tests.comments.erasing.traces import ADDRESS, make_own
from tests.make import make_article, make_staff


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("options", "said"),
    [([], "Comments removed: 1"), (["--anonymise"], "Comments left without a name: 1")],
)
def test_the_command_erases_and_says_what_it_was(capsys, options, said):
    comment = make_own(make_article(body=f"Mail {ADDRESS}"))
    nigora = make_staff("Moderator")
    Note.objects.create(comment=comment, by=nigora, text=f"It is {ADDRESS}.")
    call_command("erase_reader", ADDRESS.upper(), *options)
    assert capsys.readouterr().out.splitlines() == [
        said,
        "Notes: 1",
        "Left, since the newsroom wrote it: Articles: 1",
        "Nothing else holds the address.",
    ]
    assert Comment.objects.get().email == ""
    assert Erasure.objects.get().finished_at


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["", " ", "zebo", "a@b@c.tj", "a@b.tj\nx", "x" * 99 + "@a.tj"])
def test_what_is_no_address_is_refused(typed):
    with pytest.raises(CommandError) as refused:
        call_command("erase_reader", typed)
    assert refused.value.returncode == 1
    assert not Erasure.objects.exists()
