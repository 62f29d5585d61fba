"""The forms of a person's choices."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .models import Channel, NoticeRhythm


class ChannelsForm(forms.Form):
    """The way of each kind; whoever sends only a part of it changes only that part."""

    use_required_attribute = False

    def __init__(self, *args, kinds, **kwargs):
        super().__init__(*args, **kwargs)
        for name, kind in kinds.items():
            widget = forms.RadioSelect(attrs={"class": "grade__input"})
            self.fields[name] = forms.ChoiceField(label=kind.label, choices=Channel, required=False, widget=widget)

    @property
    def channels(self):
        """{kind: channel} of what was sent."""
        return {name: channel for name, channel in self.cleaned_data.items() if channel}


def clock(label, **rest):
    """A time of day, in the form that every browser sends."""
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(label=label, input_formats=["%H:%M", "%H:%M:%S"], widget=widget, **rest)


class RhythmForm(forms.ModelForm):
    """Quiet hours, and when the digest comes."""

    use_required_attribute = False
    mark_optional = False

    quiet_from = clock(_("No mail from"), required=False)
    quiet_until = clock(_("No mail until"), required=False)
    digest_at = clock(_("At what time"))

    class Meta:
        model = NoticeRhythm
        fields = ["quiet_from", "quiet_until", "digest_every", "digest_at"]
        labels = {"digest_every": _("How often")}
