"""Addresses of mentoring."""

from django.urls import path

from .views import start

app_name = "mentoring"
urlpatterns = [
    path("", start.mentoring, name="mentoring"),
]
