"""Addresses of Learning Days, of what is shared at home, and of the thread of one thing."""

from django.urls import path

from .views import editions, loop

app_name = "learning_days"
urlpatterns = [
    path("learning-days/", editions.edition_list, name="editions"),
    path("learning-days/<slug:slug>/", editions.edition_page, name="edition"),
    path("loop/<slug:kind>/<int:pk>/", loop.loop_page, name="loop"),
]
