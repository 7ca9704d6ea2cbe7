"""The house rules that stand beside the form: the edition's own, or ours."""

from functools import lru_cache

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from blog.editions import current_edition
from blog.prepared import Prepared

from .models import HouseRules
from .sanitize import render

_stored = Prepared(
    lambda language: (
        HouseRules.objects.filter(language=language).order_by().values_list("text", flat=True)
    )
)


def house_rules() -> SafeString:
    """Those of the edition that is shown, as safe HTML, in one query."""
    return _rendered(next(iter(_stored(language=current_edition())), None) or ours())


def ours() -> str:
    """What we ask where editors have written nothing, in the language of the moment."""
    rules = (
        _("Be kind: argue with what was said, not with who said it."),
        _("No insults, no threats, no hatred."),
        _("No advertising."),
        _("Leave out everybody's addresses, telephone numbers and other personal data."),
        _("Moderators remove what breaks these rules."),
    )
    return "<ul>" + "".join(f"<li>{rule}</li>" for rule in rules) + "</ul>"


# Rendering takes longer than the rest of the form.
@lru_cache(maxsize=32)
def _rendered(typed: str) -> SafeString:
    return render(typed)
