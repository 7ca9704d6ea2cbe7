"""The line below the text of a reply, for what js/draft.js and js/preview.js put there.

Empty without JavaScript. It keeps its room in the form, so that filling it moves nothing.
"""

from crispy_forms.layout import Div
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

#: A number for each of the language's forms (CLDR's plural rules).
_NUMBERS = {"one": 1, "few": 3, "many": 5}


def draft_line() -> Div:
    """The line with the scripts' sentences in the language of the moment, as data attributes."""
    left = {
        f"data_left_{form}": ngettext(
            "%(count)d character left", "%(count)d characters left", number
        )
        for form, number in _NUMBERS.items()
    }
    return Div(
        css_id="draft",
        css_class="draft",
        data_preview=reverse("comments:preview"),
        data_no_preview=_("There is no preview at the moment."),
        data_back=_("Your draft from %(time)s is back."),
        data_discard=_("Discard it"),
        data_elsewhere=_("It answers a comment that is not on this page: go on there."),
        data_offline=_("You are offline. Your text is kept; send it when the line is back."),
        data_online=_("The line is back: you can send your comment now."),
        **left,
    )
