"""The catalogues in locale/; ``make messages`` collects and compiles them."""

import ast
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import django
import polib
import pytest
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

ROOT = settings.BASE_DIR
SOURCE = "en"  # the msgids are English: it has no catalogue
TRANSLATED = [code for code, _name in settings.LANGUAGES if code != SOURCE]
CATALOGUE = Path("LC_MESSAGES", "django.po")
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[-+#0]*\d*(?:\.\d+)?[a-zA-Z%]|\{\w*\}")
LETTERS_TAJIK_DROPPED = re.compile("[щцыь]", re.IGNORECASE)
NOT_PERSIAN = re.compile('[\u064a\u0643?,;"“”]')

OF_PROJECT = {"DJANGO_SETTINGS_MODULE", "PYTHONPATH"}

every_language = pytest.mark.parametrize("language", TRANSLATED)


def catalogue(language: str) -> polib.POFile:
    return polib.pofile(str(ROOT / "locale" / language / CATALOGUE))


def compiled(language: str) -> polib.MOFile:
    return polib.mofile(str((ROOT / "locale" / language / CATALOGUE).with_suffix(".mo")))


def said(entry: polib.POEntry | polib.MOEntry) -> list[str]:
    """The sentence, or each of its plural forms in their order."""
    if entry.msgid_plural:
        return [text for _form, text in sorted(entry.msgstr_plural.items())]
    return [entry.msgstr]


def key(entry: polib.POEntry | polib.MOEntry) -> tuple[str, str, str]:
    return entry.msgctxt or "", entry.msgid, entry.msgid_plural or ""


def sentences(entries: polib.POFile | polib.MOFile) -> dict[tuple[str, str, str], list[str]]:
    return {key(entry): said(entry) for entry in entries if not entry.obsolete}


def texts(language: str) -> list[str]:
    return [text for entry in catalogue(language) for text in said(entry)]


def placeholders(text: str) -> Counter[str]:
    return Counter(PLACEHOLDER.findall(text))


def test_every_language_of_the_site_but_the_source_has_a_catalogue():
    kept = {path.parent.parent.name for path in ROOT.glob(f"locale/*/{CATALOGUE}")}
    assert kept == set(TRANSLATED)


@every_language
def test_every_sentence_is_translated_and_none_is_a_guess(language):
    po = catalogue(language)
    assert len(po) > 0
    assert [entry.msgid for entry in po if not all(map(str.strip, said(entry)))] == []
    assert [entry.msgid for entry in po if entry.fuzzy] == []
    assert [entry.msgid for entry in po.obsolete_entries()] == []


@every_language
def test_what_is_compiled_is_what_was_written(language):
    po, mo = catalogue(language), compiled(language)
    assert sentences(mo) == sentences(po), "run make messages"
    assert mo.metadata["Plural-Forms"] == po.metadata["Plural-Forms"]


@every_language
def test_a_translation_fills_in_what_the_source_fills_in(language):
    wrong = [
        (entry.msgid, text)
        for entry in catalogue(language)
        for text in said(entry)
        if placeholders(text) != placeholders(entry.msgid_plural or entry.msgid)
    ]
    assert wrong == []


@every_language
def test_plurals_have_the_forms_that_django_counts_with(language):
    po = catalogue(language)
    mine = po.metadata["Plural-Forms"]
    of_django = Path(django.__file__).parent / "conf/locale" / language / CATALOGUE
    assert mine == polib.mofile(str(of_django.with_suffix(".mo"))).metadata["Plural-Forms"]
    forms = int(re.match(r"nplurals=(\d+);", mine)[1])
    plurals = [entry for entry in po if entry.msgid_plural]
    assert plurals
    assert [
        entry.msgid for entry in plurals if set(entry.msgstr_plural) != set(range(forms))
    ] == []


@every_language
def test_the_header_names_no_person_and_no_machine(language):
    assert set(catalogue(language).metadata) <= {
        "Project-Id-Version",
        "Report-Msgid-Bugs-To",
        "POT-Creation-Date",
        "Language",
        "MIME-Version",
        "Content-Type",
        "Content-Transfer-Encoding",
        "Plural-Forms",
    }


@pytest.fixture(scope="module")
def marked(tmp_path_factory) -> set[tuple[str, str, str]]:
    """What the code and the templates mark for translation now."""
    if not shutil.which("xgettext") or not shutil.which("msguniq"):
        pytest.skip("GNU gettext is not installed: what the code marks can't be collected")
    copy = tmp_path_factory.mktemp("marked")
    packages = {path.parent for path in ROOT.glob("*/__init__.py")} - {ROOT / "tests"}
    for folder in [*packages, ROOT / "templates"]:
        shutil.copytree(folder, copy / folder.name, ignore=shutil.ignore_patterns("__pycache__"))
    (copy / "locale").mkdir()
    # Without the project's settings, which would lead it to the project's own catalogues.
    environment = {name: text for name, text in os.environ.items() if name not in OF_PROJECT}
    command = [sys.executable, "-m", "django", "makemessages", "-l", "ru", "--no-location"]
    done = subprocess.run(command, cwd=copy, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return set(sentences(polib.pofile(str(copy / "locale/ru" / CATALOGUE))))


@every_language
def test_the_catalogue_holds_what_the_code_marks_and_nothing_else(language, marked):
    held = set(sentences(catalogue(language)))
    assert marked - held == set(), "run make messages and translate these"
    assert held - marked == set(), "run make messages: nothing says these any more"


@every_language
def test_the_reply_link_is_called_what_it_shows(language):
    """WCAG 2.5.3: who speaks to the browser says the word on the screen."""
    with translation.override(language):
        assert gettext("Reply") in gettext("Reply to %(name)s")


@pytest.mark.parametrize("default", TRANSLATED)
def test_english_needs_no_catalogue_whatever_the_default_language(default):
    # A fresh process: Django keeps the catalogues of the default language it began with.
    says = (
        "import django; from django.conf import settings; "
        f"settings.configure(LANGUAGE_CODE={default!r}, "
        f"LOCALE_PATHS=[{str(ROOT / 'locale')!r}]); django.setup(); "
        "from django.utils.translation import gettext, override\n"
        "with override('en'): print(gettext('Leave a Reply'))"
    )
    done = subprocess.run([sys.executable, "-c", says], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "Leave a Reply"


def test_tajik_is_written_in_its_own_alphabet():
    assert [text for text in texts("tg") if LETTERS_TAJIK_DROPPED.search(text)] == []


def test_persian_is_written_with_persian_letters_and_marks():
    assert [text for text in texts("fa") if NOT_PERSIAN.search(text)] == []


def test_no_sentence_is_marked_inside_an_f_string():
    """The collector does not look there, so it would never be translated."""
    marks = {"_", "gettext", "pgettext", "ngettext", "gettext_lazy", "gettext_noop"}
    hidden = [
        f"{path}:{call.lineno}"
        for app in ("blog", "comments", "config", "pagecache")
        for path in (ROOT / app).rglob("*.py")
        for text in ast.walk(ast.parse(path.read_text()))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call) and ast.unparse(call.func) in marks
    ]
    assert hidden == []
