"""Addresses of Learning Days."""

from django.urls import path

from .views import editions

app_name = "learning_days"
urlpatterns = [
    path("", editions.edition_list, name="editions"),
    path("<slug:slug>/", editions.edition_page, name="edition"),
]
