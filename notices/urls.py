"""Addresses of the outbox."""

from django.urls import path

from .views import choices, timeline, unsubscribe

app_name = "notices"

urlpatterns = [
    path("me/notices/", timeline.timeline, name="timeline"),
    path("me/notices/choices/", choices.choices, name="choices"),
    path("notices/unsubscribe/<str:token>/", unsubscribe.unsubscribe, name="unsubscribe"),
]
