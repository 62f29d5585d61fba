"""The form of an application: an answer to each criterion, and who applies."""

from datetime import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from consultations.forms.texts import LanguageChoice
from people.forms import NamedChoice
from people.models import Region
from people.validators import text_validators

from ..models import Answer, Application
from ..models.cohorts import Experience

ABOUT = ["region", "experience", "language", "identifying"]


class ApplicationForm(forms.Form):
    """What an applicant writes. A draft may leave all of it empty: what is sent is checked where it is kept."""

    mark_optional = False
    use_required_attribute = False

    region = NamedChoice(
        label=_("Region"),
        help_text=_("Where you are active. Some seats may be kept for people from a region."),
        queryset=Region.objects.order_by("name"),
        required=False,
        empty_label=_("Choose a region"),
    )
    experience = forms.ChoiceField(
        label=_("Active in the movement for"), choices=Experience, widget=forms.RadioSelect, required=False
    )
    language = LanguageChoice(label=_("Language of your answers"))
    identifying = forms.CharField(
        label=_("Words that would give you away (optional)"),
        help_text=_(
            "Names of people, groups and places, one in each line. Reviewers see […] in their place. "
            "Your own names and those of your affiliates are hidden already."
        ),
        max_length=Application.identifying.field.max_length,
        required=False,
        validators=text_validators,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    changed_at = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, cohort, person, application=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.criteria = list(cohort.criteria.order_by("position", "pk"))
        self.fields["language"].offer(person, application.language if application else None)
        for criterion in self.criteria:
            self.fields[name_of(criterion)] = answer_field(criterion, cohort.language)
        self.initial = kept(application, person) | self.initial

    def clean_changed_at(self):
        try:
            return datetime.fromisoformat(self.cleaned_data["changed_at"])
        except ValueError:
            return None

    @property
    def written(self):
        """What the actions ask for."""
        answers = {criterion.slug: self.cleaned_data[name_of(criterion)] for criterion in self.criteria}
        about = {name: self.cleaned_data[name] for name in ABOUT}
        return {**about, "answers": answers, "changed_at": self.cleaned_data["changed_at"]}

    @property
    def about(self):
        """The fields beside the answers, for the page."""
        return [self[name] for name in ABOUT]

    @property
    def questions(self):
        """Each criterion with its field, for the page."""
        return [
            {"criterion": criterion, "levels": levels_of(criterion), "field": self[name_of(criterion)]}
            for criterion in self.criteria
        ]

    def refuse(self, refusal, newest=None):
        """Put the refusal on the form; sending it again answers the `newest` application."""
        if newest is not None:
            self.data = self.data.copy()
            self.data["changed_at"] = newest.changed_at.isoformat()
        try:
            self.add_error(None, refusal)
        except ValueError:  # it speaks of a field that this form does not have
            self.add_error(None, ValidationError(refusal.messages))


def levels_of(criterion):
    """The words for each level, the highest first."""
    return list(enumerate(criterion.anchors))[::-1]


def name_of(criterion):
    return f"answer_{criterion.slug}"


def answer_field(criterion, language):
    return forms.CharField(
        label=format_html('<bdi lang="{}">{}</bdi>', language.code, criterion.question),
        max_length=Answer.body.field.max_length,
        required=False,
        validators=text_validators,
        widget=forms.Textarea(attrs={"rows": 6}),
    )


def kept(application, person):
    """What stands in the fields at first: the kept application, or what the profile knows."""
    if application is None:
        return {"region": person.region_id}
    about = {name: getattr(application, name) for name in ABOUT}
    answers = application.answers.select_related("criterion")
    texts = {name_of(answer.criterion): answer.body for answer in answers}
    return {**about, **texts, "changed_at": application.changed_at.isoformat()}
