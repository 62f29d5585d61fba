"""Addresses of people."""

from django.urls import path

from . import data_views, views

app_name = "people"

urlpatterns = [
    path("me/", views.me, name="me"),
    path("me/profile/", views.edit_profile, name="edit_profile"),
    path("me/data/", data_views.data, name="data"),
    path("me/data/download/", data_views.download_data, name="download_data"),
    path("me/data/erase/", data_views.erase, name="erase"),
    path("languages/", views.suggest_languages, name="suggest_languages"),
    path("people/<str:username>/", views.profile, name="profile"),
]
