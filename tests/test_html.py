"""The HTML of every public page is valid: the Nu checker has neither error nor warning.

The checker is a Java programme; VNU_JAR is the path of its vnu.jar. Without it, or without
Java, the test is skipped; with REQUIRE_VNU=1 in the environment it fails instead.
"""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from django.db import transaction
from django.http import HttpResponse

from tests.every_page import KINDS

#: The checker's machine: to be there soon matters more than to be fast in the end, and the
#: schema of HTML asks for a deep stack.
SOON = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss8m"]


@pytest.fixture
def checker() -> list[str]:
    """The command that checks the files whose names follow."""
    java, jar = shutil.which("java"), os.environ.get("VNU_JAR", "")
    if java and Path(jar).is_file():
        how = ["--format", "json", "--exit-zero-always", "--stdout"]
        return [java, *SOON, "-jar", jar, *how]
    why = "VNU_JAR is not the path of the Nu checker's vnu.jar" if java else "There is no Java"
    if os.environ.get("REQUIRE_VNU") == "1":
        pytest.fail(f"{why}, but REQUIRE_VNU=1.")
    pytest.skip(f"{why}: the HTML of the pages is not checked.")


@pytest.mark.django_db
def test_every_page_is_valid_html(checker, settings, tmp_path):
    """All in one run of the checker, whose start takes as long as checking a hundred pages."""
    pages: dict[str, HttpResponse] = {}
    for kind in KINDS:
        with transaction.atomic():  # each begins with an empty site
            pages |= {f"{kind.__name__}: {name}": page for name, page in kind(settings)}
            transaction.set_rollback(True)
    found = complaints(checker, pages, tmp_path)
    assert [said for said in found if not is_of_another(said)] == []


def is_of_another(said: str) -> bool:
    """Whether it is no fault of ours: on pages of admin, readers write in any language, whatever
    that of the moderator is, and Django describes what it hides.
    """
    kind = said.partition(": ")[0]
    return kind in ("desk_pages", "admin_pages") and (
        "document appears to be written in" in said
        or "is “hidden” must not have any “aria-*” attributes" in said
    )


def complaints(checker: list[str], pages: dict[str, HttpResponse], folder: Path) -> list[str]:
    """Errors and warnings about the pages, all checked in one run.

    Left out are plain information, such as that a slash in ``<input />`` means nothing, and
    the value of a field that is given back as the reader typed it, which is no address yet.
    """
    names = {}
    for number, (name, page) in enumerate(pages.items()):
        assert page["Content-Type"].startswith("text/html"), name
        file = folder / f"{number}.html"
        file.write_bytes(page.content)
        names[file.name] = name
    checked = subprocess.run(
        [*checker, *map(str, folder.glob("*.html"))], capture_output=True, check=True, timeout=300
    )
    messages = json.loads(checked.stdout)["messages"]
    return [
        f"{names[Path(found['url']).name]}: {found['message']} {found.get('extract', '')!r}"
        for found in messages
        if (found["type"] != "info" or found.get("subType") == "warning")
        and "for attribute “value” on element “input”" not in found["message"]
    ]
