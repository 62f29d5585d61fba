"""The form of a request: where, which skills in which order, and what for."""

from itertools import groupby

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from consultations.forms.texts import LanguageChoice
from people.models import ActivityArea, Skill, SkillLevel

from ..actions.requests import cohorts_of
from ..models import MentoringRequest, WantedSkill
from ..rules.requests import check_wants

RANKS = {"first": _("First skill that I want to learn"), "second": _("Second skill"), "third": _("Third skill")}


class RequestForm(forms.Form):
    """What is wanted. `request`: the one that is changed; its place stays."""

    use_required_attribute = False

    place = forms.ChoiceField(
        label=_("Where"),
        help_text=_("Mentors are looked for among those who offer to mentor here."),
        error_messages={"required": _("Choose a cohort of yours or an activity area.")},
    )
    first = forms.TypedChoiceField(
        label=RANKS["first"],
        coerce=int,
        error_messages={"required": _("Choose at least one skill that you want to learn.")},
    )
    second = forms.TypedChoiceField(label=RANKS["second"], coerce=int, required=False, empty_value=None)
    third = forms.TypedChoiceField(label=RANKS["third"], coerce=int, required=False, empty_value=None)
    about = forms.CharField(
        label=_("What I want to reach"),
        help_text=_(
            "What you do, and what would help you. Mentors who are proposed to you read it. You can use Markdown."
        ),
        required=False,
        max_length=MentoringRequest.about.field.max_length,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    language = LanguageChoice()

    def __init__(self, *args, person, request=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.person, self.request = person, request
        for name in RANKS:
            self.fields[name].choices = [("", _("Choose a skill")), *self.skill_choices]
        self.fields["language"].offer(person, request and request.language)
        if request is None:
            self.fields["place"].choices = self.places()
            self.fields["place"].initial = next(iter(self.cohorts), None)
        else:
            del self.fields["place"]
        self.initial = {**(kept(request) if request else preset(person)), **self.initial}

    @cached_property
    def skills(self):
        rows = Skill.objects.select_related("group").order_by("group__position", "position", "pk")
        return {skill.pk: skill for skill in rows}

    @cached_property
    def skill_choices(self):
        """The skills in their groups, in the language of the page."""
        grouped = groupby(self.skills.values(), key=lambda skill: skill.group)
        return [(_now(group.title), [(skill.pk, _now(skill.title)) for skill in rows]) for group, rows in grouped]

    def places(self):
        """The person's cohorts, then the areas, those of the person first."""
        self.cohorts = {f"cohort-{row.pk}": row for row in cohorts_of(self.person).newest_first()}
        own = set(self.person.areas.values_list("pk", flat=True))
        areas = sorted(ActivityArea.objects.all(), key=lambda area: (area.pk not in own, _now(area.name)))
        self.areas = {f"area-{row.pk}": row for row in areas}
        cohorts = [(key, row.title) for key, row in self.cohorts.items()]
        return [
            ("", _("Choose a place")),
            *([(_("My cohorts"), cohorts)] if cohorts else []),
            (_("Activity areas"), [(key, _now(row.name)) for key, row in self.areas.items()]),
        ]

    def clean(self):
        typed = super().clean()
        wanted = [self.skills[typed[name]] for name in RANKS if typed.get(name)]
        if not self.errors:
            check_wants(wanted)
        return typed

    @property
    def written(self):
        """What the actions ask for."""
        typed = self.cleaned_data
        skills = [self.skills[typed[name]] for name in RANKS if typed.get(name)]
        written = {"skills": skills, "about": typed["about"], "language": typed["language"]}
        if self.request is None:
            key = typed["place"]
            written |= {"cohort": self.cohorts.get(key), "area": self.areas.get(key)}
        return written


def kept(request):
    wanted = request.wanted_skills.order_by("rank").values_list("skill", flat=True)
    return {"about": request.about, **dict(zip(RANKS, wanted, strict=False))}


def preset(person):
    """The skills that the profile says the person wants to learn."""
    learn = SkillLevel.objects.filter(person=person, level=SkillLevel.Level.LEARN)
    wanted = learn.order_by("skill__group__position", "skill__position", "skill").values_list("skill", flat=True)
    return dict(zip(RANKS, wanted[: WantedSkill.MOST], strict=False))
