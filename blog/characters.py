"""The characters of a comment and of a name: which are shown, which are not.

What a reader typed is stored as it was. These functions make the copy that is
shown. Each returns a new string, and is its own fixed point: a second call
changes nothing.
"""

import re
import unicodedata

# What can't be seen, in pieces of a regular expression's character class.

#: Letters and signs with nothing to see in them but their width.
BLANK = "\u115f\u1160\u2800\u3164\uffa0"

#: Default_Ignorable_Code_Point that is neither Cf nor a selector, and a head without a note.
IGNORABLE = (
    "\u034f\u17b4\u17b5\u2065\ufff0-\ufff8\U0001d159\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"
)

#: Each chooses a form of what stands before it.
SELECTORS = "\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef"

JOINERS = "\u200c\u200d"

#: What reorders, or hides, what is around it.
REORDERING = (
    "\u202a-\u202e\u2066-\u2069"  # embeddings, overrides, isolates: UAX #9, 2.1 to 2.5
    "\u206a-\u206f"  # deprecated: switch shaping, swapping and digits of what follows
    "\ufff9-\ufffb"  # interlinear annotation: makes text a gloss that may not be shown
    "\U000e0000-\U000e007f"  # tag characters: text nobody sees
)

#: Everything that hides or reorders something; soft hyphens, controls of music and shorthand.
HIDDEN = (
    f"{BLANK}{IGNORABLE}{SELECTORS}{JOINERS}{REORDERING}"
    "\u00ad\u180e\u200b\u2060-\u2064\ufeff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
)

#: And the marks of direction, which move nothing but the punctuation beside them.
UNSEEN = f"{HIDDEN}\u061c\u200e\u200f"

# Everything outside the Char production of XML 1.0 section 2.2, and what the
# HTML standard calls a parse error in text: controls, surrogates and
# noncharacters. Tab and line feed stay.
_UNCARRIED = re.compile(
    "[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\ud800-\\udfff\\ufdd0-\\ufdef"
    + "".join(f"\\U{plane:04x}fffe\\U{plane:04x}ffff" for plane in range(17))
    + "]"
)

# An emoji tag sequence (UTS #51, ED-14a) as it is in use: a black flag, the code
# of a region, three to six tag letters or digits long, and the cancel tag.
_FLAG = "\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f"

# A tag character stays in a flag.
_REORDERING = re.compile(f"({_FLAG})|[{REORDERING}]")

# What clean_name drops besides format characters (Cf).
_BLANK = re.compile(f"[{BLANK}{IGNORABLE}]")

# Format characters that are seen: Prepended_Concatenation_Mark, such as the
# Arabic number sign.
_SEEN = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2")
_SEEN |= {"\U000110bd", "\U000110cd"}

# Combining marks on one letter; Hebrew, Arabic and Tibetan need three or four.
_MARKS = 4

_NAME_PARTS = re.compile(f"{_FLAG}|.", re.DOTALL)
_STRAY_SELECTOR = re.compile(f"(?<![^\\s{SELECTORS}{JOINERS}])[{SELECTORS}]+")
_SELECTOR_RUN = re.compile(f"([{SELECTORS}])[{SELECTORS}]+")
_JOINER_RUN = re.compile(
    f"((?<=[^\\s{JOINERS}])[{JOINERS}])[{JOINERS}]*(?=[^\\s{JOINERS}])|[{JOINERS}]+"
)


# Letters of the site's languages that need no closer look: the quick way for nearly all text.
_LETTERS = (
    "0-9A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0400-\u0481\u048a-\u04ff\u0620-\u064a"
)
_LETTER = re.compile(f"[{_LETTERS}]")
_ORDINARY = re.compile(f"[ -~{_LETTERS}]*")


def printable(text: str) -> str:
    """Return ``text`` with a visible sign for every character HTML can't carry.

    C0 controls and DEL become their pictures (U+2400 and on, U+2421); C1
    controls, lone surrogates and noncharacters become U+FFFD. Sources: XML 1.0
    section 2.2, and "Preprocessing the input stream" in the HTML standard.

    Line ends become ``\\n`` first. U+2028 and U+2029 are line ends too (UAX #14,
    class BK) which browsers show in different ways: they become one ``\\n`` and
    two.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text.replace("\u2028", "\n").replace("\u2029", "\n\n")
    return _UNCARRIED.sub(_sign, text)


def _sign(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else "\ufffd"


def null_shown(text: str) -> str:
    """Return ``text`` with a visible sign for each null character, which HTML can't carry.

    For what is given back in a form to be mended: everything else is as it was typed.
    """
    return text.replace("\0", "\u2400")


def without_direction_controls(text: str) -> str:
    """Return ``text`` without the characters that reorder or hide what is around them.

    Dropped are the explicit embeddings, overrides and isolates of UAX #9, the
    deprecated format characters U+206A to U+206F, interlinear annotation (Unicode
    23.8: not for plain text) and tag characters, which stay only where they
    belong: in the flag of a region, such as Wales.

    Kept are LRM, RLM and ALM, which move nothing but the punctuation beside them,
    and what Persian and emoji need: ZWJ, ZWNJ, variation selectors.
    """
    return _REORDERING.sub(lambda match: match[1] or "", text)


def clean_name(text: str) -> str:
    """Return a name in one line that looks like what it is made of.

    White space and line breaks fold into one space. Controls, direction controls
    and invisible characters go, and so do marks piled up on one letter. ZWJ and
    ZWNJ stay where they stand between two visible characters, one variation
    selector where it follows one. A name with nothing visible in it comes out as "".
    """
    text = " ".join(text.split())
    if _ORDINARY.fullmatch(text):
        return text
    text = "".join(part for part in _NAME_PARTS.findall(text) if _is_seen(part))
    text = _STRAY_SELECTOR.sub("", text)
    text = _SELECTOR_RUN.sub(r"\1", text)
    text = _JOINER_RUN.sub(lambda run: run[1] or "", text)
    return " ".join(_without_towers(text).split())


def shows_something(text: str) -> bool:
    """Whether there is anything in the text that a reader would see."""
    return bool(_LETTER.search(text) or clean_name(printable(text)))


def _without_towers(text: str) -> str:
    """Keep a few marks on each letter: more of them cover what stands above and below."""
    kept, marks = [], 0
    for character in text:
        marks = marks + 1 if unicodedata.category(character) in {"Mn", "Me"} else 0
        if marks <= _MARKS:
            kept.append(character)
    return "".join(kept)


def _is_seen(part: str) -> bool:
    if len(part) > 1 or part in JOINERS or part in _SEEN:
        return True
    if re.match(f"[{SELECTORS}]", part):
        return True
    hidden = unicodedata.category(part) in {"Cc", "Cf", "Cs"}
    return not (hidden or _BLANK.match(part) or _UNCARRIED.match(part))
