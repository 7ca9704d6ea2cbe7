"""From text to the words it is indexed under and asked for.

Tajik is typed with and without its own letters, Persian on Arabic keyboards, names with
and without accents. Both sides of a search fold alike, so each finds the other. The words
are the same on every database: neither SQLite's nor PostgreSQL's tokenizer has a say.
"""

import re
import unicodedata
from itertools import chain

#: Characters of one word; what is longer (a run of letters, a text without spaces) is cut.
LONGEST_WORD = 60

#: Characters that are read, marks counted apart from their letters. The longest comment has
#: 65,525; some unfold into many (U+FDFA into 18), and PostgreSQL refuses to index more than
#: a megabyte.
LONGEST_TEXT = 150_000

_LETTERS = {
    **dict(zip("ҷқғҳ", "чкгх", strict=True)),  # Tajik; ӣ, ӯ and ё are letters with marks
    **dict(zip("يىكەة", "ییکهه", strict=True)),  # Arabic keyboard to Persian
    "\u0640": None,  # tatweel, which only stretches a line
}
_DIGITS = {chr(zero + value): str(value) for zero in (0x660, 0x6F0) for value in range(10)}
_KEPT = str.maketrans("\ue000", "й")


def _unseen() -> dict[str, None]:
    """Marks on letters, and format characters: joiners, direction, soft hyphens."""
    planes_with_any = chain(range(0x20000), range(0xE0000, 0xE0200))
    return {
        character: None
        for character in map(chr, planes_with_any)
        if unicodedata.combining(character) or unicodedata.category(character) == "Cf"
    }


_FOLDED = str.maketrans({**_unseen(), **_LETTERS, **_DIGITS})
_WORD = re.compile(r"[^\W_]+")


def fold(text: str) -> str:
    """Return ``text`` without what readers type in different ways.

    Case, width and ligatures (Unicode's compatibility forms), marks on letters (``ё``,
    ``ӯ``, ``é``, Arabic vowels), Tajik and Arabic variants of letters, foreign digits and
    invisible characters. ``й`` is a letter of its own and stays one.
    """
    text = unicodedata.normalize("NFKD", text).casefold()
    text = text.replace("и\u0306", "\ue000").translate(_FOLDED).translate(_KEPT)
    return unicodedata.normalize("NFC", text)


def words(text: str) -> list[str]:
    """Return the folded words of ``text`` in their order: letters and digits, nothing else."""
    text = unicodedata.normalize("NFKD", text)[:LONGEST_TEXT]
    return [word[:LONGEST_WORD] for word in _WORD.findall(fold(text))]
