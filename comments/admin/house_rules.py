from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from blog.typed_text import TypedTextKept

from ..forms import SourceField
from ..models import HouseRules


class HouseRulesForm(forms.ModelForm):
    """Takes a text of any length, to say that it is too long: a browser would cut it off."""

    class Meta:
        model = HouseRules
        fields = ["language", "text"]
        field_classes = {"text": SourceField}
        widgets = {"text": AdminTextareaWidget(attrs={"rows": 12, "dir": "auto"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "text" in self.fields:
            self.fields["text"].widget.attrs.pop("maxlength", None)


@admin.register(HouseRules)
class HouseRulesAdmin(TypedTextKept):
    """What each edition asks of those who comment."""

    form = HouseRulesForm
    list_display = ["language", "beginning"]

    @admin.display(description=_("house rules"))
    def beginning(self, rules: HouseRules) -> str:
        return Truncator(rules.text).chars(100)
