import argparse
import os
import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.site", description="Make a site.")
    parser.add_argument("--articles", type=int, required=True)
    parser.add_argument("--comments", type=int, required=True)
    asked = parser.parse_args(arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if not os.environ.get("DATA_DIR"):
        from ..sites import folder, name_of

        url = os.environ.get("DATABASE_URL", "")
        os.environ["DATA_DIR"] = str(folder() / name_of(asked.articles, asked.comments, url))
    import django

    django.setup()
    from .build import build

    return build(asked.articles, asked.comments)


if __name__ == "__main__":
    sys.exit(main())
