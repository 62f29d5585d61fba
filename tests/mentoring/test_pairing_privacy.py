"""What a pair writes for itself stays with it: on no page of the desk, in no mail and in no file for others."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib import admin
from django.test import RequestFactory
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from mentoring import models
from mentoring.actions import check_ins, concerns, meetings, pairings, silence
from notices.kinds import attach_subjects
from notices.letters import content_of
from notices.models import Notice
from tests.factories import PersonFactory

from .factories import MeetingFactory, PairingFactory

pytestmark = pytest.mark.django_db
SECRET = "zanzibar-by-night"
SPEAKS = re.compile(r"""\.notes\b|["']notes["']|notes_html|\bnotes=""")
OURS = [model for model in admin.site._registry if model._meta.app_label == "mentoring"]


@pytest.fixture
def pairing():
    pairing = PairingFactory()
    MeetingFactory(pairing=pairing, notes=SECRET, lang="en")
    said = {"pairing": pairing, "person": pairing.mentee, "lang": "en"}
    models.PairingFeedback.objects.create(**said, helped=3, text="It did.")
    return pairing


@pytest.fixture
def desk(client):
    client.force_login(PersonFactory(is_staff=True, is_superuser=True))
    return client


def addresses(model, row):
    """The pages of a model on the desk, and those of a row."""
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    for page, args in [("changelist", []), ("change", [row]), ("history", [row]), ("export", [])]:
        try:
            yield reverse(f"{name}_{page}", args=args)
        except NoReverseMatch:
            continue


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.model_name)
def test_no_page_of_the_desk_shows_the_notes_of_a_meeting(desk, pairing, model):
    row = model.objects.values_list("pk", flat=True).first() or 1
    for address in addresses(model, row):
        assert SECRET not in desk.get(address, follow=True).content.decode()


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.model_name)
def test_no_file_of_the_desk_holds_them(pairing, model):
    shown = admin.site._registry[model]
    for resource in getattr(shown, "get_export_resource_classes", lambda request: [])(RequestFactory().get("/")):
        assert SECRET not in resource().export(queryset=model.objects.all()).csv


def test_meetings_have_no_page_on_the_desk():
    assert models.Meeting not in admin.site._registry


def test_no_mail_holds_notes_feedback_concerns_or_check_ins(pairing):
    now, mentee = timezone.now(), pairing.mentee
    PersonFactory(is_staff=True, is_superuser=True)
    meetings.agree_on_time(pairing=pairing, person=mentee, meets_at=now, now=now)
    check_in = models.CheckIn.objects.create(pairing=pairing, person=mentee, due_on=now.date())
    said = {"how": "stuck", "wants_help": True, "text": SECRET, "lang": "en"}
    check_ins.answer_check_in(check_in=check_in, person=mentee, now=now, **said)
    concerns.raise_concern(pairing=pairing, person=mentee, text=SECRET, lang="en", now=now)
    models.Pairing.objects.update(mentor_sign_at=now - timedelta(days=60), starts_on="2026-01-01")
    silence.nudge_silent_mentors(now)
    pairings.end(pairing=pairing, person=mentee, ending="finished", now=now)
    pairings.say_how_it_was(
        pairing=pairing, person=mentee, said={"helped": 0, "text": SECRET}, never_again=True, now=now
    )

    notices = attach_subjects(list(Notice.objects.select_related("recipient")))

    assert {"check_in_help", "mentor_nudge", "pairing_concern", "pairing_ended"} <= {one.kind for one in notices}
    for notice in notices:
        content = content_of(notice)
        assert SECRET not in f"{content}"


READ_BY_THE_PAIR = {
    "mentoring/actions/erasing.py",  # takes them out
    "mentoring/actions/meetings.py",
    "mentoring/forms/pairings.py",
    "mentoring/models/pairings.py",
    "mentoring/views/meetings.py",
    "templates/mentoring/_meetings.html",
}


def test_nothing_else_speaks_of_notes():
    """Whoever reads the notes of meetings in one more place decides that here."""
    root = Path(settings.BASE_DIR)
    files = [*(root / "mentoring").rglob("*.py"), *(root / "templates").rglob("*mentoring/**/*.*")]
    spoken = {path.relative_to(root).as_posix() for path in files if SPEAKS.search(path.read_text())}

    assert {name for name in spoken if "/migrations/" not in name and "/sample/" not in name} == READ_BY_THE_PAIR
