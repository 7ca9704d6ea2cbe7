"""What a reader typed, as HTML with the allowed tags and nothing else.

Plain text is sacred: whatever is not a well-formed tag of the list is escaped and
reads back as it was typed. So does a tag of the list that has no place where it
stands, and an ``<a>`` that leads nowhere we allow.

The HTML is valid by the content model of the HTML standard (WHATWG, 3.2.5 and
4.4): text at the top and in ``blockquote`` stands in a ``p``, lists hold ``li``,
and ``a`` never holds ``a``. A tag is written when there is text to put in it, so
nothing is ever empty, and everything opened is closed.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from html import escape

from .addresses import VALUE, href, link_target

INLINES = frozenset({"a", "b", "strong", "i", "em", "del", "q", "code"})
LISTS = frozenset({"ul", "ol"})
CONTAINERS = frozenset({"blockquote", "li", "pre"}) | LISTS
TAGS = INLINES | CONTAINERS | {"br", "p"}

DEPTH = 20  # tags inside each other: parsers recurse
REOPENINGS = 200  # how often formatting goes on after the end of a paragraph

# Possessive, so a failed match never tries a second way: linear time.
_NAME = "|".join(sorted(TAGS))
_TAG = re.compile(
    rf"""<(?:/(?P<closed>{_NAME})|(?P<opened>{_NAME})"""
    rf"""(?P<attributes>(?:\s++[^\s"'<>/=]++(?:\s*+=\s*+{VALUE})?+)*+))\s*+(?P<slash>/?)>""",
    re.IGNORECASE | re.ASCII,
)
_PIECE = re.compile(r"\n(?:[ \t]*+\n)++|\n|[^\n]++")


def to_html(typed: str) -> str:
    """Return ``typed`` as HTML.

    Blank lines end a paragraph (in ``li``, where there are none, they are two
    ``<br>``), single newlines are ``<br>``, and ``pre`` keeps both. A newline
    straight after ``<pre>`` or ``<br>`` belongs to the tag. Line ends are ``\\n``,
    as ``printable`` leaves them.
    """
    page = _Page()
    position = 0
    for tag in _TAG.finditer(typed):
        page.text(typed[position : tag.start()])
        position = tag.end()
        if not page.tag(tag):
            page.text(tag[0])
        elif (tag["opened"] or "").lower() in {"br", "pre"}:
            position += typed.startswith("\n", position)
    page.text(typed[position:])
    return page.finish()


@dataclass(eq=False, slots=True)
class _Element:
    """A tag that is open; without a name, one that holds text and isn't written."""

    name: str
    start: str = ""
    written: bool = False
    in_paragraph: bool = False  # a container in which <p> was typed
    refused: Counter[str] = field(default_factory=Counter)  # tags in it that show as text


class _Page:
    """Builds the HTML: what is open by what was typed, and what is open in the HTML.

    The two meet when there is text to write. Until then a tag is only remembered.
    """

    def __init__(self) -> None:
        self.open = [_Element("")]
        self.paragraph: _Element | None = None
        self.waiting = ""  # white space, written only when text follows it
        self.reopenings = REOPENINGS
        self.written: list[_Element] = []
        self.html: list[str] = []

    def text(self, text: str) -> None:
        for piece in _PIECE.findall(text):
            if self._container().name == "pre" and self.paragraph:
                self._write(piece)
            elif piece[0] == "\n":
                self._line_break(piece)
            elif piece.strip(" \t"):
                self._write(piece)
            else:
                self.waiting += piece

    def tag(self, tag: re.Match[str]) -> bool:
        """Take a tag in; False when it has no place here and has to show as text."""
        name = (tag["opened"] or tag["closed"]).lower()
        if tag["slash"] and (name != "br" or tag["closed"]):
            return False
        if tag["closed"]:
            return self._close(name)
        opened = self._open(name, tag["attributes"])
        if not opened:
            self.open[-1].refused[name] += 1
        return opened

    def finish(self) -> str:
        self._shut(0)
        return "".join(self.html)

    def _container(self) -> _Element:
        return next(element for element in reversed(self.open) if element.name not in INLINES)

    def _open(self, name: str, attributes: str) -> bool:
        if name == "br":
            self._line_break("\n")
            return True
        container = self._container()
        target = link_target(href(attributes)) if name == "a" else None
        if (
            (name == "a" and target is None)
            or (name == "li" and container.name not in LISTS | {"li"})
            or (name not in INLINES and container.name == "pre")
            or len(self.open) > DEPTH
        ):
            return False
        if name == "a":
            self.open = [element for element in self.open if element.name != "a"]
        if name in INLINES:
            start = f'<a href="{escape(target)}">' if target else f"<{name}>"
            self.open.append(_Element(name, start))
            return True
        self._end_paragraph()
        if name == "li" and container.name == "li":
            del self.open[self.open.index(container) :]
        elif name != "li":
            self._enter_item()
        if name == "p":
            self._container().in_paragraph = True
        else:
            self.open.append(_Element(name, f"<{name}>"))
        return True

    def _close(self, name: str) -> bool:
        for index, element in reversed(list(enumerate(self.open))):
            if element.refused[name]:
                element.refused[name] -= 1
                return False
            if name == "p" and element.in_paragraph:
                self._end_paragraph()
                element.in_paragraph = False
                return True
            if element.name == name:
                if name in INLINES:
                    del self.open[index]
                else:
                    self._end_paragraph()
                    del self.open[index:]
                return True
            if element.name in {"p": CONTAINERS, "li": LISTS}.get(name, ()):
                return False
        return False

    def _enter_item(self) -> None:
        """Open the ``li`` that was left out, where a list is all there is."""
        if self._container().name in LISTS:
            self.open.append(_Element("li", "<li>"))

    def _end_paragraph(self) -> None:
        self.paragraph = None
        self.waiting = ""

    def _line_break(self, newlines: str) -> None:
        """One newline, or a blank line with the newlines around it."""
        if self._container().name == "pre":
            self.waiting += newlines
        elif self.paragraph is None:
            self.waiting = ""
        elif len(newlines) > 1 and self.paragraph.name == "p":
            self._end_paragraph()
        else:
            self.waiting += newlines[0] if len(newlines) == 1 else "\n\n"

    def _write(self, text: str) -> None:
        self._enter_item()
        if self.paragraph is None:
            container = self._container()
            plain = container.name in {"li", "pre"} and not container.in_paragraph
            self.paragraph = _Element("") if plain else _Element("p", "<p>")
        blocks = [element for element in self.open if element.name not in INLINES]
        blocks.append(self.paragraph)
        path = blocks + [element for element in self.open if element.name in INLINES]
        same = 0
        for written, wanted in zip(self.written, path, strict=False):
            if written is not wanted:
                break
            same += 1
        self._shut(same)
        self._start(blocks[same:])
        # A newline at the start of <pre> is lost on every parser, a <br> is not.
        self.html.append(self.waiting.replace("\n", "<br>"))
        self.waiting = ""
        self._start(path[len(self.written) :])
        self.html.append(escape(text, quote=False).replace("\xa0", "&nbsp;"))

    def _start(self, elements: list[_Element]) -> None:
        for element in elements:
            if element.written and self.reopenings:
                self.reopenings -= 1
            elif element.written:
                element.start = ""
            element.written = True
            self.html.append(element.start)
            self.written.append(element)

    def _shut(self, depth: int) -> None:
        """Write the end tags of everything below ``depth``."""
        while len(self.written) > depth:
            element = self.written.pop()
            self.html.append(f"</{element.name}>" if element.start else "")
