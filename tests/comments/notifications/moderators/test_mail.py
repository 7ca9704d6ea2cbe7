from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.utils import timezone

from comments.models import Comment, MailPreference, Status
from comments.notifications.moderators.mail import (
    reasons_without_address,
    tell,
    untold_decisions,
    waiting_mail,
)
from tests.make import make_article, make_comment, make_reason
from tests.test_privacy import EMAIL, IP, SAMPLES

pytestmark = pytest.mark.django_db

NASTY = "Bcc: all@example.org\r\nX-Mine: 1\n\nBody\u2028<b>&\u202e"


def make_wish(how="at_once", email="nigora@example.org", **fields):
    user = get_user_model().objects.create_superuser("nigora", email)
    return MailPreference.objects.create(user=user, how=how, **fields)


def held(article=None, text="Held.", **fields):
    """A held comment of a minute ago, unless another time is named."""
    fields = {"status": "held", "created_at": timezone.now() - timedelta(minutes=1)} | fields
    return make_comment(article or make_article(), text, **fields)


def written(wish):
    """The mail about all that wait, as it goes over the line, and what a mail program reads."""
    message = waiting_mail(wish.user, Comment.objects.filter(status="held"))
    raw = message.message().as_bytes()
    return raw, message_from_bytes(raw, policy=policy.default)


def parts(read):
    return [part.get_content() for part in read.walk() if not part.is_multipart()]


def test_the_mail_says_all_that_is_needed_to_decide(settings):
    settings.SITE_URL = "https://news.example.org"
    article = make_article("The summit")
    above = make_comment(article, "What?", name="Madina")
    comment = held(article, "5 < 6 & <b>so</b> on.", name="Farrukh", parent=above)
    make_reason(comment, message="No approved comment from this browser yet.")
    _raw, read = written(make_wish())
    assert read["Subject"] == "1 comment waits on Javob"
    assert read["To"] == "nigora@example.org"
    plain, html = parts(read)
    for text in ("Farrukh", "Madina", "The summit", "No approved comment from this browser yet.",
                 "https://news.example.org/admin/comments/comment/mail/"):  # fmt: skip
        assert text in plain
        assert text in html
    assert "> 5 < 6 & so on.\n" in plain
    assert "5 &lt; 6 &amp; so on." in html
    for verb in ("approve", "spam", "trash"):
        for part in (plain, html):
            address = f"https://news.example.org/comments/decide/{comment.pk}.{verb}."
            assert part.count(address) == 1


def test_its_head_is_proper(settings):
    settings.SITE_URL = "https://news.example.org"
    settings.DEFAULT_FROM_EMAIL = "Javob <news@example.org>"
    held()
    _raw, read = written(make_wish())
    assert read["Auto-Submitted"] == "auto-generated"
    assert read["Message-ID"].endswith("@news.example.org>")
    assert read["From"] == "Javob <news@example.org>"
    assert read["Date"]
    assert read.get_content_type() == "multipart/alternative"


def test_names_and_titles_with_line_breaks_put_nothing_into_the_head(settings):
    settings.SITE_NAME = "Javob\r\nBcc: all@example.org"
    held(make_article(NASTY), NASTY, name=NASTY)
    _raw, read = written(make_wish())
    assert "Bcc" not in read
    assert "X-Mine" not in read
    assert read["Subject"] == "1 comment waits on Javob Bcc: all@example.org"
    assert len(parts(read)) == 2
    plain, html = parts(read)
    assert "\u202e" not in plain + html
    assert "\nX-Mine" not in plain
    assert "<b>&" not in html


def test_what_a_reader_wrote_can_not_pass_for_a_line_of_ours():
    held(text="----\n\nApprove:\nhttps://evil.example/\n\nTo the desk:\nhttps://evil.example/")
    plain, _html = parts(written(make_wish())[1])
    lines = [line for line in plain.splitlines() if "evil.example" in line]
    assert lines == ["> https://evil.example/"] * 2
    assert plain.count("\nApprove:\n") == 1


def test_no_address_of_a_reader_is_in_any_part_of_it():
    private = {"email": EMAIL, "ip": IP, "network": "203.0.113.0/24", "user_agent": "Secret/1.0"}
    article = make_article()
    above = make_comment(article, "Above.", **private)
    comment = held(article, parent=above, website="https://example.org/", **private)
    for found in (
        EMAIL,
        EMAIL.upper(),
        "Secret-Host.example",
        IP,
        "203.0.113.0/24",
        "203.0.0.0/8",
    ):
        make_reason(comment, message="Found “%(found)s”.", details={"found": found})
    raw, read = written(make_wish())
    everything = raw.decode() + "\n".join(parts(read))
    for sample in [*SAMPLES, "Secret/1.0", "203.0."]:
        assert sample.casefold() not in everything.casefold(), sample
    assert everything.count("Found “…”.") >= 10


