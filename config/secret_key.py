"""The secret key that a fresh site makes for itself."""

import os
import secrets
import tempfile
from pathlib import Path


def secret_key_kept_in(path: Path) -> str:
    """Return the key in the file, making both on the first start.

    The finished file (mode 0600) is linked into place, which only the first of several
    processes that start together can do; all of them then read the same key.
    """
    if not path.exists():
        with tempfile.NamedTemporaryFile("w", dir=path.parent) as file:  # 0600 by itself
            file.write(secrets.token_urlsafe(64))
            file.flush()
            try:
                os.link(file.name, path)
            except FileExistsError:
                pass
    return path.read_text().strip()
