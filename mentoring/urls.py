"""Addresses of mentoring."""

from django.urls import path

from .feeds import slots
from .views import (
    avoiding,
    becoming,
    desk,
    endings,
    hours,
    meetings,
    mentors,
    offers,
    pairings,
    proposals,
    requests,
    rounds,
    start,
)

app_name = "mentoring"
urlpatterns = [
    path("", start.mentoring, name="mentoring"),
    path("become/", becoming.become_mentor, name="become_mentor"),
    path("check-ins/<int:pk>/", meetings.check_in, name="check_in"),
    path("co-mentors/<int:pk>/", becoming.co_mentor, name="co_mentor"),
    path("goals/<int:pk>/", pairings.reach_goal, name="reach_goal"),
    path("meetings/<int:pk>/", meetings.edit_meeting, name="edit_meeting"),
    path("pairings/<int:pk>/", pairings.pairing, name="pairing"),
    path("pairings/<int:pk>/change/", endings.change_mentor, name="change_mentor"),
    path("pairings/<int:pk>/co-mentor/", becoming.invite_co_mentor, name="invite_co_mentor"),
    path("pairings/<int:pk>/concern/", endings.raise_concern, name="raise_concern"),
    path("pairings/<int:pk>/end/", endings.end_pairing, name="end_pairing"),
    path("pairings/<int:pk>/goals/", pairings.add_goal, name="add_goal"),
    path("pairings/<int:pk>/meetings/new/", meetings.log_meeting, name="log_meeting"),
    path("pairings/<int:pk>/slots.ics", slots.pairing_slots, name="pairing_slots"),
    path("pairings/<int:pk>/time/", pairings.choose_time, name="choose_time"),
    path("still-here/<str:token>/", endings.still_here, name="still_here"),
    path("offer/", offers.offer, name="offer"),
    path("hours/", hours.hours, name="hours"),
    path("mentors/<str:username>/ask/", proposals.ask, name="ask"),
    path("proposals/<int:pk>/", proposals.proposal, name="proposal"),
    path("proposals/<int:pk>/answer/", proposals.answer_proposal, name="answer_proposal"),
    path("proposals/<int:pk>/withdraw/", proposals.withdraw_proposal, name="withdraw_proposal"),
    path("requests/new/", requests.new_request, name="new_request"),
    path("requests/<int:pk>/", requests.request_page, name="request"),
    path("requests/<int:pk>/edit/", requests.edit_request, name="edit_request"),
    path("requests/<int:pk>/why-not/<str:username>/", rounds.why_not, name="why_not"),
    path("requests/<int:pk>/withdraw/", requests.withdraw_request, name="withdraw_request"),
    path("avoid/", avoiding.avoid, name="avoid"),
    path("desk/", desk.dashboard, name="dashboard"),
    path("mentors/", mentors.mentor_list, name="mentors"),
    path("mentors/<str:username>/", mentors.mentor_page, name="mentor"),
    path("rounds/", rounds.round_list, name="rounds"),
    path("rounds/<slug:slug>/", rounds.round_page, name="round"),
    path("rounds/<slug:slug>/proof.json", rounds.round_proof, name="round_proof"),
]
