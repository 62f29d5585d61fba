"""Addresses of mentoring."""

from django.urls import path

from .views import rounds, start

app_name = "mentoring"
urlpatterns = [
    path("", start.mentoring, name="mentoring"),
    path("rounds/", rounds.round_list, name="rounds"),
    path("rounds/<slug:slug>/", rounds.round_page, name="round"),
    path("rounds/<slug:slug>/proof.json", rounds.round_proof, name="round_proof"),
]
