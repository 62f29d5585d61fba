"""Inviting a list of people to apply to a cohort."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action
from unfold.widgets import UnfoldAdminTextareaWidget

from people.models import Person

from ..actions.invitations import invite, invited_to
from ..rules.invitations import check_can_be_invited, check_can_invite
from .bulk import run_bulk

MOST = 300  # people at once


class InviteForm(forms.Form):
    """Whom to invite."""

    people = forms.CharField(
        label=_("User names"),
        help_text=_("One in each line, at most 300."),
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 8}),
    )

    def clean_people(self):
        typed = [name.strip() for name in self.cleaned_data["people"].splitlines() if name.strip()]
        names = list({name.lower(): name for name in reversed(typed)}.values())[::-1]
        if len(names) > MOST:
            raise forms.ValidationError(_("These are more than 300 names. Please divide the list."), code="many")
        return names


class InvitesPeople:
    """For the cohort's page: people by their user names, each told once."""

    def has_invite_permission(self, request, object_id=None):
        if not self.has_change_permission(request) or request.method == "POST" or object_id is None:
            return self.has_change_permission(request)
        cohort = self.get_object(request, object_id)  # of those that this organizer leads
        return bool(cohort and cohort.published_at and cohort.closes_at > timezone.now())

    @action(description=_("Invite people …"), permissions=["invite"], icon="mail")
    def invite(self, request, object_id):
        cohort = self._get_or_404(request, object_id)
        return run_bulk(
            request,
            self,
            self.get_queryset(request).filter(pk=cohort.pk),
            title=_("Invite people to apply"),
            intro=_("Each of them is told once, in the language of their choice. They can switch such mails off."),
            button=_("Invite them"),
            form_class=InviteForm,
            preview=lambda rows, typed: who_would_be_invited(rows, typed["people"]),
            act=lambda person, typed: _invite(cohort, person),
            back=reverse("admin:academy_cohort_change", args=[cohort.pk]),
        )


def who_would_be_invited(cohorts, names):
    """A line for each name: a person, or the name itself where nobody has it."""
    people = Person.objects.annotate(plain=Lower("username")).filter(plain__in={name.lower() for name in names})
    found = {person.plain: person for person in people}
    return [line for cohort in cohorts for line in _lines(cohort, names, found)]


def _lines(cohort, names, found):
    invited, refusal = invited_to(cohort), ""
    try:
        check_can_invite(cohort, timezone.now())
    except ValidationError as closed:
        refusal = closed.messages[0]
    for name in names:
        person = found.get(name.lower())
        if person is None:
            yield name, _now("Nobody has this user name."), False
            continue
        try:
            check_can_be_invited(person, is_invited=person.pk in invited)
        except ValidationError as other:
            yield person, other.messages[0], False
        else:
            yield person, refusal or _now("Will be invited."), not refusal


def _invite(cohort, person):
    invite(cohort=cohort, person=person, now=timezone.now())
    return _now("Invited.")
