from comments.desk.reported import FromReaders, from_readers
from comments.models import Report


def test_readers_reports_are_told_by_their_cause_and_the_newsrooms_are_not():
    made = [("spam", "Buys followers"), ("insult", ""), ("insult", "Read line 2"), ("insult", "x")]
    reports = [Report(cause=cause, note=note) for cause, note in made]
    reports.append(Report(cause="false", by_id=7))
    assert from_readers(reports) == [
        FromReaders("Insult or threat", 3, ["Read line 2", "x"]),
        FromReaders("Advertising", 1, ["Buys followers"]),
    ]
