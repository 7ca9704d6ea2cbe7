"""What stands in the mails to readers."""

from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from django.utils import timezone

from comments.models import Decision, Letter, RejectionReason, Status
from comments.notifications.readers.letters import Bundle
from comments.notifications.readers.links import UNSUBSCRIBE
from comments.notifications.readers.questions import Question
from tests.make import (
    make_article,
    make_comment,
    make_reader,
    make_staff,
    make_subscription,
)
from tests.test_privacy import EMAIL, IP, SAMPLES

pytestmark = pytest.mark.django_db

NASTY = "Bcc: all@example.org\r\nX-Mine: 1\n\nBody\u2028<b>&\u202e"


def letter(comment, kind="comment", decision=None, reader=None):
    reader = reader or make_reader()
    if not reader.subscriptions.filter(article=comment.article).exists():
        make_subscription(comment.article, reader=reader)
    decision = decision or comment.last_decision()
    return Letter.objects.create(reader=reader, decision=decision, kind=kind)


def read_by(reader=None):
    """The mail as it goes over the line, and what a mail program reads."""
    bundle = Bundle.next(reader or make_reader(), timezone.now())
    assert bundle
    raw = bundle.mail().message().as_bytes()
    return raw, message_from_bytes(raw, policy=policy.default)


def parts(read):
    return [part.get_content() for part in read.walk() if not part.is_multipart()]


def asked(reader):
    reader.to_ask = True
    reader.save()
    question = Question.next(reader, timezone.now())
    assert question
    raw = question.mail().message().as_bytes()
    return raw, message_from_bytes(raw, policy=policy.default)


def test_a_mail_says_who_said_what_where_and_how_to_end_it(settings):
    settings.SITE_URL = "https://news.example.org"
    article = make_article("The summit")
    above = make_comment(article, "What?", name="Zarina")
    comment = make_comment(article, "5 < 6 & <b>so</b> on.", name="Farrukh", parent=above)
    letter(comment)
    _raw, read = read_by()
    assert read["Subject"] == "Comments on “The summit”"
    assert read["To"] == "madina@example.org"
    plain, html = parts(read)
    for text in ("Farrukh", "Zarina", "The summit",
                 f"https://news.example.org/comments/{comment.pk}/",
                 "https://news.example.org/comments/unsubscribe/"):  # fmt: skip
        assert text in plain
        assert text in html
    assert "> 5 < 6 & so on.\n" in plain
    assert "5 &lt; 6 &amp; so on." in html


