"""The line below the text of a reply, for what js/draft.js and js/preview.js put there.

Empty without JavaScript. It keeps its room in the form, so that filling it moves nothing.
"""

from crispy_forms.layout import Div
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .plural_forms import in_each_form


def draft_line() -> Div:
    """The line with the scripts' sentences in the language of the moment, as data attributes."""
    left = in_each_form(
        lambda number: ngettext("%(count)d character left", "%(count)d characters left", number)
    )
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
        **{f"data_left_{form}": said for form, said in left.items()},
    )
