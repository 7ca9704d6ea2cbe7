from datetime import timedelta

import pytest
from django.utils import timezone

from comments.models import Reason, Report
from comments.templatetags import comments, desk
from tests.make import make_article, make_comment, make_reader_reports, make_staff


def test_no_two_filters_do_the_same():
    said = [
        filter_.__doc__
        for library in (comments.register, desk.register)
        for filter_ in library.filters.values()
        if filter_.__doc__
    ]
    assert len(said) == len(set(said))


@pytest.mark.parametrize(
    ("field", "label"),
    [
        ("", ""),
        ("comment", ""),
        ("name", "name"),
        ("email", "email"),
        ("website", "website"),
        ("ip", "IP address"),
        ("user_agent", "browser"),
        ("of an old rule", "of an old rule"),
    ],
)
def test_a_reason_says_where_unless_it_is_in_the_text(field, label):
    assert desk.where(Reason(field=field)) == label


@pytest.mark.django_db
def test_a_settled_report_names_both_and_the_cause():
    zarina, nigora = make_staff("Moderator", "zarina"), make_staff("Moderator")
    comment = make_comment(make_article())
    comment.report(zarina, "insult", "Rude")
    comment.settle_reports(nigora, timezone.now() - timedelta(hours=1))
    said = desk.report_in_words(Report.objects.get())
    assert said.endswith(": report by zarina (Insult or threat) settled by nigora. Rude")


@pytest.mark.django_db
def test_a_settled_report_of_a_reader_names_no_place():
    comment = make_comment(make_article())
    make_reader_reports(comment, "Rude")
    comment.settle_reports(make_staff("Moderator"))
    said = desk.report_in_words(Report.objects.get())
    assert said.endswith(": report by a reader (Insult or threat) settled by nigora. Rude")
