"""Noting who was at a session: one list with a tick for each person, made for the keyboard."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from unfold.decorators import action

from ..actions.attendance import record_attendance, take_attendance_back
from ..forms.attendance import AttendanceForm
from ..models import Enrolment, Session, SessionAttendance


def sessions_of(person):
    """The sessions whose attendance this person may note: organizers all, teachers those of their courses."""
    if person.has_perm("academy.change_session"):
        return Session.objects.all()
    return Session.objects.filter(course__teachers=person) if person.is_staff else Session.objects.none()


class NotesAttendance:
    """The page of a session leads to its list of people."""

    def has_attendance_permission(self, request, object_id=None):
        if object_id is None:
            return sessions_of(request.user).exists()
        found = self.get_object(request, object_id)  # reads any address, one without a number too
        return found is not None and sessions_of(request.user).filter(pk=found.pk).exists()

    @action(description=_("Who was there …"), permissions=["attendance"], icon="how_to_reg")
    def attendance(self, request, object_id):
        """The people with a seat, in the order of their names; what was ticked is kept by one button."""
        if not self.has_attendance_permission(request, object_id):
            raise Http404
        session = sessions_of(request.user).select_related("course").get(pk=object_id)
        rows = list(_rows(session))
        form = AttendanceForm(_posted(request, rows), rows=[row for row in rows if not row.is_fixed])
        if form.is_valid():
            try:
                _note(session, form, request.user)
            except ValidationError as refusal:
                form.add_error(None, refusal)
            else:
                self.log_change(request, session, _noted(form))
                messages.success(request, _noted(form))
                return redirect(request.path)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "session": session,
            "rows": rows,
            "form": form,
            "title": _("Who was there?"),
            "refusal": _refusal(session),
            "back": reverse("admin:academy_session_change", args=[session.pk]),
            "may_change": request.user.has_perm("academy.change_session"),
        }
        return render(request, "admin/academy/attendance.html", context, status=422 if form.is_bound else 200)


def _rows(session):
    """Everybody with a seat, or noted before; `is_fixed`: a certificate stands on it."""
    noted = SessionAttendance.objects.filter(session=session, enrolment=OuterRef("pk"))
    rows = Enrolment.objects.filter(course=session.course_id).annotate(was_there=Exists(noted))
    rows = rows.filter(Q(seated_at__isnull=False, left_at__isnull=True) | Q(was_there=True))
    for row in rows.select_related("person").order_by("person__display_name", "pk"):
        row.is_fixed = bool((row.completed_at and row.was_there) or row.left_at)
        yield row


def _posted(request, rows):
    """What was sent; the second button ticks everybody."""
    if request.method != "POST":
        return None
    posted = request.POST.copy()
    if "everybody" in posted:
        posted.setlist("present", [str(row.pk) for row in rows if not row.is_fixed])
    return posted


@transaction.atomic
def _note(session, form, actor):
    now = timezone.now()
    take_attendance_back(session=session, enrolments=form.went(), actor=actor, now=now)
    record_attendance(session=session, enrolments=form.came(), actor=actor, now=now)


def _noted(form):
    """The sentence for the organizer and the log."""
    came, went = len(form.came()), len(form.went())
    said = ngettext("%(number)s person noted as present.", "%(number)s people noted as present.", came)
    taken = ngettext("%(number)s taken back.", "%(number)s taken back.", went)
    return " ".join([said % {"number": came}, *([taken % {"number": went}] if went else [])])


def _refusal(session):
    """Why nothing can be noted now, or nothing."""
    if session.cancelled_at:
        return _("This session is cancelled.")
    return _("This session has not begun yet.") if session.starts_at > timezone.now() else ""
