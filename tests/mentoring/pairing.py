"""A pair at work, in the role matrix and in the walk through all pages."""

from datetime import timedelta

from django.utils import timezone

from academy.models import Enrolment
from mentoring.actions.silence import still_here_token
from mentoring.models import CheckIn, CoMentorInvitation, Goal, Mentor, PairingFeedback
from tests.academy.factories import CourseFactory, SkillFactory, published_cohort
from tests.factories import PersonFactory

from .factories import MeetingFactory, MentorFactory, OfferedSkillFactory, PairingFactory, free_at

WEEK = tuple((day, 9 * 60, 17 * 60) for day in range(7))


def doors(answers):
    """The rows of the role matrix: the author is the mentee of one pair and the mentor of another."""
    page, form = answers.AUTHOR, answers.AUTHORS_FORM
    no_page = answers.MEMBERS_NO_FORM
    return {
        "mentoring:add_goal": (["#pair"], no_page, form),
        "mentoring:become_mentor": ([], answers.MEMBERS, answers.MEMBERS_FORM),
        "mentoring:change_mentor": (["#pair"], page, answers.AUTHOR_LED_ON),
        "mentoring:check_in": (["#asked_how"], page, form),
        "mentoring:choose_time": (["#pair"], no_page, form),
        "mentoring:co_mentor": (["#asked_to_join"], page, form),
        "mentoring:edit_meeting": (["#met"], page, form),
        "mentoring:end_pairing": (["#pair"], page, form),
        "mentoring:invite_co_mentor": (["#mentored_pair"], page, form),
        "mentoring:log_meeting": (["#pair"], page, form),
        "mentoring:pairing": (["#pair"], page, no_page),
        "mentoring:pairing_slots": (["#pair"], page, no_page),
        "mentoring:raise_concern": (["#pair"], page, form),
        "mentoring:reach_goal": (["#aim"], no_page, answers.AUTHOR_LED_ON),
        "mentoring:still_here": (["#sign"], answers.EVERYBODY, answers.EVERYBODY),
        "mentoring:still_here forged": (["1:forged"], answers.NOBODY, answers.NOBODY),
    }


def rows(author):
    """What those addresses name."""
    today = timezone.localdate()
    pairing = pair_of(author)
    mentored = PairingFactory(mentor=mentor_of(author))
    return {
        "#pair": pairing.pk,
        "#mentored_pair": mentored.pk,
        "#met": MeetingFactory(pairing=pairing, held_on=today).pk,
        "#aim": Goal.objects.create(pairing=pairing, text="Lead a meeting", lang="en", added_by=author).pk,
        "#asked_how": CheckIn.objects.create(pairing=pairing, person=author, due_on=today).pk,
        "#asked_to_join": CoMentorInvitation.objects.create(pairing=pairing, mentor=MentorFactory()).pk,
        "#sign": still_here_token(pairing),
    }


def mentor_of(person):
    """The person as a mentor with a free place, whatever other slices made of them."""
    mentor = Mentor.objects.filter(person=person).first() or MentorFactory(person=person)
    Mentor.objects.filter(pk=mentor.pk).update(capacity=5)
    return Mentor.objects.get(pk=mentor.pk)


def pair_of(mentee, *, mentor=None, **fields):
    """Runs since three weeks; proposal and request are the factory's."""
    today = timezone.localdate()
    days = {"starts_on": today - timedelta(weeks=3), "ends_on": today + timedelta(weeks=20)}
    mentor = mentor or MentorFactory(capacity=3)
    return PairingFactory(mentor=mentor, proposal__request__person=mentee, **{**days, **fields})


READERS = {"mentoring:still_here": ["#sign"]}
LEARNER = {
    "mentoring:become_mentor": [],
    "mentoring:change_mentor": ["#pair"],
    "mentoring:change_mentor silent": ["#silent_pair"],
    "mentoring:check_in": ["#asked_how"],
    "mentoring:co_mentor": ["#asked_to_join"],
    "mentoring:edit_meeting": ["#met"],
    "mentoring:end_pairing": ["#pair"],
    "mentoring:end_pairing ended": ["#ended_pair"],
    "mentoring:invite_co_mentor": ["#mentored_pair"],
    "mentoring:log_meeting": ["#pair"],
    "mentoring:pairing": ["#pair"],
    "mentoring:pairing new": ["#new_pair"],
    "mentoring:pairing ended": ["#ended_pair"],
    "mentoring:raise_concern": ["#pair"],
}
NO_PAGE = {
    "mentoring:add_goal": "takes a form",
    "mentoring:choose_time": "takes a form",
    "mentoring:pairing_slots": "a file",
    "mentoring:reach_goal": "takes a form",
}


def words(learner):
    """Pairs of the learner at every stage: new, at work, with a silent mentor, ended."""
    now, today = timezone.now(), timezone.localdate()
    skill = SkillFactory(slug="asking-well", title="Asking well")
    course = CourseFactory(slug="to-ask-well", prepares_mentors=True)
    course.skills.add(skill)
    Enrolment.objects.create(person=learner, course=course, seated_at=now, completed_at=now)
    mentor = MentorFactory(person=PersonFactory(username="meets-often", display_name="Nadia"), capacity=5)
    for person in (learner, mentor.person):
        if not hasattr(person, "availability"):
            free_at(person, blocks=WEEK)
    pairing = pair_of(learner, mentor=mentor)
    known = at_work(pairing, today) | {"#new_pair": new_pair(learner).pk}
    silent = pair_of(learner, nudged_at=now - timedelta(days=8), mentor_sign_at=now - timedelta(days=40))
    ended = pair_of(learner, ended_at=now, ending="finished")
    said = {"helped": 4, "text": "It *was* good.", "lang": "en", "is_shared": True}
    PairingFeedback.objects.create(pairing=ended, person=ended.mentor.person, **said)
    MeetingFactory(pairing=ended, held_on=today, notes="We *talked*.", lang="en")
    own = mentor_of(learner)
    mentored = PairingFactory(mentor=own)
    taught = OfferedSkillFactory(mentor=own, skill__title="Welcoming people").skill
    OfferedSkillFactory(skill=taught, is_as_co_mentor=True)
    return known | {"#silent_pair": silent.pk, "#ended_pair": ended.pk, "#mentored_pair": mentored.pk}


def new_pair(learner):
    """In a cohort, with hours that both have."""
    mentor = MentorFactory(capacity=3)
    free_at(mentor.person, zone="Africa/Nairobi", blocks=WEEK)
    cohort = published_cohort(title="Spring")
    proposal = {"proposal__request__area": None, "proposal__request__cohort": cohort}
    return pair_of(learner, mentor=mentor, **proposal)


def at_work(pairing, today):
    """Goals, a meeting, a time, and questions that wait for an answer."""
    pairing.meets_at = timezone.now() + timedelta(days=2)
    pairing.save(update_fields=["meets_at"])
    person = pairing.mentee
    Goal.objects.create(pairing=pairing, text="Listen", lang="en", added_by=person, reached_at=timezone.now())
    aim = Goal.objects.create(pairing=pairing, text="Lead a meeting", lang="en", added_by=person)
    return {
        "#pair": pairing.pk,
        "#met": MeetingFactory(pairing=pairing, held_on=today, notes="We **met**.", lang="en").pk,
        "#aim": aim.pk,
        "#asked_how": CheckIn.objects.create(pairing=pairing, person=person, due_on=today).pk,
        "#asked_to_join": CoMentorInvitation.objects.create(pairing=pairing, mentor=MentorFactory()).pk,
        "#sign": still_here_token(pairing),
    }
