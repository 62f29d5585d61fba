"""Addresses of Learning Days, of what is shared at home, and of the thread of one thing."""

from django.contrib import admin
from django.urls import path

from .admin import attendance, attendance_files
from .feeds import calendars, sharings
from .views import (
    editions,
    feedback,
    loop,
    my_days,
    needs,
    pledges,
    programme,
    registrations,
    reporting,
    seats,
    sharing,
    tickets,
    workshops,
)

app_name = "learning_days"
desk = admin.site.admin_view
urlpatterns = [
    path("learning-days/", editions.edition_list, name="editions"),
    path("learning-days/<slug:slug>/", editions.edition_page, name="edition"),
    path("learning-days/calendar/renew/", my_days.renew_calendar, name="renew_calendar"),
    path("learning-days/calendar/<str:token>.ics", calendars.my_calendar, name="my_calendar"),
    path("learning-days/<slug:slug>/calendar.ics", calendars.calendar, name="calendar"),
    path("learning-days/<slug:slug>/programme/", programme.programme, name="programme"),
    path("learning-days/<slug:slug>/programme/<int:number>/", programme.programme_version, name="programme_version"),
    path("learning-days/<slug:slug>/workshops/<int:pk>/", programme.workshop, name="workshop"),
    path("learning-days/<slug:slug>/propose/", workshops.propose, name="propose"),
    path("learning-days/<slug:slug>/workshops/<int:pk>/edit/", workshops.edit_proposal, name="edit_proposal"),
    path("learning-days/<slug:slug>/workshops/<int:pk>/lead/", workshops.lead, name="lead"),
    path("learning-days/<slug:slug>/workshops/<int:pk>/seat/", seats.take_seat, name="take_seat"),
    path("learning-days/<slug:slug>/workshops/<int:pk>/leave/", seats.leave_seat, name="leave_seat"),
    path("learning-days/<slug:slug>/mine/", my_days.my_days, name="my_days"),
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
    path("learning-days/<slug:slug>/spread/", sharing.edition_spread, name="spread"),
    path("sharing/", sharing.sharings, name="sharings"),
    path("sharing/new/", reporting.new_sharing, name="new_sharing"),
    path("sharing/feed.atom", sharings.sharings_feed, name="sharings_feed"),
    path("sharing/reports.csv", sharings.sharings_csv, name="sharings_csv"),
    path("sharing/reports.json", sharings.sharings_json, name="sharings_json"),
    path("sharing/<int:pk>/", sharing.sharing, name="sharing"),
    path("sharing/<int:pk>/edit/", reporting.edit_sharing, name="edit_sharing"),
    path("sharing/<int:pk>/teacher/", reporting.answer_teaching, name="answer_teaching"),
    path("loop/<slug:kind>/<int:pk>/", loop.loop_page, name="loop"),
    path("learning-days/tickets/<str:token>/", tickets.ticket, name="ticket"),
    path("learning-days/scan/<str:token>/", tickets.scan, name="scan"),
    path("admin/learning_days/day/<int:pk>/attendance/", desk(attendance.attendance), name="attendance"),
    path("admin/learning_days/day/<int:pk>/attendance/sheet/", desk(attendance.sheet), name="attendance_sheet"),
    path(
        "admin/learning_days/day/<int:pk>/attendance/upload/",
        desk(attendance_files.attendance_upload),
        name="attendance_upload",
    ),
    path(
        "admin/learning_days/day/<int:pk>/attendance/attendance.csv",
        desk(attendance_files.attendance_csv),
        name="attendance_csv",
    ),
    path(
        "admin/learning_days/edition/<int:pk>/attendance/",
        desk(attendance.edition_attendance),
        name="edition_attendance",
    ),
]
