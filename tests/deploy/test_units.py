"""deploy/*.service and javob.env: they run what "make run" runs, and systemd takes them."""

import re
import shutil
import subprocess

import pytest

from .nginx import DEPLOY
from .nodes import BASE, command_of

UNITS = sorted(DEPLOY.glob("*.service"))
NAMES = [unit.name for unit in UNITS]


def lines(unit: str, key: str) -> list[str]:
    """The values that a unit has for a key, in their order."""
    return re.findall(rf"^{key}=(.*)$", (DEPLOY / unit).read_text(), re.MULTILINE)


@pytest.mark.parametrize("process", ["web", "worker"])
def test_a_unit_runs_the_line_of_the_procfile(process):
    assert lines(f"javob-{process}.service", "ExecStart") == [
        f':/bin/sh -c "{command_of(process)}"'
    ]


def test_every_process_of_the_procfile_has_a_unit():
    processes = re.findall(r"^(\w+):", (BASE / "Procfile").read_text(), re.MULTILINE)
    assert {f"javob-{process}.service" for process in processes} | {
        "javob-migrate.service"
    } == set(NAMES)


def test_before_it_the_steps_of_make_run_are_taken():
    recipe = (BASE / "Makefile").read_text().partition("\nrun:")[2].partition("\n\n")[0]
    steps = re.findall(r"python manage.py (\w+)", recipe)
    run = lines("javob-migrate.service", "ExecStart")
    assert [re.findall(r"python manage.py (\w+)", line)[0] for line in run] == steps
    for name in ("javob-web.service", "javob-worker.service"):
        assert lines(name, "Requires") == ["javob-migrate.service"]
        assert "javob-migrate.service" in lines(name, "After")[0].split()


def test_systemd_takes_every_unit():
    systemd = shutil.which("systemd-analyze")
    if systemd is None:
        pytest.skip("There is no systemd-analyze, which Debian has in the package systemd.")
    checked = subprocess.run([systemd, "verify", *UNITS], capture_output=True, text=True)
    about_ours = [line for line in checked.stderr.splitlines() if "javob" in line]
    assert about_ours == []
    assert checked.returncode == 0


def test_all_units_are_shut_in_alike():
    rest = [unit.read_text().partition("\n# Reads the project")[2] for unit in UNITS]
    shut_in = {text.partition("\n\n")[0].strip() for text in rest}
    assert len(shut_in) == 1
    assert "ProtectSystem=strict" in shut_in.pop()


def test_every_variable_of_the_sample_is_documented():
    named = re.findall(r"^(\w+)=", (DEPLOY / "javob.env").read_text(), re.MULTILINE)
    documented = (BASE / "docs" / "operating.md").read_text()
    assert [name for name in named if f"`{name}`" not in documented] == []
