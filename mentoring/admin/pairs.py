"""Proposals and pairings: read here; the people themselves answer, meet and end."""

from django import forms
from django.contrib import admin
from django.db.models import Count, Sum
from django.http import Http404
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action, display
from unfold.widgets import UnfoldAdminSelectWidget

from consultations.admin.base import OrganizerAdmin, one_form

from ..actions.co_mentors import candidates, invite
from ..because import Reader, because, names_for
from ..models import Mentor, Pairing, Proposal
from .base import ReadAdmin


class ProposalFilter(admin.SimpleListFilter):
    """Where a proposal stands, by the clock."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [("draft", _("draft")), ("open", _("open")), ("lapsed", _("lapsed without an answer"))]

    def queryset(self, request, queryset):
        now = timezone.now()
        if self.value() == "draft":
            return queryset.drafts()
        if self.value() == "open":
            return queryset.open_at(now)
        return queryset.lapsed_at(now) if self.value() == "lapsed" else queryset


@admin.register(Proposal)
class ProposalAdmin(ReadAdmin, OrganizerAdmin):
    """Who was proposed to whom, why, and what they said. A message to the mentor is not for organizers."""

    unasked = frozenset({"message"})
    view_on_site = False  # that page is its two sides'
    list_display = ["mentee", "mentor", "round", "origin", "points", "said", "expires_at"]
    list_filter = [ProposalFilter, "round", "origin", "answer"]
    list_select_related = ["request__person", "mentor__person", "round"]
    search_fields = ["request__person__display_name", "mentor__person__display_name"]
    ordering = ["-made_at", "-pk"]
    fields = ["mentee", "mentor", "round", "origin", "points", "reasons", "offered_at", "expires_at"]
    fields += ["mentee_accepted_at", "mentor_accepted_at", "said", "answered_at", "declined_by", "reason"]
    readonly_fields = [*fields]

    @display(description=_("person who asked"), ordering="request__person__display_name")
    def mentee(self, proposal):
        return proposal.request.person

    @display(description=_("reasons"))
    def reasons(self, proposal):
        people = {"mentee": proposal.request.person.display_name, "mentor": proposal.mentor.person.display_name}
        said = because(proposal.codes, reader=Reader.ORGANIZER, names=names_for([proposal.codes]), **people)
        return format_html_join("", "<p>{}</p>", ((sentence,) for sentence in said)) or "–"

    @display(
        description=_("answer"),
        label={"accepted": "success", "open": "info", "draft": "warning", "declined": "danger", "expired": "danger"},
    )
    def said(self, proposal):
        if proposal.answer:
            return proposal.answer, proposal.get_answer_display()
        if proposal.offered_at is None:
            return "draft", _("draft")
        return ("open", _("open")) if proposal.expires_at > timezone.now() else ("expired", _("lapsed"))


class CoMentorForm(forms.Form):
    """One of the mentors who may join."""

    mentor = forms.ModelChoiceField(
        label=_("Co-mentor"), queryset=Mentor.objects.none(), widget=UnfoldAdminSelectWidget
    )

    def __init__(self, *args, mentors, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["mentor"].queryset = mentors


class PairingFilter(admin.SimpleListFilter):
    """Who works, who fell silent, who is done."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [("active", _("runs")), ("silent", _("the mentor is silent")), ("ended", _("ended"))]

    def queryset(self, request, queryset):
        if self.value() == "active":
            return queryset.active()
        if self.value() == "silent":
            return queryset.silent_at(timezone.now())
        return queryset.ended() if self.value() == "ended" else queryset


@admin.register(Pairing)
class PairingAdmin(ReadAdmin, OrganizerAdmin):
    """Pairs with their dates and hours. Notes of meetings stay with the pair, and so does where they meet."""

    unasked = frozenset({"meets_at", "meets_where"})
    view_on_site = False  # that page is the pair's
    list_display = ["mentee", "mentor", "co_mentor", "starts_on", "ends_on", "mentor_sign_at", "state"]
    list_filter = [PairingFilter, "proposal__round", "ending"]
    list_select_related = ["mentee", "mentor__person", "co_mentor__person"]
    search_fields = ["mentee__display_name", "mentor__person__display_name"]
    ordering = ["-starts_on", "-pk"]
    fields = ["mentee", "mentor", "co_mentor", "starts_on", "ends_on", "met", "mentor_sign_at", "nudged_at"]
    fields += ["state", "ended_at", "ending"]
    readonly_fields = [*fields]
    actions_detail = ["co_mentor"]

    def has_co_mentor_permission(self, request, object_id=None):
        """For the button; what is sent is answered by the action with the state that holds."""
        may = request.user.has_perm("mentoring.change_pairing")
        if not may or request.method == "POST" or object_id is None:
            return may
        pairing = self.get_object(request, object_id)
        return pairing is not None and not pairing.ended_at and pairing.co_mentor_id is None

    @action(description=_("Ask a co-mentor …"), permissions=["co_mentor"], icon="group_add")
    def co_mentor(self, request, object_id):
        pairing = self.get_object(request, object_id)
        if pairing is None:
            raise Http404
        return one_form(
            request,
            self,
            pairing,
            CoMentorForm(request.POST or None, mentors=candidates(pairing)),
            change=lambda mentor: invite(pairing=pairing, mentor=mentor, now=timezone.now(), person=request.user),
            done=_("Asked. The co-mentor joins as soon as both have agreed."),
            title=_("Ask a co-mentor"),
            intro=_("Mentors who begin in a skill of this pair and have a free place. They and the mentee both agree."),
            button=_("Ask them"),
        )

    @display(description=_("state"), label={"active": "success", "ended": "info"})
    def state(self, pairing):
        return ("ended", _("ended")) if pairing.ended_at else ("active", _("runs"))

    @display(description=_("meetings"))
    def met(self, pairing):
        counted = pairing.meetings.aggregate(number=Count("pk"), minutes=Sum("minutes"))
        said = {"number": counted["number"], "hours": round((counted["minutes"] or 0) / 60, 1)}
        return _("%(number)s, together %(hours)s hours") % said
