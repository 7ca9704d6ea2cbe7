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


class Id:
    """The id of a row, as ``blog.ids`` takes it: a longer number is more than databases hold."""

    regex = "[0-9]{1,18}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


class SlugPath:
    """Slugs joined by ``/``: the address of a nested category."""

    regex = "[-a-zA-Z0-9_]+(?:/[-a-zA-Z0-9_]+)*"

    def to_python(self, value: str) -> str:
        return value

    to_url = to_python


register_converter(Year, "year")
register_converter(Month, "month")
register_converter(Id, "id")
register_converter(SlugPath, "slugpath")
