import re
import unicodedata
from collections.abc import Iterator
from itertools import islice
from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from blog.characters import HIDDEN

from ..findings import Finding, Outcome, Span
from ..submission import Submission

#: Findings for one comment, and names of characters in one of them.
_MOST = 3

# Scripts whose letters join or stack: Arabic to Syriac, India's, Khmer and Mongolian.
_JOINING = "\u0600-\u08ff\u0900-\u0dff\u1780-\u18af\ufb50-\ufdff\ufe70-\ufefc"
_MONGOLIAN = "\u1820-\u18aa"
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"  # Thai, Lao, Burmese, Khmer
_IDEOGRAPHS = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_SYMBOLS = "\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u2bff\u3030\u303d\u3297\u3299"
_EMOJI = f"{_SYMBOLS}\U0001f000-\U0001faff"
_LETTER = r"[^\W\d_]"

# Where languages and emoji need them. The joiners are typed twice as often as not.
_NEEDED = "|".join(
    (
        r"\A\ufeff(?!\ufeff)",
        f"(?<=[{_JOINING}])[\u200c\u200d]{{1,2}}",
        f"[\u200c\u200d]{{1,2}}(?=[{_JOINING}])",
        f"(?<=[{_EMOJI}])\ufe0f?\u200d(?=[{_EMOJI}])",
        f"(?<=[{_EMOJI}])[\ufe00\ufe0e\ufe0f]",
        "(?<=[0-9#*])\ufe0f(?=\u20e3)",  # a key
        f"(?<=[{_IDEOGRAPHS}])[\ufe00-\ufe0f\U000e0100-\U000e01ef]",
        f"(?<=[{_MONGOLIAN}])[\u180b-\u180f]",
        # The flag of a region, such as Wales (UTS #51, ED-14a).
        "(?<=\U0001f3f4)[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f",
        f"(?<={_LETTER})\u00ad(?={_LETTER})",
        f"(?<=[{_UNSPACED}])\u200b(?=[{_UNSPACED}])",
        "(?<=[\u2801-\u28ff])\u2800++|\u2800++(?=[\u2801-\u28ff])",  # Braille
    )
)
_RUN = re.compile(f"(?=[{HIDDEN}])(?:(?P<needed>{_NEEDED})|[{HIDDEN}]+)")


class HiddenCharacters:
    """Holds a comment with characters in it, or in its name, that hide or reorder something.

    Those pass that languages and emoji need where they need them: joiners beside Persian
    letters, variation selectors, soft hyphens inside a word (text copied from a page has
    them), and marks of direction. Staff pass.
    """

    name: ClassVar = "hidden_characters"
    label: ClassVar = _("Hidden characters")

    def check(self, submission: Submission) -> Iterator[Finding]:
        if not submission.staff:
            yield from islice(self._findings(submission), _MOST)

    def _findings(self, submission: Submission) -> Iterator[Finding]:
        for field, typed in (("name", submission.name), ("comment", submission.text)):
            for run in () if typed.isascii() else _RUN.finditer(typed):
                if run["needed"] is None:
                    yield Finding(
                        self.name,
                        Outcome.HOLD,
                        gettext_noop("Characters that can't be seen: %(characters)s."),
                        {"characters": _named(run[0])},
                        Span(field, *run.span()),
                        risk=20,
                    )


def _named(characters: str) -> str:
    """The characters by their numbers and names in Unicode, each once, the first few."""
    different = list(islice(dict.fromkeys(characters), _MOST + 1))
    names = [f"U+{ord(sign):04X} {unicodedata.name(sign, '')}".rstrip() for sign in different]
    return ", ".join(names[:_MOST] + ["…"] * (len(names) > _MOST))
