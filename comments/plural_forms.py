"""Sentences with a number, for scripts: one for each form that the language has."""

from collections.abc import Callable

#: A number that takes the form, by its name in CLDR's plural rules (``Intl.PluralRules``).
_NUMBERS = {"one": 1, "few": 3, "many": 5}


def in_each_form(sentence: Callable[[int], str]) -> dict[str, str]:
    """What the function, a call of ``ngettext``, returns for a number of each form."""
    return {form: sentence(number) for form, number in _NUMBERS.items()}
