"""Addresses of the consultations."""

from django.urls import path

from .feeds import calendar as calendar_feed
from .feeds import data as data_page
from .feeds import ideas as idea_feeds
from .feeds import recount as recount_feed
from .feeds import results as result_feeds
from .views import (
    appeals,
    comments,
    consultation,
    evidence,
    ideas,
    merges,
    mine,
    moderation,
    questions,
    resources,
    results,
    translations,
    words,
)

app_name = "consultations"

urlpatterns = [
    path("", consultation.consultation_list, name="list"),
    path("<slug:slug>/", consultation.consultation_page, name="consultation"),
    path("<slug:slug>/follow/", consultation.follow, name="follow"),
    path("<slug:slug>/topics/<slug:topic>/", consultation.topic_page, name="topic"),
    path("<slug:slug>/topics/<slug:topic>/comment/", comments.comment_on_topic, name="topic_comment"),
    path("<slug:slug>/ideas/", ideas.idea_list, name="ideas"),
    path("<slug:slug>/ideas/new/", ideas.new_idea, name="new_idea"),
    path("<slug:slug>/ideas/similar/", ideas.similar_ideas, name="similar_ideas"),
    path("<slug:slug>/ideas/<int:pk>/", ideas.idea_page, name="idea"),
    path("<slug:slug>/ideas/<int:pk>/edit/", ideas.edit_idea, name="edit_idea"),
    path("<slug:slug>/ideas/<int:pk>/history/", ideas.idea_history, name="idea_history"),
    path("<slug:slug>/ideas/<int:pk>/endorse/", ideas.endorse, name="endorse"),
    path("<slug:slug>/ideas/<int:pk>/follow/", ideas.follow, name="follow_idea"),
    path("<slug:slug>/ideas/<int:pk>/comment/", comments.comment_on_idea, name="idea_comment"),
    path("<slug:slug>/comments/<int:pk>/edit/", comments.edit_comment, name="edit_comment"),
    path("<slug:slug>/questions/", questions.question_list, name="questions"),
    path("<slug:slug>/focus-groups/", evidence.focus_groups, name="focus_groups"),
    path("<slug:slug>/findings/", evidence.findings, name="findings"),
    path("<slug:slug>/findings/<int:pk>/", evidence.finding, name="finding"),
    path("<slug:slug>/resources/", resources.resources, name="resources"),
    path("<slug:slug>/ideas.atom", idea_feeds.ideas_atom, name="ideas_atom"),
    path("<slug:slug>/ideas.csv", idea_feeds.ideas_csv, name="ideas_csv"),
    path("<slug:slug>/ideas.json", idea_feeds.ideas_json, name="ideas_json"),
    path("<slug:slug>/words/results.csv", result_feeds.results_csv, name="results_csv"),
    path("<slug:slug>/words/results.json", result_feeds.results_json, name="results_json"),
    path("<slug:slug>/words/results.wiki", result_feeds.results_wiki, name="results_wiki"),
    path("<slug:slug>/words/recount.json", recount_feed.recount, name="recount"),
    path("<slug:slug>/data/", data_page.data, name="data"),
    path("<slug:slug>/calendar.ics", calendar_feed.calendar, name="calendar"),
    path("<slug:slug>/words/", words.languages, name="words"),
    path("<slug:slug>/words/results/", results.results_overview, name="results"),
    path("<slug:slug>/words/mine/", mine.my_votes, name="my_votes"),
    path("<slug:slug>/words/<str:code>/", words.ballot, name="ballot"),
    path("<slug:slug>/words/<str:code>/propose/", words.propose_term, name="propose_term"),
    path("<slug:slug>/words/<str:code>/results/", results.results, name="language_results"),
    path("<slug:slug>/translate/<str:kind>/<int:pk>/", translations.translate, name="translate"),
    path("<slug:slug>/merges/<int:pk>/", merges.merge, name="merge"),
    path("<slug:slug>/report/<str:kind>/<int:pk>/", moderation.report, name="report"),
    path("<slug:slug>/appeal/<str:kind>/<int:pk>/", appeals.appeal, name="appeal"),
    path("<slug:slug>/moderation/", moderation.log, name="moderation"),
]
