"""Addresses of the organizers' desk."""

from django.urls import reverse


def address(row, page="change"):
    return reverse(f"admin:consultations_{row._meta.model_name}_{page}", args=[row.pk])


def rows_of(kind):
    return reverse(f"admin:consultations_{kind}_changelist")
