"""The pages of a reminder rule: shown for one person, armed with the exact list in view, stopped."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from tablib import Dataset
from unfold.decorators import action

from academy.admin.csv_files import Csv
from consultations.admin.base import one_form
from people.models import Person

from ..actions.reminders import arm, list_token, outlook, stop
from ..reminder_preview import preview
from ..rule_words import moment_said, state_of, when_said
from ..rules.reminders import days_of
from .reminder_forms import PreviewForm, SeenForm

NAMED = 500  # people whom a page names; the file names all
COLUMNS = ["day", "due_at", "username", "name"]


class ArmsRules:
    """For the admin of rules: what would be sent is seen before it is."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("<path:object_id>/list.csv", view(self.list_csv), name="learning_days_reminderrule_list_csv"),
            *super().get_urls(),
        ]

    def form_page(self, request, form, *, template="form_page.html", **context):
        """A page with a form that changes no row by itself."""
        page = {**self.admin_site.each_context(request), "opts": self.opts, "form": form}
        page["back"] = reverse("admin:learning_days_reminderrule_changelist")
        status = 422 if form.is_bound and form.errors else 200
        return render(request, f"admin/consultations/{template}", {**page, **context}, status=status)

    def has_preview_permission(self, request, object_id=None):
        return self.has_view_permission(request)

    def has_arm_permission(self, request, object_id=None):
        return self._may_turn(request, object_id, "armed", stands=False)

    def has_stop_permission(self, request, object_id=None):
        return self._may_turn(request, object_id, "armed", stands=True)

    def _may_turn(self, request, object_id, state, *, stands):
        """For the button; what is sent is answered by the action with the state that holds."""
        if not self.has_change_permission(request) or request.method == "POST" or object_id is None:
            return self.has_change_permission(request)
        rule = self.get_object(request, object_id)
        return rule is None or (state_of(rule) == state) == stands

    @action(description=_("Preview …"), permissions=["preview"], icon="visibility")
    def preview(self, request, object_id):
        rule = self._get_or_404(request, object_id)
        form = PreviewForm(request.GET if "person" in request.GET else None)
        person = _person_of(form) if form.is_valid() else _first_of(rule)
        return render(
            request,
            "admin/learning_days/reminder_preview.html",
            {
                **self.admin_site.each_context(request),
                "opts": self.opts,
                "original": rule,
                "title": _now("How the reminder reads"),
                "when": when_said(rule),
                "form": form,
                "person": person,
                "previews": [_shown(rule, person, day) for day in days_of(rule)] if person else [],
                "has_days": bool(days_of(rule)),
            },
            status=422 if form.errors else 200,
        )

    @action(description=_("Arm …"), permissions=["arm"], icon="notifications_active")
    def arm(self, request, object_id):
        rule = self._get_or_404(request, object_id)
        now = timezone.now()
        days = list(outlook(rule, now))
        return one_form(
            request,
            self,
            rule,
            SeenForm(request.POST if request.method == "POST" else None),
            change=lambda seen: arm(rule=rule, actor=request.user, now=now, seen=seen),
            done=_("Armed. The reminders are planned: each person sees them on the own page."),
            title=_("Arm this rule?"),
            intro=_("This is what goes out, and to whom, as things stand. Who joins later is told of what is to come."),
            button=_("Arm it"),
            template="admin/learning_days/reminder_arm.html",
            when=when_said(rule),
            audience=rule.get_audience_display(),
            token=list_token(days),
            days=[_day_row(rule, *row, now) for row in days],
        )

    @action(description=_("Stop …"), permissions=["stop"], icon="notifications_off")
    def stop(self, request, object_id):
        rule = self._get_or_404(request, object_id)
        return one_form(
            request,
            self,
            rule,
            forms.Form(request.POST if request.method == "POST" else None),
            change=lambda: stop(rule=rule, actor=request.user, now=timezone.now()),
            done=_("Stopped. What was not sent stays unsent."),
            title=_("Stop this rule?"),
            intro=_("What was sent stays sent. It can be armed again: who was told already is not told twice."),
            button=_("Stop it"),
            danger=True,
        )

    def list_csv(self, request, object_id):
        """The exact list, of any length."""
        rule = self._get_or_404(request, object_id)
        rows = [
            (day.title, due_at.isoformat(), *person)
            for day, due_at, people in outlook(rule, timezone.now())
            for person in people.order_by("display_name", "pk").values_list("username", "display_name")
        ]
        text = Csv().export_data(Dataset(*rows, headers=COLUMNS))
        disposition = {"Content-Disposition": f'attachment; filename="reminder-{rule.pk}.csv"'}
        return HttpResponse(text, content_type="text/csv; charset=utf-8", headers=disposition)


def _person_of(form):
    person = Person.objects.active().named(form.cleaned_data["person"].strip()).first()
    if person is None:
        form.add_error("person", _now("Nobody here has this user name."))
    return person


def _first_of(rule):
    """Somebody of the audience, so that the page shows something at once."""
    rows = (people for _day, _due_at, people in outlook(rule, timezone.now()))
    return next((person for people in rows if (person := people.order_by("pk").first())), None)


def _shown(rule, person, day):
    seen = preview(rule, person, day=day, now=timezone.now())
    paragraphs = [part for part in seen.content.text.split("\n\n") if part.strip()]
    return {"seen": seen, "paragraphs": paragraphs, "due": moment_said(seen.due_at, rule.edition.zone)}


def _day_row(rule, day, due_at, people, now):
    """A day with its moment and its people: {day, due, is_past, count, people, more}."""
    count = people.count()
    named = list(people.order_by("display_name", "pk").only("username", "display_name")[:NAMED])
    return {
        "day": day,
        "due": moment_said(due_at, rule.edition.zone),
        "is_past": due_at <= now,
        "count": ngettext("%(number)s person", "%(number)s people", count) % {"number": count},
        "people": named,
        "more": count - len(named),
    }
