"""What a mentor offers, and for how long they are away."""

from itertools import groupby

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from academy.forms.opportunities import SkillChoices
from consultations.forms.texts import LanguageChoice
from people.forms import NamedChoices
from people.models import ActivityArea, Region, Skill, SkillLevel

from ..rules.mentors import LEAST_PLACES


def places():
    """What a mentor chooses from, in the language of the page."""
    return [(number, ngettext("%d person", "%d people", number) % number) for number in (1, 2, 3, 4, 5)]


class AbsenceForm(forms.Form):
    """Until when a mentor is away; empty: not away."""

    mark_optional = False

    away_until = forms.DateField(
        label=_("Away until"),
        required=False,
        help_text=_("Your last day away. Until then nobody is proposed to you; your pairs go on."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class OfferForm(AbsenceForm):
    """All of an offer. What may stand in it is decided by mentoring.rules.mentors."""

    mark_optional = True
    field_order = ["capacity", "skills", "about", "language", "areas", "regions", "away_until"]

    capacity = forms.IntegerField(
        label=_("How many people at the same time"),
        help_text=_("Begin with one. You can take more later."),
        widget=forms.Select(choices=places),
    )
    skills = SkillChoices(
        label=_("What I can teach"),
        queryset=Skill.objects.select_related("group").order_by("group__position", "position", "pk"),
        required=False,
    )
    about = forms.CharField(
        label=_("What I can help with"),
        help_text=_("What you have done, and how you like to work with somebody. You can use Markdown."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    language = LanguageChoice()
    areas = NamedChoices(
        label=_("Activity areas"),
        help_text=_("Where you know your way. None: wherever you are asked."),
        queryset=ActivityArea.objects.order_by("name"),
        required=False,
    )
    regions = NamedChoices(
        label=_("Regions"),
        help_text=_("Whose questions you know. None: everybody's."),
        queryset=Region.objects.order_by("name"),
        required=False,
    )

    def __init__(self, *args, person, mentor=None, **kwargs):
        super().__init__(*args, initial=_kept(mentor) if mentor else _preset(person), **kwargs)
        self.fields["language"].offer(person, mentor and mentor.language)
        self.as_co_mentor = _as_co_mentor(mentor)

    @cached_property
    def skill_groups(self):
        """[(group's title, [(check box, whether only as a co-mentor)], whether one of them is chosen)] for the page."""
        skills = {str(skill.pk): skill for skill in self.fields["skills"].queryset}
        boxes = [(skills[str(box.data["value"])], box) for box in self["skills"].subwidgets]
        grouped = groupby(boxes, key=lambda pair: pair[0].group)
        return [self._skill_group(group, list(listed)) for group, listed in grouped]

    def _skill_group(self, group, listed):
        boxes = [(box, skill.pk in self.as_co_mentor) for skill, box in listed]
        return _now(group.title), boxes, any(box.data["selected"] for _skill, box in listed)


def _kept(mentor):
    fields = {name: getattr(mentor, name) for name in ("capacity", "about", "away_until")}
    skills = mentor.offered_skills.values_list("skill", flat=True)
    return {**fields, "skills": list(skills), "areas": list(mentor.areas.all()), "regions": list(mentor.regions.all())}


def _preset(person):
    """What the profile says already."""
    taught = person.skill_levels.filter(level=SkillLevel.Level.TEACH).values_list("skill", flat=True)
    return {"capacity": LEAST_PLACES, "skills": list(taught), "areas": list(person.areas.all())}


def _as_co_mentor(mentor):
    """Keys of the skills that the mentor teaches beside an experienced one."""
    return set(mentor.offered_skills.filter(is_as_co_mentor=True).values_list("skill", flat=True)) if mentor else set()
