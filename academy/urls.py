"""Addresses of the academy."""

from django.urls import path

from .feeds.course_calendar import course_calendar
from .feeds.ledger import bundle, ledger_csv
from .feeds.opportunities import opportunities_atom, opportunities_calendar
from .views import (
    applications,
    assessments,
    catalogue,
    certificates,
    cohorts,
    enrolments,
    learning,
    ledger,
    offers,
    opportunities,
    reviews,
)

app_name = "academy"
urlpatterns = [
    path("", catalogue.academy, name="academy"),
    path("courses/", catalogue.course_list, name="courses"),
    path("courses/<slug:slug>/", catalogue.course_page, name="course"),
    path("courses/<slug:slug>/enrol/", enrolments.enrol, name="enrol"),
    path("courses/<slug:slug>/calendar.ics", course_calendar, name="course_calendar"),
    path("courses/<slug:slug>/leave/", enrolments.leave, name="leave"),
    path("certificates/<uuid:pk>/", certificates.certificate, name="certificate"),
    path("certificates/<uuid:pk>.json", certificates.credential, name="credential"),
    path("certificates/<uuid:pk>.jwt", certificates.credential_jwt, name="credential_jwt"),
    path("badges/courses/<slug:slug>.json", certificates.course_badge, name="course_badge"),
    path("badges/tracks/<slug:slug>.json", certificates.track_badge, name="track_badge"),
    path("badges/issuer.json", certificates.issuer, name="issuer"),
    path("badges/keys.json", certificates.keys, name="keys"),
    path("badges/keys/<str:kid>.json", certificates.key, name="key"),
    path("badges/revoked.json", certificates.revocations, name="revocations"),
    path("cohorts/", cohorts.cohort_list, name="cohorts"),
    path("cohorts/<slug:slug>/", cohorts.cohort_page, name="cohort"),
    path("cohorts/<slug:slug>/apply/", applications.apply, name="apply"),
    path("applications/<str:code>/", applications.application_page, name="application"),
    path("applications/<str:code>/withdraw/", applications.withdraw, name="withdraw"),
    path("tracks/<slug:slug>/assessment/", assessments.assessment, name="assessment"),
    path("tracks/<slug:slug>/", catalogue.track_page, name="track"),
    path("opportunities/", opportunities.opportunity_list, name="opportunities"),
    path("opportunities/new/", opportunities.propose_opportunity, name="propose_opportunity"),
    path("opportunities/<int:pk>/", opportunities.opportunity, name="opportunity"),
    path("opportunities.atom", opportunities_atom, name="opportunities_atom"),
    path("opportunities.ics", opportunities_calendar, name="opportunities_calendar"),
    path("learning/", learning.suggestions, name="suggestions"),
    path("offers/<int:pk>/", offers.answer_offer, name="answer_offer"),
    path("cohorts/<slug:slug>/ledger/", ledger.ledger, name="ledger"),
    path("cohorts/<slug:slug>/ledger.json", bundle, name="bundle"),
    path("cohorts/<slug:slug>/ledger.csv", ledger_csv, name="ledger_csv"),
    path("reviews/", reviews.reviews, name="reviews"),
    path("reviews/<int:pk>/", reviews.review, name="review"),
    path("reviews/<int:pk>/conflict/", reviews.declare_conflict, name="declare_conflict"),
]
