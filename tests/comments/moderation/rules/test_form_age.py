from datetime import timedelta

import pytest
from django.core import signing
from django.utils import timezone

from comments import form_token
from comments.moderation import Outcome
from comments.moderation.rules.form_age import FormAge
from tests.comments.moderation.submissions import make_submission

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("later", "options", "held_by"),
    [
        (1, {}, "form_min_seconds=3"),
        (4, {}, None),
        (1, {"min_seconds": 0}, None),
        (23 * 3600, {}, None),
        (25 * 3600, {}, "form_max_hours=24"),
        (25 * 3600, {"max_hours": 0}, None),
        (-5, {}, "form_min_seconds=3"),
    ],
)
def test_what_comes_too_soon_or_too_late_is_held(later, options, held_by):
    submission = make_submission(
        form_token=form_token.make(), at=timezone.now() + timedelta(seconds=later)
    )
    findings = list(FormAge(**options).check(submission))
    assert [(found.outcome, found.setting) for found in findings] == (
        [(Outcome.HOLD, held_by)] if held_by else []
    )


@pytest.mark.parametrize(
    "forge",
    [
        lambda: "x",
        lambda: "MTIz:abc",
        lambda: form_token.make()[:-2] + "..",
        lambda: signing.dumps(1, salt="other"),
    ],
)
def test_a_token_that_was_made_up_is_held(forge):
    (finding,) = FormAge().check(make_submission(form_token=forge()))
    assert finding.outcome is Outcome.HOLD


def test_a_reader_without_a_script_has_no_token_and_nothing_is_said_against_him():
    assert not list(FormAge().check(make_submission(form_token="")))
