from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth import get_user_model

from comments.models import Discussion, MailPreference
from pagecache.models import Purge

pytestmark = pytest.mark.django_db

How = MailPreference.How


def make_wish(name: str, how: str) -> MailPreference:
    return MailPreference.objects.create(user=get_user_model().objects.create_user(name), how=how)


def test_the_site_knows_whether_anybody_wants_mail_at_once():
    make_wish("daily", How.DAILY)
    assert not Discussion.current().mail_at_once
    first, second = make_wish("first", How.AT_ONCE), make_wish("second", How.AT_ONCE)
    assert Discussion.current().mail_at_once
    first.how = How.NEVER
    first.save()
    assert Discussion.current().mail_at_once
    second.delete()
    assert not Discussion.current().mail_at_once


def test_a_wish_throws_no_page_away():
    Discussion.row()
    Purge.objects.all().delete()
    make_wish("first", How.AT_ONCE)
    assert Discussion.current().mail_at_once
    assert not Purge.objects.exists()


@pytest.mark.parametrize(
    ("how", "now", "until"),
    [
        (How.AT_ONCE, datetime(2026, 5, 5, 10, 20), datetime(2026, 5, 5, 10, 20)),
        (How.HOURLY, datetime(2026, 5, 5, 10, 20), datetime(2026, 5, 5, 10)),
        (How.DAILY, datetime(2026, 5, 5, 10, 20), datetime(2026, 5, 5, 7)),
        (How.DAILY, datetime(2026, 5, 5, 6, 59), datetime(2026, 5, 4, 7)),
    ],
)
def test_a_digest_tells_of_what_came_before_the_hour_or_the_morning(how, now, until):
    wish = MailPreference(how=how)
    assert wish.tells_until(now.replace(tzinfo=UTC)) == until.replace(tzinfo=UTC)


def test_the_morning_is_that_of_the_site(settings):
    settings.TIME_ZONE = "Asia/Dushanbe"  # 5 hours ahead
    now = datetime(2026, 5, 5, 1, 59, tzinfo=UTC)
    wish = MailPreference(how=How.DAILY)
    assert wish.tells_until(now) == datetime(2026, 5, 4, 2, tzinfo=UTC)
    assert wish.tells_until(now + timedelta(minutes=1)) == datetime(2026, 5, 5, 2, tzinfo=UTC)


def test_two_mails_at_once_are_two_minutes_apart():
    now = datetime(2026, 5, 5, 10, 20, tzinfo=UTC)
    wish = MailPreference(how=How.AT_ONCE)
    assert wish.not_before(now) == now
    wish.told_at = now - timedelta(seconds=30)
    assert wish.not_before(now) == now + timedelta(seconds=90)
    wish.told_at = now - timedelta(hours=1)
    assert wish.not_before(now) == now


NOW = datetime(2026, 5, 5, 10, 20, tzinfo=UTC)


def test_of_two_mails_about_the_same_one_is_sent_and_noted():
    wish = make_wish("first", How.AT_ONCE)
    same = MailPreference.objects.get()
    with wish.telling(5, NOW) as ours, same.telling(5, NOW) as theirs:
        assert (ours, theirs) == (True, False)
    with same.telling(5, NOW) as later:
        assert not later
    same.refresh_from_db()
    assert (same.told_up_to, same.told_at, same.sending_since) == (5, NOW, None)


def test_a_mail_that_failed_is_not_noted_and_can_be_sent_again():
    wish = make_wish("first", How.AT_ONCE)
    with pytest.raises(OSError), wish.telling(5, NOW):
        raise OSError
    assert MailPreference.objects.get().told_up_to == 0
    with wish.telling(5, NOW) as again:
        assert again


@pytest.mark.parametrize(("minutes", "taken_over"), [(9, False), (11, True)])
def test_who_died_with_a_mail_in_his_hands_is_taken_over_from(minutes, taken_over):
    wish = make_wish("first", How.AT_ONCE)
    MailPreference.objects.filter(pk=wish.pk).update(sending_since=NOW)
    with wish.telling(5, NOW + timedelta(minutes=minutes)) as ours:
        assert ours is taken_over
