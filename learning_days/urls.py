"""Addresses of Learning Days, of what is shared at home, and of the thread of one thing."""

from django.urls import path

from .views import editions, feedback, loop, needs, pledges, registrations

app_name = "learning_days"
urlpatterns = [
    path("learning-days/", editions.edition_list, name="editions"),
    path("learning-days/<slug:slug>/", editions.edition_page, name="edition"),
    path("learning-days/<slug:slug>/days/<int:pk>/feedback/", feedback.feedback, name="feedback"),
    path("learning-days/<slug:slug>/feedback/", feedback.feedback_results, name="feedback_results"),
    path("learning-days/<slug:slug>/pledges/new/", pledges.new_pledge, name="new_pledge"),
    path("learning-days/pledges/<int:pk>/", pledges.pledge, name="pledge"),
    path("learning-days/pledges/<int:pk>/edit/", pledges.edit_pledge, name="edit_pledge"),
    path("learning-days/pledges/<int:pk>/drop/", pledges.drop_pledge, name="drop_pledge"),
    path("learning-days/<slug:slug>/register/", registrations.register, name="register"),
    path("learning-days/<slug:slug>/days/<int:pk>/leave/", registrations.leave_day, name="leave_day"),
    path("learning-days/<slug:slug>/needs/", needs.needs, name="needs"),
    path("learning-days/registrations/<int:pk>/answer/", registrations.answer_offer, name="answer_offer"),
    path("loop/<slug:kind>/<int:pk>/", loop.loop_page, name="loop"),
]
