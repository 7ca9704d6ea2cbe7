import pytest
from django.utils import translation

from comments.models import Comment
from comments.notifications.parts import MOST_CHARACTERS, host, shortened, site_name, written


def test_a_mail_is_plain_text_and_html_in_the_language_that_is_active():
    with translation.override("fa"):
        mail = written("news", {"subject": "Subject"}, to="a@example.org", headers={"X-A": "1"})
    assert (mail.subject, mail.to) == ("Subject", ["a@example.org"])
    assert mail.extra_headers == {"Auto-Submitted": "auto-generated", "X-A": "1"}
    [(html, kind)] = mail.alternatives
    assert kind == "text/html"
    assert '<html lang="fa" dir="rtl">' in html


@pytest.mark.parametrize(
    ("typed", "shown"),
    [("  Text ", "Text"), ("a\u202eb\x00c", "ab␀c"), ("x" * 600, "x" * 499 + "…")],
)
def test_a_text_is_shown_short_and_without_what_turns_it_round(typed, shown):
    comment = Comment()
    comment.write(typed)
    assert shortened(comment) == shown
    assert len(shown) <= MOST_CHARACTERS


def test_the_name_and_the_host_of_the_site_fit_into_a_line(settings):
    settings.SITE_NAME = "Javob\r\nBcc: all@example.org"
    settings.SITE_URL = "https://news.example.org:8443"
    assert site_name() == "Javob Bcc: all@example.org"
    assert host() == "news.example.org"
