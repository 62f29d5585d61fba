"""What organizers type of a reminder rule: its moment, its people, its words in several languages."""

from copy import copy

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.admin import StackedInline
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from academy.admin.course_parts import PartFormSet, standing_forms
from consultations.admin.base import TracedAdmin

from ..actions.reminders import SCHEDULE
from ..models import Edition, ReminderRule, ReminderText
from ..rules import reminders as rules
from .base import Scoped, led


class RuleForm(forms.ModelForm):
    """A moment that makes sense, and of an armed rule one that is still to come."""

    class Meta:
        model = ReminderRule
        fields = ["edition", "day", "side", "amount", "unit", "at", "audience"]
        help_texts = {
            "at": _("For days. Hours are counted exactly from the begin or the end of the day."),
            "audience": _("They are asked anew right before it is sent: who left meanwhile gets nothing."),
        }

    def clean(self):
        typed = super().clean()
        if typed.get("unit") == ReminderRule.Unit.HOURS:
            typed["at"] = None
        if "side" in typed and "audience" in typed:
            rules.check_audience(typed["side"], typed["audience"])
        self._check_day(typed.get("edition") or getattr(self.instance, "edition", None), typed.get("day"))
        if self.instance.armed_at and not self.instance.stopped_at and SCHEDULE & set(self.changed_data):
            self._check_armed(typed)
        return typed

    def _check_day(self, edition, day):
        if edition and day and day.edition_id != edition.pk:
            raise ValidationError({"day": _("This day belongs to another edition.")})

    def _check_armed(self, typed):
        rule = copy(self.instance)
        for name in SCHEDULE & typed.keys():
            setattr(rule, name, typed[name])
        if not self.errors and (rule.unit == ReminderRule.Unit.HOURS or rule.at):
            rules.check_moment(rule, timezone.now())


class TextForm(forms.ModelForm):
    class Meta:
        help_texts = {
            "body": _(
                "What stands in braces is replaced for each reader: {name}, {edition}, {day}, {date}, {time}, {venue}, "
                "and for those who made a pledge {pledge}. When and where the day is follows by itself."
            ),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in {"subject", "body"} & self.fields.keys():
            self.fields[name].widget.attrs["dir"] = "auto"


class TextFormSet(PartFormSet):
    """Words in braces stand for something; an armed rule keeps a text."""

    beside = "subject"

    def clean(self):
        super().clean()
        standing = standing_forms(self)
        for form in standing:
            for name in ("subject", "body"):
                try:
                    rules.check_words(form.cleaned_data.get(name, ""), self.instance.audience)
                except ValidationError as refusal:
                    form.add_error(name, refusal)
        if self.instance.armed_at and not self.instance.stopped_at and not standing and self.is_valid():
            raise ValidationError(_("The rule is armed: leave it one text at least."))


class TextInline(Scoped, StackedInline):
    """The words in one language each; who reads none of them gets the edition's language, else English."""

    model = ReminderText
    form = TextForm
    formset = TextFormSet
    extra = 0
    formfield_overrides = TracedAdmin.formfield_overrides
    autocomplete_fields = ["language"]
    ordering = ["language__code"]
    fields = ["language", "subject", "body"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("language")


class PreviewForm(forms.Form):
    """For whom a reminder is shown."""

    person = forms.CharField(
        label=_("User name"),
        max_length=150,
        widget=UnfoldAdminTextInputWidget,
        help_text=_("It is shown in this person's language and on this person's clock. Nothing is sent."),
    )


class UsualRulesForm(forms.Form):
    """The edition that gets the usual rules."""

    edition = forms.ModelChoiceField(
        label=_("Edition"), queryset=Edition.objects.none(), widget=UnfoldAdminSelectWidget
    )

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["edition"].queryset = led(Edition.objects.newest_first(), person)


class SeenForm(forms.Form):
    """The token of the list that the page showed."""

    seen = forms.CharField(max_length=64)
