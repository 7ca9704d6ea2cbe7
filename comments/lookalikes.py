"""Letters, digits and signs that are taken for one another.

The tables are kept by hand. Those between Latin, Cyrillic and Greek follow the Unicode
security mechanisms (UTS #39, ``confusables.txt``), which tell capitals from small letters:
``Н`` is taken for ``H``, but ``н`` for no Latin letter. What UTS #39 doesn't have and
spammers use all the same (``т`` for ``t`` in a word of other Latin letters) is in tables of
its own. Each of them puts one character in the place of one, so that positions stay.
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import product

from blog.search.folding import fold


def _pairs(theirs: str, ours: str) -> dict[str, str]:
    return dict(zip(theirs, ours, strict=True))


#: Latin letters in another dress that compatibility forms (NFKC) leave as they are: small
#: capitals, letters of the phonetic alphabet, white letters in black circles and squares.
DRESSED = {
    **_pairs("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", "abcdefghijklmnoprstuvwyz"),
    **_pairs("ıɩɑɡ", "iiag"),
    **{chr(first + n): chr(97 + n) for first in (0x1F150, 0x1F170) for n in range(26)},
}

#: What is taken for a Latin letter, in the case in which it is.
TAKEN_FOR_LATIN = {
    **_pairs("АВЕЅІЈКМНОРСТУҮХЬѴԌԚԜӀ", "abesijkmhopctyyxbvgqwl"),
    **_pairs("аеѕіјкорсуүхгѵһҽԁԍԛԝѡӏ", "aesijkopcyyxrvhedgqwwl"),
    **_pairs("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹϜ", "abezhikmnoptyxcf"),
    **_pairs("αγικνορσυϲϳ", "ayikvopoucj"),
}

#: The same in a word that has Latin letters, too; there, less resemblance will do.
READ_AS_LATIN = {
    **_pairs("вмнтпьβεημτχω", "bmhtnbbenutxw"),
    **TAKEN_FOR_LATIN,
}

#: What is taken for a letter of Russian or Tajik, in the case in which it is.
TAKEN_FOR_CYRILLIC = {
    **_pairs("ABCEHIKMOPTXY", "авсенікмортху"),
    **_pairs("aceikoprxy", "асеікоргху"),
    **_pairs("ΑΒΓΕΗΚΜΟΠΡΤΥΦΧ", "авгенкмопртуфх"),
    **_pairs("ακοπρφ", "акопрф"),
}

#: The same in a word that has Cyrillic letters, too.
READ_AS_CYRILLIC = {**_pairs("bhmntu", "ьнмпти"), **TAKEN_FOR_CYRILLIC}

#: Digits and signs that stand for letters, and each letter they may be.
LATIN_BY_SIGN = {**_pairs("034578@$€¡", "oeastbasei"), **dict.fromkeys("1!|", "il")}
CYRILLIC_BY_SIGN = _pairs("03468@$€", "озчбвасе")

# With the Cyrillic letters that no language written near us has: there, they stand for Latin.
_LATIN = re.compile("[a-zѕѵԁԍԛԝѡ]")
_CYRILLIC = re.compile("[\u0400-\u052f]")
_GREEK = re.compile("[\u0370-\u03ff]")
# What needs no closer look.
_ONLY_CYRILLIC = re.compile("[а-я\u0450\u0452-\u0454\u0456-\u045f]*|[0-9]*")
_NEITHER = re.compile("[^a-z\u0370-\u052f]*")
_CAPITAL_I = re.compile("(?<=[a-z])I")
_AMBIGUOUS = 2  # signs of one word that are read in every combination

_ONE_SHAPE = str.maketrans("i1|0", "lllo")
_NO_LETTER = re.compile(r"[\W_]+")
_TO_LATIN = str.maketrans({**DRESSED, **READ_AS_LATIN})


def readings(word: str, typed: str, cyrillic: bool) -> tuple[str, ...]:
    """Return ``word`` and what else it may be read as, each as long as the word.

    ``word`` is folded, ``typed`` holds the character behind each of its characters, and
    ``cyrillic`` says whether the text around it is in a language written in that script.

    A word of several scripts is read in Latin and in Cyrillic. One of a single script is
    read in the other only where it is foreign (a Cyrillic word under an English article)
    and nothing but look-alikes: no Russian word in a Russian text is ever read as English.
    Digits and signs are letters in a word that has at least as many letters as digits, so
    that ``a55`` is a road. A capital ``I`` after a small letter may be an ``l``.
    """
    if word.isascii() and word.isalpha() and not cyrillic and "I" not in typed:
        return (word,)
    if (_ONLY_CYRILLIC if cyrillic else _NEITHER).fullmatch(word):
        return (word,)
    letters = sum(map(str.isalpha, word))
    if not letters:
        return (word,)
    found = {word: None}
    for text, signs in _by_script(word, typed, cyrillic):
        found[text] = None
        if letters >= sum(map(str.isdigit, word)):
            found.update(dict.fromkeys(_with_letters_for_signs(text, typed, signs)))
    return tuple(found)


def _by_script(word: str, typed: str, cyrillic: bool) -> Iterator[tuple[str, dict[str, str]]]:
    has_latin, has_cyrillic = _LATIN.search(word), _CYRILLIC.search(word)
    several = len([has for has in (has_latin, has_cyrillic, _GREEK.search(word)) if has]) > 1
    if has_latin and not several:
        yield word, LATIN_BY_SIGN
    elif several or (not (has_cyrillic and cyrillic) and _all_of(TAKEN_FOR_LATIN, typed)):
        yield _read(word, typed, READ_AS_LATIN), LATIN_BY_SIGN
    if has_cyrillic and not several:
        yield word, CYRILLIC_BY_SIGN
    elif (has_cyrillic and several) or (cyrillic and _all_of(TAKEN_FOR_CYRILLIC, typed)):
        yield _read(word, typed, READ_AS_CYRILLIC), CYRILLIC_BY_SIGN


def _all_of(table: dict[str, str], typed: str) -> bool:
    return all(letter in table or not letter.isalpha() for letter in typed)


def _read(word: str, typed: str, table: dict[str, str]) -> str:
    pairs = zip(word, typed, strict=True)
    return "".join([table.get(seen) or table.get(letter, letter) for letter, seen in pairs])


def _with_letters_for_signs(text: str, typed: str, signs: dict[str, str]) -> Iterator[str]:
    choices = [signs.get(letter, letter) for letter in text]
    if signs is LATIN_BY_SIGN:
        for at in (found.end() - 1 for found in _CAPITAL_I.finditer(typed)):
            choices[at] = "il"
    if sum(len(choice) > 1 for choice in choices) <= _AMBIGUOUS:
        yield from map("".join, product(*choices))
    else:
        yield "".join([choice[0] for choice in choices])
        yield "".join([choice[-1] for choice in choices])


def skeleton(text: str) -> str:
    """Return what ``text`` looks like: names with one skeleton can be taken for each other.

    After UTS #39, section 4, and coarser: case, width, marks, invisible characters, spaces
    and punctuation make no difference, look-alikes are Latin, ``i``, ``1``, ``|`` are ``l``
    and ``0`` is ``o``, ``rn`` is ``m`` and ``vv`` is ``w``. Its own fixed point. For
    comparing, never for showing; "" where there is no letter or digit.
    """
    seen = _once(text)
    while (again := _once(seen)) != seen:
        seen = again
    return seen


def _once(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text)
    letters = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    # Capitals resemble other letters than small ones do, so twice: before case goes and after.
    shapes = fold(letters.translate(_TO_LATIN)).translate(_TO_LATIN).translate(_ONE_SHAPE)
    return _NO_LETTER.sub("", shapes).replace("rn", "m").replace("vv", "w")
