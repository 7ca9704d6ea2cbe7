import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from comments.models import Discussion, Term
from tests.make import make_staff, make_term

pytestmark = pytest.mark.django_db

MANY = "/admin/comments/term/many/"

#: What the form sends besides the terms.
SAME = {"kind": "word", "outcome": "hold", "in_comment": "on"}


@pytest.fixture
def lister(client):
    client.force_login(make_staff("Moderator"))
    return client


def listed() -> list[str]:
    return sorted(Term.objects.values_list("text", flat=True))


def kept(page) -> str:
    return page.context["form"]["terms"].value()


def test_a_list_from_an_editor_of_windows_is_taken_in(lister):
    make_term("casino", outcome="disallow")
    pasted = "\ufeffviagra\r\n  free   money \r\n\r\nCasino\r\nVIAGRA\r\n"
    answer = lister.post(MANY, SAME | {"terms": pasted, "outcome": "disallow"}, follow=True)
    assert answer.redirect_chain[0][0] == "/admin/comments/term/"
    assert "2 terms were listed." in answer.text
    assert "2 were listed already." in answer.text
    assert listed() == ["casino", "free money", "viagra"]
    term = Term.objects.get(text="viagra")
    assert (term.outcome, term.in_comment, term.in_name) == ("disallow", True, False)
    assert term.created_by.username == "nigora"


def test_lines_that_cannot_be_listed_come_back_with_their_reasons(lister):
    wrong = ["...", "x" * 10_000, "<i>" * 70]
    page = lister.post(MANY, SAME | {"terms": "\n".join(["viagra", *wrong])})
    assert "1 term was listed." in page.text
    assert kept(page).splitlines() == wrong
    assert "no letter or digit" in page.text
    assert "at most 200 characters (it has 10000)" in page.text
    assert "<i>" not in page.text
    # Pressed again, with the rest mended.
    lister.post(MANY, SAME | {"terms": "mended"})
    assert "mended" in listed()


def test_when_nothing_can_be_listed_nothing_is_and_everything_comes_back(lister):
    before = Discussion.current().lists_version
    page = lister.post(MANY, SAME | {"terms": "\n".join(["..."] * 150)})
    assert kept(page).count("...") == 150
    assert "were listed" not in page.text
    assert "and 50 more" in page.text
    assert Discussion.current().lists_version == before


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"terms": " \n"}, "There is nothing here to list."),
        ({"terms": "viagra", "in_comment": ""}, "Choose at least one field"),
        ({"terms": "viagra", "kind": "regex"}, "not one of the available choices"),
        ({"terms": "via\0gra"}, "Null characters"),
        ({"terms": "viagra", "file": b"\xff\xfe\x00"}, "This is no text file in UTF-8."),
        ({"terms": "viagra", "file": b"a\0b"}, "This is no text file in UTF-8."),
        ({"terms": "viagra", "file": b"x" * 5_000_001}, "larger than 5 megabytes"),
    ],
)
def test_a_form_that_is_wrong_is_given_back_with_what_was_typed(lister, sent, said):
    if "file" in sent:
        sent = sent | {"file": SimpleUploadedFile("terms.txt", sent["file"])}
    sent = {name: value for name, value in (SAME | sent).items() if value}
    page = lister.post(MANY, sent)
    assert said in page.text
    assert kept(page) == sent["terms"]
    assert not listed()


def test_a_file_may_be_larger_than_what_a_form_may_send(lister):
    lines = [f"{'калима' * 30}{number}" for number in range(3_000)]
    file = SimpleUploadedFile("terms.txt", ("\ufeff" + "\r\n".join(lines)).encode())
    assert file.size > 1024 * 1024
    answer = lister.post(MANY, SAME | {"terms": "viagra", "file": file})
    assert answer.status_code == 302
    assert Term.objects.count() == 3_001
    assert Term.objects.filter(text=lines[0]).exists()


def test_wrong_lines_come_back_as_far_as_they_can_be_sent_again(lister):
    lines = [f"{number} {'калима ' * 300}" for number in range(300)]
    file = SimpleUploadedFile("terms.txt", "\n".join(lines).encode())
    typed = f"viagra\n{'y' * 300}"
    page = lister.post(MANY, SAME | {"terms": typed, "file": file})
    assert "1 term was listed." in page.text
    assert "and 201 more" in page.text
    assert "mend them in the file" in page.text
    assert kept(page) == "y" * 300


def test_the_page_asks_for_the_right_to_add_terms(client):
    client.force_login(make_staff("Editor"))
    assert "Add many terms" not in client.get("/admin/comments/term/").text
    assert client.get(MANY).status_code == 403
    assert client.post(MANY, SAME | {"terms": "viagra"}).status_code == 403
    assert not listed()


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_the_page_is_read_or_sent_and_nothing_else(lister, method):
    assert lister.generic(method, MANY).status_code == 405


def test_a_pasted_list_comes_back_when_one_is_signed_out(client):
    answer = client.post(MANY, SAME | {"terms": "viagra\n<casino>\0"})
    assert answer.status_code == 403
    assert "You are signed out" in answer.text
    assert "viagra\n&lt;casino&gt;\u2400</pre>" in answer.text
    assert not listed()


def test_a_term_that_is_only_held_is_not_said_to_be_disallowed(lister):
    make_term("casino", outcome="hold")
    page = lister.post(MANY, SAME | {"terms": "viagra\nCasino", "outcome": "disallow"})
    assert "1 term was listed." in page.text
    assert "This term is listed already, with another outcome." in page.text
    assert kept(page) == "Casino"
    assert Term.objects.get(text="casino").outcome == "hold"


def test_the_list_leads_to_the_page(lister):
    assert f'href="{MANY}"' in lister.get("/admin/comments/term/").text
