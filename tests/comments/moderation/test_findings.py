import pytest

from comments.moderation import Finding, Outcome, Verdict


@pytest.mark.parametrize(
    ("outcomes", "strictest"),
    [
        ([], Outcome.APPROVE),
        ([Outcome.HOLD], Outcome.HOLD),
        ([Outcome.HOLD, Outcome.SPAM, Outcome.HOLD], Outcome.SPAM),
        ([Outcome.SPAM, Outcome.REFUSE], Outcome.REFUSE),
    ],
)
def test_the_strictest_outcome_wins(outcomes, strictest):
    verdict = Verdict(tuple(Finding("rule", outcome, "Because.") for outcome in outcomes))
    assert verdict.outcome is strictest
