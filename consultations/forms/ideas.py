"""Forms to share, change and find ideas."""

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from people.forms import NamedChoice, NamedChoices
from people.models import ActivityArea, Language

from ..models import Idea, Outcome, Topic
from .texts import ParticipantTextForm


class IdeaForm(ParticipantTextForm):
    """An idea: what its author writes."""

    field_order = ["topic", "title", "body", "areas", "language", "form_key", "revision"]
    areas = NamedChoices(
        label=_("Areas"),
        help_text=_("Which fields of work it concerns; none means all."),
        queryset=ActivityArea.objects.order_by("name"),
        required=False,
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Idea
        fields = ["topic", "title", "body", "areas", "language"]
        widgets = {
            "topic": forms.RadioSelect,
            "body": forms.Textarea(attrs={"rows": 8}),
        }

    def __init__(self, *args, consultation, **kwargs):
        super().__init__(*args, **kwargs)
        topics = Topic.objects.filter(consultation=consultation).order_by("position", "pk")
        self.fields["topic"].queryset = topics
        self.fields["topic"].empty_label = None
        self.fields["revision"].initial = self.instance.revision


class AreaField(NamedChoice, django_filters.fields.ModelChoiceField):
    """An area by its name in the page's language, or by its slug in the address."""


class AreaFilter(django_filters.ModelChoiceFilter):
    field_class = AreaField


class IdeaFilter(django_filters.FilterSet):
    """Find ideas by words, topic, language, outcome and area, in an order of choice."""

    # Translators: the choice of a filter that leaves nothing out.
    ANY = _("any")
    OPEN, DECIDED = "open", "decided"
    ORDERS = [
        ("newest", _("Newest first")),
        ("oldest", _("Oldest first")),
        ("endorsed", _("Most endorsed first")),
        ("discussed", _("Most discussed first")),
    ]
    ORDER_BY = {
        "newest": ["-shared_at", "-pk"],
        "oldest": ["shared_at", "pk"],
        "endorsed": ["-endorsement_count", "-shared_at", "-pk"],
        "discussed": ["-comment_count", "-shared_at", "-pk"],
    }

    q = django_filters.CharFilter(label=_("Words"), method="by_words", max_length=200)
    topic = django_filters.ModelChoiceFilter(
        label=_("Topic"), queryset=Topic.objects.none(), to_field_name="slug", empty_label=ANY
    )
    language = django_filters.ModelChoiceFilter(
        label=_("Language"), queryset=Language.objects.none(), to_field_name="code", empty_label=ANY
    )
    area = AreaFilter(
        label=_("Area"),
        field_name="areas",
        queryset=ActivityArea.objects.none(),
        to_field_name="slug",
        empty_label=ANY,
    )
    outcome = django_filters.ChoiceFilter(
        label=_("Outcome"),
        method="by_outcome",
        choices=[(OPEN, _("still open")), (DECIDED, _("decided")), *Outcome.Kind.choices],
        empty_label=ANY,
    )
    sort = django_filters.ChoiceFilter(label=_("Order"), method="in_order", choices=ORDERS, empty_label=None)

    class Meta:
        model = Idea
        fields = []

    def __init__(self, *args, consultation, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["topic"].queryset = Topic.objects.filter(consultation=consultation).order_by("position", "pk")
        self.filters["language"].queryset = Language.objects.filter(
            pk__in=Idea.objects.shared().filter(consultation=consultation).values("language")
        ).by_code()
        self.filters["area"].queryset = ActivityArea.objects.order_by("name")

    def by_words(self, ideas, name, words):
        return ideas.matching(words)

    def by_outcome(self, ideas, name, kind):
        if kind in (self.OPEN, self.DECIDED):
            return ideas.filter(outcome__isnull=kind == self.OPEN)
        return ideas.filter(outcome__kind=kind)

    def in_order(self, ideas, name, order):
        return ideas.order_by(*self.ORDER_BY[order])
