import importlib
from pathlib import Path

import pytest
from django.conf import settings

from comments.models import Discussion
from comments.moderation import Outcome, moderate
from comments.moderation.policy import rules
from tests.comments.moderation.submissions import make_submission
from tests.make import make_article

RULES = Path(settings.BASE_DIR, "comments/moderation/rules")
FILES = sorted(path.stem for path in RULES.glob("*.py") if path.stem != "__init__")


@pytest.mark.parametrize("file", FILES)
def test_every_rule_is_listed_in_the_policy(file):
    module = f"comments.moderation.rules.{file}"
    importlib.import_module(module)
    assert module in {type(rule).__module__ for rule in rules(Discussion().filled_in())}


@pytest.mark.parametrize("file", FILES)
def test_every_rule_has_a_test(file):
    assert Path(settings.BASE_DIR, f"tests/comments/moderation/rules/test_{file}.py").exists()


def test_every_rule_has_a_name_of_its_own():
    names = [rule.name for rule in rules(Discussion().filled_in())]
    assert len(set(names)) == len(names)


@pytest.mark.django_db
def test_all_rules_run_whatever_the_others_found():
    verdict = moderate(
        make_submission(
            "https://a.tj https://b.tj https://c.tj",
            article=make_article(comment_status="closed"),
            honeypot="x",
        )
    )
    assert [finding.rule for finding in verdict.findings] == [
        "closed",
        "honeypot",
        "links",
        "mostly_links",
        "first_time",
    ]
    assert verdict.outcome is Outcome.REFUSE
    assert verdict.refusal.rule == "closed"