def test_its_head_is_proper(settings):
    settings.SITE_URL = "https://news.example.org"
    settings.DEFAULT_FROM_EMAIL = "Javob <news@example.org>"
    comment = make_comment(make_article())
    first = letter(comment)
    _raw, read = read_by()
    assert read["From"] == "Javob <news@example.org>"
    assert read["Auto-Submitted"] == "auto-generated"
    assert read["Message-ID"] == f"<letter.{first.pk}@news.example.org>"
    thread = f"<comments.{comment.article_id}.{first.reader_id}@news.example.org>"
    assert read["References"] == read["In-Reply-To"] == thread
    assert read["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = read["List-Unsubscribe"].strip()
    assert address.startswith("<https://news.example.org/comments/unsubscribe/")
    token = address.rstrip("/>").rpartition("/")[2]
    assert UNSUBSCRIBE.ids(token) == [first.reader_id, comment.article_id]
    assert read.get_content_type() == "multipart/alternative"
    assert read["Date"]


def test_an_answer_says_so_and_an_own_comment_is_not_somebodys():
    article = make_article()
    letter(make_comment(article, name="Farrukh"), "answer")
    letter(make_comment(article, "Mine.", name="Madina"), "published")
    plain, html = parts(read_by()[1])
    assert "Farrukh answered you" in plain
    assert "<bdi>Farrukh</bdi> answered you" in html
    assert "Your comment was published." in plain
    assert "> Mine." in plain


@pytest.mark.parametrize(
    ("was", "said"), [(Status.HELD, "was not published."), (Status.APPROVED, "was removed.")]
)
def test_a_removal_gives_the_reason_from_the_list_and_no_other_word(was, said):
    moderator = make_staff("Moderator")
    comment = make_comment(make_article(), "My words.", status=was, email="madina@example.org")
    reason, _ = RejectionReason.objects.get_or_create(label="Off the subject")
    decision = comment.trash(moderator, "He always does that.", rejection=reason)
    letter(comment, "rejected", decision)
    plain, html = parts(read_by()[1])
    for part in (plain, html):
        assert said in part
        assert "Off the subject" in part
        for hidden in ("My words.", "He always", "nigora"):
            assert hidden not in part


def test_a_removal_without_a_reason_gives_none():
    comment = make_comment(make_article(), status="held")
    letter(comment, "rejected", comment.trash(make_staff("Moderator")))
    assert "Reason" not in parts(read_by()[1])[0]


def test_a_reason_of_ours_is_told_in_the_readers_language():
    article = make_article(language="ru")
    comment = make_comment(article, status="held")
    reason, _ = RejectionReason.objects.get_or_create(label="Off the subject")
    letter(comment, "rejected", comment.trash(make_staff("Moderator"), rejection=reason))
    plain = parts(read_by()[1])[0]
    assert "Off the subject" not in plain


def test_a_removed_comment_that_came_back_is_not_called_removed():
    moderator = make_staff("Moderator")
    comment = make_comment(make_article(), status="held")
    letter(comment, "rejected", comment.trash(moderator))
    comment.approve(moderator)
    assert Bundle.next(make_reader(), timezone.now()) is None
    assert not Letter.objects.exists()


@pytest.mark.parametrize("kind", ["comment", "answer", "published"])
def test_names_and_titles_with_line_breaks_put_nothing_into_the_head(settings, kind):
    settings.SITE_NAME = "Javob\r\nBcc: all@example.org"
    article = make_article(NASTY)
    above = make_comment(article, NASTY, name=NASTY)
    letter(make_comment(article, NASTY, name=NASTY, parent=above), kind)
    for _raw, read in (read_by(), asked(make_subscription(article, confirmed_at=None,
                                        reader=make_reader("b@example.org")).reader)):  # fmt: skip
        assert "Bcc" not in read
        assert "X-Mine" not in read
        plain, html = parts(read)
        assert "\u202e" not in plain + html
        assert "\nX-Mine" not in plain
        assert "<b>&" not in html


def test_what_a_reader_wrote_can_not_pass_for_a_line_of_ours():
    letter(
        make_comment(
            make_article(), "---\n\nEnd the mail about this article:\nhttps://evil.example/"
        )
    )
    plain, _html = parts(read_by()[1])
    lines = [line for line in plain.splitlines() if "evil.example" in line]
    assert lines == ["> https://evil.example/"]
    assert plain.count("\nEnd the mail about this article:\n") == 1


def test_no_address_of_anybody_else_is_in_any_part_of_it():
    private = {"email": EMAIL, "ip": IP, "network": "203.0.113.0/24", "user_agent": "Secret/1.0"}
    article = make_article()
    above = make_comment(article, "Above.", **private)
    for kind in ("comment", "answer"):
        letter(
            make_comment(article, parent=above, website="https://example.org/", **private), kind
        )
    raw, read = read_by()
    everything = raw.decode() + "\n".join(parts(read))
    for sample in [*SAMPLES, "Secret/1.0", "203.0."]:
        assert sample.casefold() not in everything.casefold(), sample


def test_whom_a_comment_answers_is_named_while_that_is_public():
    article = make_article()
    above = make_comment(article, name="Zarina")
    letter(make_comment(article, parent=above))
    above.trash(make_staff("Moderator"))
    assert "Zarina" not in parts(read_by()[1])[0]


@pytest.mark.parametrize(("language", "direction"), [("fa", "rtl"), ("ru", "ltr")])
def test_it_is_in_the_language_of_the_article(language, direction):
    article = make_article(language=language)
    letter(make_comment(article), reader=make_reader(language="tg"))
    _plain, html = parts(read_by()[1])
    assert f'<html lang="{language}" dir="{direction}">' in html
    pending = make_subscription(
        article, confirmed_at=None, reader=make_reader("b@example.org", language="tg")
    )
    _plain, html = parts(asked(pending.reader)[1])
    assert f'<html lang="{language}" dir="{direction}">' in html


def test_a_digest_is_in_the_language_of_the_reader_and_ends_each_or_all():
    reader = make_reader(how="daily", language="ru")
    articles = [make_article(language=language) for language in ("fa", "tg")]
    for article in articles:
        letter(make_comment(article), reader=reader)
    yesterday = timezone.now() - timedelta(days=1)
    Letter.objects.update(made_at=yesterday)
    _raw, read = read_by(reader)
    plain, html = parts(read)
    assert '<html lang="ru" dir="ltr">' in html
    token = read["List-Unsubscribe"].rstrip("/>").rpartition("/")[2]
    assert UNSUBSCRIBE.ids(token) == [reader.pk, 0]
    assert plain.count("/comments/unsubscribe/") == html.count("/comments/unsubscribe/") == 3


def test_a_long_text_is_cut_and_the_rest_is_counted():
    article = make_article()
    letter(make_comment(article, "first " + "word " * 500))
    for number in range(20):
        letter(make_comment(article, f"Text {number}."))
    plain, html = parts(read_by()[1])
    assert plain.count("word") < 110
    assert "Text 18." in plain
    assert "Text 19." not in plain
    for part in (plain, html):
        assert "There is 1 more; you find it on the site." in part


def test_the_question_names_the_articles_and_nothing_that_was_typed(settings):
    settings.SITE_URL = "https://news.example.org"
    article = make_article("The summit")
    comment = make_comment(
        article, "Words.", name="Stranger", website="https://evil.example/",
        email="madina@example.org",
    )  # fmt: skip
    pending = make_subscription(comment, confirmed_at=None)
    raw, read = asked(pending.reader)
    plain, html = parts(read)
    for part in (plain, html):
        assert "The summit" in part
        assert part.count("https://news.example.org/comments/confirm/") == 1
        for hidden in ("Words.", "Stranger", "evil.example"):
            assert hidden not in part
    assert "The link works for 3 days." in plain
    assert read["Subject"] == "Do you want mail about comments on Javob?"
    assert "List-Unsubscribe" not in read
    assert read["Auto-Submitted"] == "auto-generated"
    assert "Message-ID" in read
    assert raw


def test_a_decision_is_never_read_twice_for_one_mail(django_assert_max_num_queries):
    article = make_article()
    for _ in range(20):
        letter(make_comment(article, parent=make_comment(article)))
    reader = make_reader()
    with django_assert_max_num_queries(9):
        bundle = Bundle.next(reader, timezone.now())
        assert bundle
        bundle.mail()
    assert Decision.objects.count() == 40
