"""The form of a report from home, and the one that finds reports."""

import uuid

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from academy.forms.filters import ANY, NamedFilter, SkillFilter
from academy.forms.opportunities import SKILLS, SkillChoices
from people.forms import SUGGESTING, LanguageField, NamedChoice, as_typed
from people.models import Language, Person, Region
from people.text import tidy
from people.validators import LONGEST_USERNAME, text_validators, validate_line, validate_year

from ..models import Edition, Sharing, SharingTeacher
from ..rules.sharing import MOST_TEACHERS
from ..sharing_sources import NOTHING, choices
from .feedback import InLanguage

MANY_PEOPLE = 1_000_000


def line(name, **kwargs):
    """A field for one line of a report, as long as its column."""
    column = Sharing._meta.get_field(name)
    return forms.CharField(max_length=column.max_length, validators=column.validators, **kwargs)


class SharingForm(InLanguage):
    """What, where, when, in which language and how many; below it what takes longer."""

    field_order = [
        *["source", "title", "held_on", "place", "region", "language", "people", "people_known"],
        *["teachers", "skills", "text", "lang", "form_key"],
    ]
    form_key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    source = forms.ChoiceField(
        label=_("What it goes on from"),
        help_text=_("So that everybody can follow what became of it."),
        required=False,
    )
    title = line("title", label=_("What did you share?"), help_text=_("In one line, as you would tell a friend."))
    held_on = forms.DateField(
        label=_("When?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        validators=[validate_year],
    )
    place = line("place", label=_("Where?"), help_text=_("A town or a country, or “online”."))
    region = NamedChoice(
        label=_("Region"),
        queryset=Region.objects.order_by("name"),
        required=False,
        empty_label=_("Everywhere, or none of these"),
    )
    language = LanguageField(
        label=_("In which language?"),
        help_text=_("Its name in the language itself, or its code."),
        max_length=100,
        widget=forms.TextInput(attrs=SUGGESTING),
    )
    people = forms.IntegerField(label=_("How many took part?"), min_value=1, max_value=MANY_PEOPLE)
    people_known = forms.IntegerField(
        label=_("How many of them are counted in another report already?"),
        help_text=_("Who came to an earlier meeting, for example. So nobody is counted twice. Leave 0 if nobody."),
        min_value=0,
        max_value=MANY_PEOPLE,
        required=False,
        initial=0,
    )
    teachers = forms.CharField(
        label=_("Who else can teach it now?"),
        help_text=_(
            "One on each line. With an account here: @ and the user name. They are asked, and named only if they "
            "agree. Without one: a name. You alone read it; everybody else sees the number."
        ),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    skills = SkillChoices(label=_("Which skills?"), queryset=SKILLS, required=False)
    text = forms.CharField(
        label=_("How did it go?"),
        help_text=_("What worked, what you would change. You can use Markdown."),
        required=False,
        max_length=Sharing._meta.get_field("text").max_length,
        validators=text_validators,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args, person, sources, kept=None, **kwargs):
        initial = _kept(kept) if kept else _preset(person)
        initial |= kwargs.pop("initial", {})
        super().__init__(*args, person=person, kept=kept.lang if kept else "", initial=initial, **kwargs)
        self.person, self.sources = person, sources
        self.fields["source"].choices = choices(sources)
        self.fields["form_key"].initial = uuid.uuid4
        if not kept and self.initial.get("language") is None and self.fields["lang"].initial:
            self.initial["language"] = as_typed(self.fields["lang"].initial)

    def clean_form_key(self):
        return self.cleaned_data["form_key"] or uuid.uuid4()

    def clean_people_known(self):
        return self.cleaned_data["people_known"] or 0

    def clean_teachers(self):
        """People, and names of people who are not here, each once."""
        lines = dict.fromkeys(filter(None, map(tidy, self.cleaned_data["teachers"].splitlines())))
        if len(lines) > MOST_TEACHERS:
            raise forms.ValidationError(
                _("Please name at most %(number)s people."), code="many", params={"number": MOST_TEACHERS}
            )
        return list(dict.fromkeys(self._somebody(typed) for typed in lines))

    def _somebody(self, typed):
        """The person with that user name, else the name."""
        if not typed.startswith("@"):
            validate_line(typed)
            longest = SharingTeacher._meta.get_field("name").max_length
            if len(typed) > longest:
                raise forms.ValidationError(_("Please write one short name on each line."), code="long")
            return typed
        found = Person.objects.active().named(typed[1:].strip()).first()
        if found is None:
            raise forms.ValidationError(
                _("Nobody here has the user name “%(name)s”. Leave the @ out for somebody who has no account."),
                code="unknown",
                params={"name": typed[1:]},
            )
        if found.pk == self.person.pk:
            raise forms.ValidationError(_("You stand as the author already: name others."), code="oneself")
        return found

    @property
    def report(self):
        """What the action takes."""
        typed = dict(self.cleaned_data)
        source = self.sources.get(typed.pop("source"))
        columns = source.columns if source else NOTHING
        return typed | {f"{name}_id": key for name, key in columns.items()}


def _preset(person):
    """What the profile says already."""
    return {"region": person.region_id}


def _kept(sharing):
    names = ("title", "held_on", "place", "people", "people_known", "text")
    rows = sharing.teachers.filter(declined_at__isnull=True).select_related("person").order_by("pk")
    lines = [f"@{row.person.username}" if row.person else row.name for row in rows]
    return {
        **{name: getattr(sharing, name) for name in names},
        "region": sharing.region_id,
        "language": as_typed(sharing.language),
        "skills": list(sharing.skills.values_list("pk", flat=True)),
        "teachers": "\n".join(lines),
    }


class SharingFilter(django_filters.FilterSet):
    """Find reports by words, region, language, skill, edition and generation.

    The edition and the generation are those of a report's thread; learning_days.spread narrows by them.
    """

    HANDS = [("1", _("first hand")), ("2", _("second hand")), ("3", _("third hand")), ("4", _("fourth hand or later"))]

    q = django_filters.CharFilter(label=_("Words"), method="by_words", max_length=200)
    region = NamedFilter(
        label=_("Region"), queryset=Region.objects.order_by("name"), to_field_name="slug", empty_label=ANY
    )
    language = django_filters.ModelChoiceFilter(
        label=_("Language"), queryset=Language.objects.none(), to_field_name="code", empty_label=ANY
    )
    skill = SkillFilter(label=_("Skill"), method="by_skill", queryset=SKILLS, to_field_name="slug", empty_label=ANY)
    edition = django_filters.ModelChoiceFilter(
        label=_("Learning Days"), method="later", queryset=Edition.objects.none(), to_field_name="slug", empty_label=ANY
    )
    by = django_filters.CharFilter(method="by_author", max_length=LONGEST_USERNAME, widget=forms.HiddenInput)
    hand = django_filters.ChoiceFilter(label=_("Hand"), method="later", choices=HANDS, empty_label=ANY)

    class Meta:
        model = Sharing
        fields = []

    def __init__(self, *args, now, **kwargs):
        super().__init__(*args, **kwargs)
        told = Sharing.objects.shown().values("language")
        self.filters["language"].queryset = Language.objects.filter(pk__in=told).by_code()
        self.filters["edition"].queryset = Edition.objects.published_at(now).newest_first()

    def by_words(self, reports, name, words):
        return reports.matching(words)

    def by_author(self, reports, name, username):
        return reports.filter(person__in=Person.objects.active().named(username))

    def by_skill(self, reports, name, skill):
        return reports.with_skill(skill)

    def later(self, reports, name, value):
        return reports

    @property
    def narrows_rows(self):
        """Whether any filter is asked that the database answers."""
        typed = self.form.cleaned_data if self.form.is_valid() else {}
        return any(typed.get(name) for name in ("q", "region", "language", "skill", "by"))
