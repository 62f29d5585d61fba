"""Each kind of notice about a pair: its words, where it leads, and when it is not sent."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.utils import timezone

from mentoring.kinds.pairings import KINDS
from mentoring.models import CheckIn, CoMentorInvitation, Concern, Pairing
from notices.actions.planning import plan
from notices.kinds import attach_subjects, kind_of
from notices.letters import content_of, in_words_of
from notices.models import Notice
from tests.factories import PersonFactory

from .factories import MentorFactory, PairingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def pairing():
    now = timezone.now()
    mentor = MentorFactory(person__display_name="Bola", person__time_zone="Africa/Nairobi")
    return PairingFactory(
        mentor=mentor, proposal__request__person__display_name="Amina", meets_at=now, nudged_at=now, mentor_sign_at=now
    )


@pytest.fixture
def subjects(pairing):
    """{kind: what it speaks of}"""
    check_in = CheckIn.objects.create(pairing=pairing, person=pairing.mentee, due_on="2026-11-20")
    concern = Concern.objects.create(pairing=pairing, author=pairing.mentee, text="Loud.", lang="en")
    asked = CoMentorInvitation.objects.create(pairing=pairing, mentor=MentorFactory(person__display_name="Chidi"))
    special = {
        "check_in": check_in,
        "check_in_help": check_in,
        "pairing_concern": concern,
        "co_mentor_asked": asked,
        "co_mentor_answered": asked,
    }
    return {kind.name: special.get(kind.name, pairing) for kind in KINDS}


def notice_to(person, kind, subject):
    """The notice of a kind, as it is read right before it is sent."""

    plan(kind=kind, key=f"test:{kind}", recipient_id=person.pk, subject=subject)
    return attach_subjects([Notice.objects.select_related("recipient").get(kind=kind, recipient=person)])[0]


TITLES = {
    "pairing_time": ("mentor", "You meet Amina on "),
    "check_in": ("mentee", "How does it go with Bola?"),
    "mentor_nudge": ("mentor", "Amina waits for a sign of you"),
    "mentor_silent": ("mentee", "You may look for another mentor"),
    "pairing_ended": ("mentor", "Your pairing with Amina has ended"),
    "co_mentor_asked": ("mentee", "May Chidi join your pair as a co-mentor?"),
    "co_mentor_answered": ("mentor", "The pair goes on without a co-mentor"),
    "co_mentor_left": ("mentee", "The co-mentor left your pair"),
    "skills_stand": ("mentor", "You can mentor alone from now on"),
    "pairing_concern": ("organizer", "Somebody tells of a concern about a pairing"),
    "check_in_help": ("organizer", "A pair asks for your help"),
}


def test_every_kind_stands_in_this_list():
    assert set(TITLES) == {kind.name for kind in KINDS}


@pytest.mark.parametrize("name", TITLES)
def test_the_words_of_each_kind(client, pairing, subjects, name):
    role, title = TITLES[name]
    organizer = PersonFactory(is_staff=True, is_superuser=True)
    reader = {"mentee": pairing.mentee, "mentor": pairing.mentor.person, "organizer": organizer}[role]
    notice = notice_to(reader, name, subjects[name])
    with in_words_of(reader):
        content = content_of(notice)
    client.force_login(reader)

    assert content.title.startswith(title)
    assert len(content.text) > 30
    assert kind_of(notice).is_readable(notice, notice.subject)
    assert client.get(urlsplit(content.url).path).status_code == 200


def test_the_time_stands_on_the_readers_clock(pairing):
    Pairing.objects.update(meets_at="2026-11-24T10:00Z")
    notice = notice_to(pairing.mentor.person, "pairing_time", pairing)

    assert "13:00 (your time, Africa/Nairobi)" in content_of(notice).text or "1 p.m." in content_of(notice).text


UNENDED = ["pairing_time", "check_in", "mentor_nudge", "mentor_silent", "co_mentor_asked", "co_mentor_left"]


@pytest.mark.parametrize("name", UNENDED)
def test_nothing_is_asked_in_a_pairing_that_ended(pairing, subjects, name):
    reader = pairing.mentee if TITLES[name][0] == "mentee" else pairing.mentor.person
    notice = notice_to(reader, name, subjects[name])
    assert kind_of(notice).check(notice, notice.subject) == ""
    Pairing.objects.update(ended_at=timezone.now(), ending="finished")
    attach_subjects([notice])

    assert kind_of(notice).check(notice, notice.subject) == "withdrawn"


def test_a_sign_of_life_withdraws_the_news_of_silence(pairing):
    notice = notice_to(pairing.mentee, "mentor_silent", pairing)
    Pairing.objects.update(nudged_at=None)
    attach_subjects([notice])

    assert kind_of(notice).check(notice, notice.subject) == "withdrawn"


def test_who_answered_is_not_asked(pairing, subjects):
    notice = notice_to(pairing.mentee, "check_in", subjects["check_in"])
    CheckIn.objects.update(how="well", answered_at=timezone.now() - timedelta(hours=1))
    attach_subjects([notice])

    assert kind_of(notice).check(notice, notice.subject) == "withdrawn"
