"""Where the test data is that isn't part of the project."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent


def shared_data(name: str) -> Path:
    """Return the path of a data file; the test is skipped where there is none.

    The folder is JAVOB_TEST_DATA or else ``shared/data`` beside the repository.
    """
    folder = Path(os.environ.get("JAVOB_TEST_DATA") or ROOT.parent / "shared" / "data")
    path = folder / name
    if not path.is_file():
        pytest.skip(f"No {name} in {folder}: set JAVOB_TEST_DATA to the folder that has it.")
    return path


def shared_json(name: str) -> Any:
    return json.loads(shared_data(name).read_text(encoding="utf-8"))
