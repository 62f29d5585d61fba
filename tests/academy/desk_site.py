"""A small desk with one change to many rows, as a site of its own: what holds for every such change is tested on it."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.urls import path
from unfold.sites import UnfoldAdminSite

from academy.admin.base import Scoped
from academy.admin.bulk import run_bulk
from academy.models import Cohort
from config import urls
from consultations.admin.base import OrganizerAdmin

site = UnfoldAdminSite(name="admin")
for model, desk in admin.site._registry.items():
    if model is not Cohort:
        site.register(model, type(desk))


class SeatsForm(forms.Form):
    more = forms.IntegerField(min_value=1)


def what_would_change(rows, cleaned):
    more = cleaned.get("more", 1)
    return [
        (row, "is full as it is", False) if row.capacity >= 100 else (row, f"{row.capacity} + {more}", True)
        for row in rows
    ]


def add_seats(row, cleaned):
    if row.capacity == 13:
        raise ValidationError("not this one")
    before = row.capacity
    row.capacity += cleaned.get("more", 1)
    row.save(update_fields=["capacity"])
    return f"now {row.capacity}", before


def take_seats_back(row, cleaned, memory):
    if row.capacity != memory + cleaned.get("more", 1):
        raise ValidationError("changed since")
    row.capacity = memory
    row.save(update_fields=["capacity"])
    return f"again {row.capacity}"


@admin.register(Cohort, site=site)
class SeatsAdmin(Scoped, OrganizerAdmin):
    actions = ["ask_how_many", "one_more"]
    ordering = ["pk"]

    @admin.action(description="Add seats", permissions=["change"])
    def ask_how_many(self, request, queryset):
        return self._more(request, queryset, form_class=SeatsForm)

    @admin.action(description="Add one seat", permissions=["change"])
    def one_more(self, request, queryset):
        return self._more(request, queryset)

    def _more(self, request, queryset, **asked):
        return run_bulk(
            request,
            self,
            queryset,
            title="Add seats",
            preview=what_would_change,
            act=add_seats,
            undo=take_seats_back,
            **asked,
        )


urlpatterns = [
    path("admin/", site.urls),
    *[pattern for pattern in urls.urlpatterns if getattr(pattern, "app_name", "") != "admin"],
]
