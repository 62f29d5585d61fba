"""From learner to mentor, and who does not review whom."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from academy.actions.certificates import issue
from mentoring.actions.becoming import become_mentor
from mentoring.conflicts import mentor_pairs
from mentoring.learnt import learnt_by
from mentoring.models import Mentor, OfferedSkill
from tests.academy.factories import (
    ApplicationFactory,
    CourseFactory,
    EnrolmentFactory,
    SkillFactory,
    TrackCourseFactory,
    published_cohort,
)
from tests.factories import LanguageFactory, PersonFactory

from .factories import MeetingFactory, MentorFactory, PairingFactory, WantedSkillFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def amina():
    return PersonFactory(username="amina")


@pytest.fixture
def skill():
    return SkillFactory(title="Asking well")


@pytest.fixture
def course(skill):
    course = CourseFactory(prepares_mentors=True)
    course.skills.add(skill)
    return course


def complete(person, course):
    EnrolmentFactory(course=course, person=person, completed_at=timezone.now())


def skills_of(person):
    return {row.skill for row in learnt_by(person)}


def become(person, *skills):
    return become_mentor(
        person=person, skills={skill.pk for skill in skills}, language=LanguageFactory(), now=timezone.now()
    )


def test_a_completed_course_that_prepares_mentors_offers_its_skills(amina, course, skill):
    EnrolmentFactory(course=course, person=PersonFactory())
    assert skills_of(amina) == set()
    complete(amina, course)
    other = CourseFactory()
    other.skills.add(SkillFactory())
    complete(amina, other)

    assert skills_of(amina) == {skill.pk}


def test_a_completed_track_offers_the_skills_of_its_completed_courses(amina, skill):
    course = CourseFactory()
    course.skills.add(skill)
    step = TrackCourseFactory(course=course)
    complete(amina, course)
    assert skills_of(amina) == set()
    issue(person=amina, track=step.track, now=timezone.now())

    assert skills_of(amina) == {skill.pk}


def test_ten_logged_hours_offer_what_was_wanted(amina, skill):
    pairing = PairingFactory(proposal__request__person=amina)
    WantedSkillFactory(request=pairing.request, skill=skill)
    MeetingFactory(pairing=pairing, minutes=480)
    assert skills_of(amina) == set()
    MeetingFactory(pairing=pairing, held_on="2026-11-11", minutes=120)

    assert skills_of(amina) == {skill.pk}


def test_one_begins_with_one_place_as_a_co_mentor(amina, course, skill):
    complete(amina, course)
    for _twice in range(2):
        mentor = become(amina, skill)

    offered = OfferedSkill.objects.get(mentor=mentor)
    assert mentor.capacity == 1
    assert (offered.skill, offered.is_as_co_mentor, offered.course) == (skill, True, course)


def test_who_finished_a_pairing_teaches_alone(amina, course, skill):
    PairingFactory(mentor=MentorFactory(person=amina, capacity=3), ended_at=timezone.now(), ending="finished")
    complete(amina, course)

    assert become(amina, skill).capacity == 3
    assert not OfferedSkill.objects.get().is_as_co_mentor


def test_what_was_not_learnt_cannot_be_offered(amina):
    with pytest.raises(ValidationError):
        become(amina, SkillFactory())

    assert not Mentor.objects.exists()


def test_the_course_leads_to_the_step_and_the_step_to_the_hours(client, amina, course, skill):
    complete(amina, course)
    client.force_login(amina)
    address = reverse("mentoring:become_mentor")
    assert address in client.get(course.get_absolute_url()).content.decode()
    assert address in client.get(reverse("people:me")).content.decode()
    shown = client.get(address).content.decode()
    assert "Asking well" in shown
    assert "2 pairings or logged 20 hours" in shown

    response = client.post(address, {"skills": [skill.pk]})

    assert response.url == reverse("mentoring:hours")
    assert address not in client.get(course.get_absolute_url()).content.decode()
    assert "You offer all that you learnt here" in client.get(address).content.decode()
    assert amina.mentor.offered_skills.get().skill == skill


def test_a_skill_that_is_not_on_the_list_comes_back(client, amina, course):
    complete(amina, course)
    client.force_login(amina)

    assert client.post(reverse("mentoring:become_mentor"), {"skills": ["x"]}).status_code == 422


# Conflicts


def test_mentor_and_mentee_do_not_review_each_other_for_a_year(amina):
    now = timezone.now()
    runs = PairingFactory(proposal__request__person=amina, co_mentor=MentorFactory())
    recent = PairingFactory(ended_at=now - timedelta(days=364), ending="finished")
    old = PairingFactory(ended_at=now - timedelta(days=366), ending="finished")
    mentors = [runs.mentor.person_id, runs.co_mentor.person_id, recent.mentor.person_id, old.mentor.person_id]

    found = mentor_pairs(mentors, [amina.pk, recent.mentee_id, old.mentee_id])

    assert found == sorted([(mentors[0], amina.pk), (mentors[1], amina.pk), (mentors[2], recent.mentee_id)])
    assert mentor_pairs([amina.pk], mentors) == sorted((amina.pk, mentor) for mentor in mentors[:2])


def test_the_academy_knows_of_it_when_reviews_are_assigned(amina):
    from academy.actions.conflicts import note_conflicts

    pairing = PairingFactory(proposal__request__person=amina)
    application = ApplicationFactory(cohort=published_cohort(), person=amina)
    note_conflicts([application], [pairing.mentor.person_id, PersonFactory().pk])

    assert application.conflicts.get().person == pairing.mentor.person
    assert application.conflicts.get().reason == "mentor_pair"
