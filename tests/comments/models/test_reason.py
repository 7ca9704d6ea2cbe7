from django.utils import translation

from comments.models import Reason


def test_a_reason_is_told_in_the_language_of_whoever_reads_it():
    reason = Reason(
        message="%(links)d different links, %(allowed)d are allowed.",
        details={"links": 5, "allowed": 2},
    )
    assert str(reason) == "5 different links, 2 are allowed."
    with translation.override("ru"):
        told = str(reason)
    assert "5" in told
    assert "2" in told
