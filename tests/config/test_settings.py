import json
import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection

ASKED = """
import json
from django.conf import settings
print(json.dumps({
    name: getattr(settings, name)
    for name in ("DEBUG", "SECRET_KEY", "ALLOWED_HOSTS", "SESSION_COOKIE_SECURE", "SITE_URL",
                 "SECURE_HSTS_SECONDS", "TIME_ZONE")
} | {"ENGINE": settings.DATABASES["default"]["ENGINE"]}))
"""


def settings_in(environment: dict[str, str]) -> dict:
    """The settings of a fresh process that has this environment and no other."""
    answer = subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "-c", ASKED],
        cwd=settings.BASE_DIR,
        env={"PATH": os.environ["PATH"]} | environment,
        capture_output=True,
        check=True,
        text=True,
    )
    return json.loads(answer.stdout)


@pytest.mark.own_site
def test_production_is_the_default_and_the_secret_key_makes_itself(tmp_path):
    first = settings_in({"DATA_DIR": str(tmp_path)})
    assert first["DEBUG"] is False
    assert len(first["SECRET_KEY"]) > 60
    assert (tmp_path / "secret-key").stat().st_mode & 0o777 == 0o600
    assert settings_in({"DATA_DIR": str(tmp_path)})["SECRET_KEY"] == first["SECRET_KEY"]
    assert first["ALLOWED_HOSTS"] == ["127.0.0.1", "localhost", "127.0.0.1", "[::1]"]
    assert first["ENGINE"] == "django.db.backends.sqlite3"


@pytest.mark.own_site
def test_any_folder_can_hold_the_data_and_nobody_else_reads_it(tmp_path):
    folder = tmp_path / "v%20r?a#b c"
    settings_in({"DATA_DIR": str(folder)})
    assert folder.stat().st_mode & 0o777 == 0o700
    migrate = [sys.executable, "manage.py", "migrate", "-v0"]
    environment = {"PATH": os.environ["PATH"], "DATA_DIR": str(folder)}
    subprocess.run(migrate, cwd=settings.BASE_DIR, env=environment, check=True)
    assert (folder / "db.sqlite3").stat().st_size > 0


@pytest.mark.own_site
def test_the_environment_decides(tmp_path):
    found = settings_in(
        {
            "DATA_DIR": str(tmp_path),
            "DEBUG": "1",
            "SECRET_KEY": "x" * 60,
            "SITE_URL": "https://javob.tj/",
            "DATABASE_URL": "postgres://javob@db.internal/javob",
            "TIME_ZONE": "Asia/Dushanbe",
        }
    )
    assert found["DEBUG"] is True
    assert found["SECRET_KEY"] == "x" * 60
    assert found["SITE_URL"] == "https://javob.tj"
    assert "javob.tj" in found["ALLOWED_HOSTS"]
    assert found["SESSION_COOKIE_SECURE"] is True
    assert found["SECURE_HSTS_SECONDS"] > 0
    assert found["ENGINE"] == "django.db.backends.postgresql"
    assert found["TIME_ZONE"] == "Asia/Dushanbe"
    assert not (tmp_path / "secret-key").exists()


@pytest.mark.own_site
@pytest.mark.parametrize(
    "wrong",
    [{"LANGUAGE_CODE": "en-us"}, {"TRUSTED_PROXIES": "10.0.0.0/99"}, {"SITE_URL": "news.tj"}],
)
def test_a_setting_that_cannot_be_is_told_at_the_start(tmp_path, wrong):
    with pytest.raises(subprocess.CalledProcessError):
        settings_in({"DATA_DIR": str(tmp_path)} | wrong)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 20_000)],
)
def test_sqlite_is_set_up_to_be_shared_and_durable(pragma, value):
    if connection.vendor != "sqlite":
        pytest.skip("These are settings of SQLite; the tests run on another database.")
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {pragma}")
        assert cursor.fetchone()[0] == value
