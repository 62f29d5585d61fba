"""Matching rounds at the desk: made, announced, solved, looked at, published."""

from django import forms
from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action, display

from academy.admin.base import Organized
from consultations.admin.base import TracedAdmin, one_form

from ..actions.rounds import announce
from ..models import Round
from ..rules import rounds as rules
from .capx import TakesPeopleOver
from .round_choices import ChoosesPairs
from .round_figures import CountsRounds
from .round_files import GivesFiles
from .round_parts import ChoiceInline, ReserveInline, is_published
from .round_publishing import PublishesRounds
from .round_review import ReviewsRounds


class RoundForm(forms.ModelForm):
    """A round as organizers type it."""

    class Meta:
        help_texts = {
            "cohort": _("For the people of one cohort …"),
            "area": _("… or for one activity area. Choose one of the two."),
            "starts_on": _("The hours of two people are compared from this day on."),
            "ends_on": _("Where clocks change between the two days, the hours that stand all through are counted."),
            "least_minutes": _("60 is an hour a week. Who shares less is not proposed."),
            "may_share_affiliate": _("Leave it off and people of the same affiliate are never proposed."),
            "thin_below": _("Of 100 points. A thin pair is proposed only where nobody would be alone for it."),
            "answer_days": _("Then the place goes to somebody else."),
            "silent_days": _("Then a mentor is asked, and the mentee may change."),
        }

    def clean(self):
        typed = super().clean()
        starts_on, ends_on = typed.get("starts_on"), typed.get("ends_on")
        if starts_on and ends_on:  # neither is asked for once the round is published
            rules.check_dates(starts_on, ends_on)
        return typed


STATES = {
    "draft": (_("not announced"), "warning"),
    "solving": (_("is being solved"), "info"),
    "failed": (_("solving failed"), "danger"),
    "announced": (_("announced"), "info"),
    "solved": (_("solved, to be published"), "warning"),
    "published": (_("published"), "success"),
}


@admin.register(Round)
class RoundAdmin(
    CountsRounds,
    TakesPeopleOver,
    GivesFiles,
    ChoosesPairs,
    ReviewsRounds,
    PublishesRounds,
    Organized,
    TracedAdmin,
):
    """Until it is published everything can be tried; then what people rely on stays."""

    form = RoundForm
    frozen = {"round_published_stays"}
    published_meanwhile = _("The round is published meanwhile: its terms stay as they are.")
    list_display = ["title", "state", "place", "starts_on", "ends_on"]
    list_filter = ["cohort", "area", "is_demonstration"]
    list_select_related = ["cohort", "area"]
    search_fields = ["title", "slug"]
    ordering = ["-starts_on", "-pk"]
    autocomplete_fields = ["cohort", "area", "language", "organizers"]
    readonly_fields = ["seed", "announced_at", "published_at", "published_by"]
    inlines = [ReserveInline, ChoiceInline]
    actions_list = ["capx", "figures"]
    actions_detail = ["announce", "solve", "review", "publish", "place_orphans"]
    fieldsets = [
        (None, {"fields": ["title", "slug", "cohort", "area", "summary", "language", "is_demonstration"]}),
        (_("The time of the pairs"), {"fields": [("starts_on", "ends_on"), "answer_days", "silent_days"]}),
        (
            _("Who can be a pair"),
            {
                "fields": ["least_minutes", "may_share_affiliate", "thin_below", "most_candidates"],
                "description": _("A common language and a wanted skill are always asked for."),
            },
        ),
        (_("Who runs it"), {"fields": ["organizers"], "description": _("Only they, and you, see it here.")}),
        (
            _("What is published of it"),
            {
                "fields": ["seed", "announced_at", "published_at", "published_by"],
                "description": _("The seed orders pairs that are equally good: nobody chooses it, all can repeat it."),
            },
        ),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).with_newest_solution()

    def get_readonly_fields(self, request, obj=None):
        """What people rely on; a refused form has written into the row at hand."""
        if obj is None:
            return self.readonly_fields
        published = is_published(obj)
        announced = published or Round.objects.filter(pk=obj.pk, announced_at__isnull=False).exists()
        frozen = [*(rules.ANNOUNCED if announced else []), *(rules.PUBLISHED if published else [])]
        return [*self.readonly_fields, *frozen]

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else {"slug": ["title"]}

    def get_view_on_site_url(self, obj=None):
        """A draft has no page that readers see."""
        return super().get_view_on_site_url(obj) if obj and obj.announced_at else None

    @display(description=_("place"))
    def place(self, matching):
        return matching.place

    @display(description=_("state"), label={key: colour for key, (_said, colour) in STATES.items()})
    def state(self, matching):
        state = state_of(matching)
        return state, STATES[state][0]

    def has_announce_permission(self, request, object_id=None):
        """For the button; what is sent is answered by the action with the state that holds."""
        if not self.has_change_permission(request) or request.method == "POST" or object_id is None:
            return self.has_change_permission(request)
        matching = self.get_object(request, object_id)
        return matching is not None and matching.announced_at is None

    @action(description=_("Announce …"), permissions=["announce"], icon="campaign")
    def announce(self, request, object_id):
        matching = self._get_or_404(request, object_id)
        return one_form(
            request,
            self,
            matching,
            forms.Form(request.POST if request.method == "POST" else None),
            change=lambda: announce(matching=matching, actor=request.user, now=timezone.now()),
            done=_("Announced. Everybody can read the round, and people see until when they can ask."),
            title=_("Announce this round?"),
            intro=_("Its page becomes public, with its rules and its dates. No mail is sent."),
            button=_("Announce it"),
        )


def state_of(matching):
    """The one word for where a round stands; `with_newest_solution` tells whether it is solved."""
    if matching.published_at:
        return "published"
    if matching.solving_since:
        return "solving"
    if matching.failure:
        return "failed"
    if matching.newest_version:
        return "solved"
    return "announced" if matching.announced_at else "draft"
