"""Hours that were logged stand on the certificate of the track, as they were when it was signed."""

import pytest
from django.urls import reverse
from django.utils import timezone

from academy import badges, signing
from academy.actions.certificates import issue
from academy.models import Certificate
from mentoring.hours import of_person
from tests.academy.factories import CohortFactory, CourseFactory, TrackFactory

from .factories import MeetingFactory, MentoringRequestFactory, PairingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort():
    return CohortFactory(track=TrackFactory(title="Leading together"))


@pytest.fixture
def pairing(amina, cohort):
    return PairingFactory(proposal__request=MentoringRequestFactory(person=amina, area=None, cohort=cohort))


def stated(certificate):
    return badges.mentored_minutes(signing.verified(certificate.credential))


def page(client, certificate):
    return client.get(reverse("academy:certificate", args=[certificate.pk])).content.decode()


def issued(person, track):
    return issue(person=person, track=track, now=timezone.now())


def test_the_hours_of_a_track_stand_on_its_page_and_in_what_is_signed(client, amina, cohort, pairing):
    MeetingFactory(pairing=pairing, minutes=75)
    MeetingFactory(pairing=pairing, held_on="2026-11-11", minutes=60)
    certificate = issued(amina, cohort.track)

    assert stated(certificate) == 135
    shown = page(client, certificate)
    assert "Hours with a mentor" in shown
    assert "<dd>2.25</dd>" in shown
    assert "This certificate is valid." in shown


def test_what_is_signed_names_what_its_address_says(client, amina, cohort, pairing):
    MeetingFactory(pairing=pairing)
    said = client.get(reverse("academy:credential", args=[issued(amina, cohort.track).pk])).json()["credentialSubject"]
    achievement = client.get(reverse("academy:track_badge", args=[cohort.track.slug])).json()
    achievement.pop("@context")

    assert achievement == said["achievement"]
    (result,) = said["result"]
    assert result == {
        "type": ["Result"],
        "resultDescription": achievement["resultDescription"][0]["id"],
        "value": "60",
    }


def test_a_certificate_keeps_what_it_was_signed_with(client, amina, cohort, pairing):
    MeetingFactory(pairing=pairing, minutes=60)
    certificate = issued(amina, cohort.track)
    MeetingFactory(pairing=pairing, held_on="2026-11-11", minutes=480)

    assert stated(Certificate.objects.get(pk=certificate.pk)) == 60
    assert "<dd>1</dd>" in page(client, certificate)


def test_nothing_is_stated_where_nobody_met(client, amina, cohort, pairing):
    certificate = issued(amina, cohort.track)

    assert stated(certificate) == 0
    assert "Hours with a mentor" not in page(client, certificate)


def test_a_course_states_none_and_other_tracks_and_mentors_do_not_count(amina, cohort, pairing):
    MeetingFactory(pairing=pairing)

    assert of_person(amina, cohort.track) == 60
    assert of_person(amina, TrackFactory()) == 0
    assert of_person(pairing.mentor.person, cohort.track) == 0
    assert (
        "result"
        not in signing.verified(issue(person=amina, course=CourseFactory(), now=timezone.now()).credential)[
            "credentialSubject"
        ]
    )
