"""What axe finds on a page."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize

axe = Axe()


def in_every_look(narrow: ViewportSize, wide: ViewportSize) -> pytest.MarkDecorator:
    """Each language, and each size in each colours: colours don't depend on the language."""
    looks = [
        ("en", wide, "light"),
        ("ru", narrow, "dark"),
        ("tg", narrow, "light"),
        ("fa", wide, "dark"),
    ]
    return pytest.mark.parametrize(
        ("language", "size", "colours"), looks, ids=[language for language, *_look in looks]
    )


#: axe can't tell a colour behind text that is scrolled under something, nor behind lines of
#: text in a dialog with different things under it.
LAYERS = {"bgOverlap", "elmPartiallyObscured", "elmPartiallyObscuring"}


def nothing_found_by_axe(page: Page, *, in_layers: bool = False) -> bool:
    """Neither a violation nor anything that axe could not decide, besides what is in layers.

    The sidebar of admin is Django's.
    """
    options = {"resultTypes": ["violations", "incomplete"]}
    results = axe.run(page, {"exclude": [["#nav-sidebar"]]}, options).response
    found = [
        f"{kind}: {rule['help']}: {node['html'][:200]}: {node['failureSummary']}"
        for kind in ("violations", "incomplete")
        for rule in results[kind]
        for node in rule["nodes"]
        if not (in_layers and kind == "incomplete" and undecided_for(node) <= LAYERS)
    ]
    assert found == [], found
    return True


def undecided_for(node: dict[str, Any]) -> set[str]:
    return {(check["data"] or {}).get("messageKey", "") for check in node["any"] + node["all"]}
