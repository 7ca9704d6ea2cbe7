"""What may be answered from memory, by the address that is asked and the answer given."""

from collections import defaultdict
from collections.abc import Collection
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils import translation

from .page import Headers

#: Parameters of a query that are looked at; Django itself reads a thousand.
_MOST_PARAMETERS = 100


def public_parameters(path_info: str) -> frozenset[str] | None:
    """The query parameters that the page at this path knows; None where no public page is."""
    path = path_info.encode("latin-1").decode("utf-8", "replace")
    language = translation.get_language_from_path(path) or settings.LANGUAGE_CODE
    try:
        with translation.override(language):
            view = resolve(path).func
    except Resolver404:
        return None
    return getattr(view, "public_parameters", None)


def known_query(query: str, parameters: Collection[str]) -> str:
    """The query without what the page doesn't know, in one spelling.

    Raises ValueError when there is more of it than anybody would send by accident.
    """
    if not query:
        return ""
    text = query.encode("latin-1").decode("utf-8", "replace")
    asked = dict(parse_qsl(text, keep_blank_values=True, max_num_fields=_MOST_PARAMETERS))
    return urlencode(sorted((key, value) for key, value in asked.items() if key in parameters))


def may_be_kept(headers: Headers) -> bool:
    """Whether an answer is the same for everybody, by its own headers (RFC 9111, 3)."""
    said: defaultdict[str, str] = defaultdict(str)
    for name, value in headers:
        said[name.lower()] += f"{value.lower()},"
    if "cache-tag" not in said or "set-cookie" in said:
        return False
    how = said["cache-control"]
    varies = {name.strip() for name in said["vary"].split(",")} - {"", "accept-encoding"}
    return not ("private" in how or "no-store" in how or varies)
