"""Parts of addresses, narrowed to what can exist, so that nothing else reaches a query."""

from django.urls import register_converter


class Year:
    regex = "[12][0-9]{3}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return f"{value:04}"


class Month(Year):
    regex = "0[1-9]|1[0-2]"

    def to_url(self, value: int) -> str:
        return f"{value:02}"


class SlugPath:
    """Slugs joined by ``/``: the address of a nested category."""

    regex = "[-a-zA-Z0-9_]+(?:/[-a-zA-Z0-9_]+)*"

    def to_python(self, value: str) -> str:
        return value

    to_url = to_python


register_converter(Year, "year")
register_converter(Month, "month")
register_converter(SlugPath, "slugpath")
