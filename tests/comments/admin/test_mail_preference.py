import pytest
from django.contrib.auth import get_user_model
from django_tasks_db.models import DBTaskResult

from comments.models import Discussion, MailPreference
from comments.notifications.moderators.tasks import mail_moderators

pytestmark = pytest.mark.django_db

PAGE = "/admin/comments/comment/mail/"


def test_a_moderator_chooses_for_himself(moderator, nigora):
    nigora.email = "nigora@example.org"
    nigora.save()
    page = moderator.get(PAGE)
    assert "Mail goes to nigora@example.org." in page.text
    assert 'value="never" required id="id_how_0" checked' in page.text
    answer = moderator.post(PAGE, {"how": "at_once"}, follow=True)
    assert "Saved." in answer.text
    assert MailPreference.objects.get().how == "at_once"
    assert MailPreference.objects.get().user == nigora
    assert Discussion.current().mail_at_once


def test_what_he_was_told_of_stays_when_he_changes_his_mind(moderator, nigora):
    MailPreference.objects.create(user=nigora, how="hourly", told_up_to=7)
    moderator.post(PAGE, {"how": "daily"})
    wish = MailPreference.objects.get()
    assert (wish.how, wish.told_up_to) == ("daily", 7)


def test_a_digest_is_on_its_way_from_then_on(moderator):
    moderator.post(PAGE, {"how": "daily"})
    assert DBTaskResult.objects.get().task_path == mail_moderators.module_path
    moderator.post(PAGE, {"how": "hourly"})
    assert DBTaskResult.objects.count() == 1


def test_nobody_is_named_in_the_form(moderator, nigora):
    other = get_user_model().objects.create_user("other", is_staff=True)
    moderator.post(PAGE, {"how": "daily", "user": other.pk, "told_up_to": 9, "pk": other.pk})
    (wish,) = MailPreference.objects.all()
    assert (wish.user, wish.told_up_to) == (nigora, 0)


def test_an_account_without_an_address_is_told_so(moderator):
    assert "Your account has no email address" in moderator.get(PAGE).text


@pytest.mark.parametrize("how", ["", "often", "NEVER", "\0"])
def test_a_wish_that_does_not_exist_is_refused(moderator, how):
    assert moderator.post(PAGE, {"how": how}).status_code == 200
    assert not MailPreference.objects.exists()


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_the_page_is_read_or_sent_and_nothing_else(moderator, method):
    assert moderator.generic(method, PAGE).status_code == 405


def test_whoever_may_not_moderate_has_no_such_page(client):
    assert client.get(PAGE).status_code == 302
    client.force_login(get_user_model().objects.create_user("reporter", is_staff=True))
    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE, {"how": "daily"}).status_code == 403
    assert not MailPreference.objects.exists()
