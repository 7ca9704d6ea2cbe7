import pytest
from django.contrib.auth import authenticate, get_user_model
from django.core.management import call_command

pytestmark = pytest.mark.django_db


def test_the_first_admin_gets_a_random_password_that_is_shown_once(settings, capsys):
    call_command("create_first_admin")
    kept_in = settings.DATA_DIR / "admin-password"
    password = kept_in.read_text().strip()
    assert kept_in.stat().st_mode & 0o777 == 0o600
    assert password in capsys.readouterr().out
    assert len(password) > 20
    user = authenticate(username="admin", password=password)
    assert user.is_superuser
    call_command("create_first_admin")
    assert capsys.readouterr().out == ""
    assert kept_in.read_text().strip() == password


def test_nobody_is_created_beside_others(settings):
    get_user_model().objects.create_user("editor")
    call_command("create_first_admin")
    assert get_user_model().objects.count() == 1
    assert not (settings.DATA_DIR / "admin-password").exists()