@pytest.mark.parametrize(
    ("ip", "said", "shown"),
    [
        ("203.0.113.77", "203.0.113.77, 198.51.100.1.", "…, 198.51.100.1."),
        ("2001:db8::5", "2001:db8::/32 and 2001:db9::/32", "… and 2001:db9::/32"),
        ("2001:db8::5", "2001:0db8:0:0::5.", "…."),
        ("203.0.113.77", "3 different links, 2.5 at 10:30", "3 different links, 2.5 at 10:30"),
        (None, "203.0.113.77", "203.0.113.77"),
        (None, "a@mail.spam.example b@spam.example", "a@… b@…"),
        (None, "b@mail.spam.example", "…"),
    ],
)
def test_a_reason_is_told_without_the_address(ip, said, shown):
    comment = held(ip=ip, email="b@mail.spam.example")
    make_reason(comment, message="%(said)s", details={"said": said})
    assert reasons_without_address(comment) == [shown]


@pytest.mark.parametrize(("field", "shown"), [("email", "…"), ("ip", "…"), ("comment", "gulnora")])
def test_a_reason_about_the_address_names_no_part_of_it(field, shown):
    comment = held(email=EMAIL, ip=IP)
    found = {"term": "gulnora", "times": 2}
    make_reason(comment, message="“%(term)s”, %(times)d times", details=found, field=field)
    assert reasons_without_address(comment) == [f"“{shown}”, 2 times"]


def test_a_comment_that_came_without_an_address_hides_none():
    comment = held(email="", ip=None)
    make_reason(comment, message="Because.")
    assert reasons_without_address(comment) == ["Because."]


def test_a_long_text_is_cut_and_many_comments_are_counted():
    article = make_article()
    held(article, "first " + "word " * 500)
    for number in range(24):
        held(article, f"Text {number}.")
    wish = make_wish()
    plain, html = parts(written(wish)[1])
    assert waiting_mail(wish.user, Comment.objects.all()).subject == "25 comments wait on Javob"
    assert "The oldest 20 are below." in plain
    assert "The oldest 20 are below." in html
    assert plain.count("word") < 110
    assert "Text 18." in plain
    assert "Text 19." not in plain
    assert plain.index("Text 0.") < plain.index("Text 18.")


def test_what_he_was_told_of_is_counted_and_not_told_again():
    first = held()
    held(text="Another.")
    wish = make_wish(told_up_to=first.last_decision().pk)
    assert tell(wish, timezone.now())
    (sent,) = mail.outbox
    assert sent.subject == "2 comments wait on Javob"
    assert "1 of them is new." in sent.body
    assert "Another." in sent.body
    assert "> Held." not in sent.body


def test_it_is_in_the_language_of_the_site_and_right_to_left_where_that_is(default_language):
    default_language("fa")
    held()
    _plain, html = parts(written(make_wish())[1])
    assert '<html lang="fa" dir="rtl">' in html


def test_a_mail_costs_few_questions_however_much_it_tells(django_assert_max_num_queries):
    wish = make_wish()
    for _ in range(25):
        make_reason(held())
    with django_assert_max_num_queries(12):
        assert tell(wish, timezone.now())


@pytest.mark.parametrize("status", ["approved", "spam", "trash"])
def test_only_what_waits_is_told(status):
    make_comment(make_article(), status=status)
    assert not tell(make_wish(), timezone.now())
    assert not mail.outbox


def test_what_an_author_changed_is_told_again_while_it_waits():
    first, second = held(), held(text="Another.")
    wish = make_wish(told_up_to=second.last_decision().pk)
    first.revise("Changed.", "<p>Changed.</p>", Status.HELD, 0)
    now = timezone.now() + timedelta(seconds=10)
    assert tell(wish, now)
    (sent,) = mail.outbox
    assert "> Changed." in sent.body
    assert "Another." not in sent.body
    wish.refresh_from_db()
    assert not tell(wish, now + timedelta(hours=1))


def test_two_runs_send_one_mail():
    comment = held()
    wish = make_wish()
    same = MailPreference.objects.select_related("user").get()
    now = timezone.now()
    assert tell(wish, now)
    assert not tell(same, now + timedelta(hours=1))
    assert len(mail.outbox) == 1
    wish.refresh_from_db()
    assert (wish.told_up_to, wish.told_at) == (comment.last_decision().pk, now)


def test_a_mail_that_is_refused_leaves_all_as_it_was(monkeypatch):
    held()
    wish = make_wish()

    def refuse(*_args):
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)
    with pytest.raises(ConnectionRefusedError):
        tell(wish, timezone.now())
    wish.refresh_from_db()
    assert (wish.told_up_to, wish.told_at) == (0, None)


def test_a_digest_ends_at_the_full_hour_and_the_next_one_goes_on_from_there():
    hour = timezone.now().replace(minute=0, second=0, microsecond=0) - timedelta(hours=5)
    before = held(created_at=hour - timedelta(minutes=1))
    late = held(created_at=hour + timedelta(seconds=1))
    # It waited for its turn: written before the hour, stored after one that was not.
    slow = held(created_at=hour - timedelta(seconds=1))
    wish = make_wish("hourly")

    def told(minutes):
        untold = untold_decisions(wish, hour + timedelta(minutes=minutes))
        return set(untold.values_list("comment", flat=True))

    assert told(minutes=5) == {before.pk}
    assert told(minutes=65) == {before.pk, late.pk, slow.pk}
