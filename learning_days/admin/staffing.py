"""Registering staff for a day, by their user names: they take no seat and are counted apart."""

from django.core.exceptions import ValidationError
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action

from academy.admin.bulk import run_bulk
from academy.admin.invitations import InviteForm
from people.models import Person

from ..actions.registrations import register
from ..models import Registration
from ..rules.registrations import check_takes_place


class RegistersStaff:
    """For a day's page: people by their user names, each told."""

    def has_staff_permission(self, request, object_id=None):
        may = request.user.has_perm("learning_days.change_registration")
        if not may or request.method == "POST" or object_id is None:
            return may
        day = self.get_object(request, object_id)  # of those that this organizer leads
        return bool(day and day.cancelled_at is None and day.ends_at > timezone.now())

    @action(description=_("Register staff …"), permissions=["staff"], icon="badge")
    def register_staff(self, request, object_id):
        day = self._get_or_404(request, object_id)
        return run_bulk(
            request,
            self,
            self.get_queryset(request).filter(pk=day.pk),
            title=_("Register staff"),
            intro=_("Staff take no seat and are counted apart. They are told, and find their ticket on their page."),
            button=_("Register them"),
            form_class=InviteForm,
            preview=lambda rows, typed: [line for row in rows for line in who_would_come(row, typed["people"])],
            act=lambda person, typed: _register(day, person),
            back=reverse("admin:learning_days_day_change", args=[day.pk]),
        )


def who_would_come(day, names):
    """A line for each name: a person, or the name itself where nobody has it."""
    people = Person.objects.annotate(plain=Lower("username")).filter(plain__in={name.lower() for name in names})
    found = {person.plain: person for person in people.filter(is_active=True)}
    staff = Registration.objects.standing().filter(day=day, is_staff=True)
    known = set(staff.values_list("person", flat=True))
    return [_would_come(day, name, found.get(name.lower()), known) for name in names]


def _would_come(day, name, person, known):
    if person is None:
        return name, _now("Nobody has this user name."), False
    if person.pk in known:
        return person, _now("Is staff already."), False
    try:
        check_takes_place(day, timezone.now())
    except ValidationError as refusal:
        return person, refusal.messages[0], False
    return person, _now("Comes as staff."), True


def _register(day, person):
    register(day=day, person=person, now=timezone.now(), is_staff=True)
    return _now("Comes as staff now.")
