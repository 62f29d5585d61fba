"""Addresses of people."""

from django.urls import path

from . import views

app_name = "people"

urlpatterns = [
    path("me/", views.me, name="me"),
    path("me/profile/", views.edit_profile, name="edit_profile"),
    path("languages/", views.suggest_languages, name="suggest_languages"),
    path("people/<str:username>/", views.profile, name="profile"),
]
