"""The list of the desk, as its tests read it."""

import html5lib


def names(page) -> list[str]:
    """Whose comments a page shows, in their order."""
    headings = html5lib.parse(page.text, namespaceHTMLElements=False).iterfind(
        ".//article//h2/bdi"
    )
    return ["".join(heading.itertext()) for heading in headings]
