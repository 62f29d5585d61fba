"""The sample's mentoring as it is loaded: solved, proved and answered, once, all of invented people."""

from datetime import timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from django.core.exceptions import ValidationError

from academy.actions.sample import load_academy
from consultations.actions.sample import load_sample
from mentoring import models
from mentoring.actions.erasing import erase_participant
from mentoring.actions.sample import load_mentoring
from mentoring.actions.sample.source import FIRST_ROUND, read
from mentoring.actions.solving import solve
from notices.models import Notice
from people.models import Person
from tests.samples import NOW, contents, loaded_once

LATER = NOW + timedelta(days=100)
LOADED = [
    models.Availability,
    models.Block,
    models.CheckIn,
    models.Choice,
    models.CoMentorInvitation,
    models.Goal,
    models.Meeting,
    models.Mentor,
    models.MentoringRequest,
    models.OfferedSkill,
    models.Pairing,
    models.PairingFeedback,
    models.Proposal,
    models.Reserve,
    models.Round,
    models.Solution,
    models.Unmatched,
    models.WantedSkill,
    models.Mentor.areas.through,
    models.Mentor.regions.through,
]


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """The sample, loaded once for the tests of this module; what each of them changes is taken back after it."""
    with loaded_once(django_db_blocker, load_sample, load_academy, load_mentoring):
        yield


@pytest.fixture
def sample(loaded, db):
    """Tests that use it run on the loaded sample."""


@pytest.fixture
def first(sample):
    """The round that is published."""
    return models.Round.objects.get(slug=FIRST_ROUND)


def person(name):
    return Person.objects.get(username=name)


def test_everything_in_the_files_is_loaded(sample):
    people, requests = read("people"), read("requests")["requests"]

    assert models.Mentor.objects.count() == len(people["mentors"]) == 13
    assert models.Availability.objects.count() == len(people["weeks"])
    assert models.MentoringRequest.objects.count() == len(requests) == 26
    assert models.Round.objects.count() == len(read("rounds")["rounds"]) == 3
    assert models.Goal.objects.count() == sum(len(pair["goals"]) for pair in read("pairs")["pairs"])
    assert models.Meeting.objects.count() == sum(len(pair["met"]) for pair in read("pairs")["pairs"])
    assert {model.__name__ for model in LOADED if not model.objects.exists()} == set()


def test_it_is_all_there_once_when_it_is_loaded_again(sample):
    before, told = contents(LOADED), Notice.objects.count()

    again = load_mentoring(now=LATER)

    assert again.slug == FIRST_ROUND
    assert (contents(LOADED), Notice.objects.count()) == (before, told)


def test_all_of_it_says_that_it_is_invented(sample):
    for model in (models.Mentor, models.Round):
        assert not model.objects.filter(is_demonstration=False).exists(), model
    for model in (models.Mentor, models.MentoringRequest, models.Availability):
        assert not model.objects.filter(person__is_demonstration=False).exists(), model


def test_hours_lie_in_zones_over_the_whole_world(sample):
    zones = set(models.Availability.objects.values_list("zone", flat=True))
    offsets = {NOW.astimezone(ZoneInfo(zone)).strftime("%z")[-2:] for zone in zones}

    assert zones <= available_timezones()
    assert len(zones) >= 20
    assert offsets == {"00", "30", "45"}


def test_the_round_is_solved_proved_and_published_with_thin_pairs(first):
    solution = first.solutions.get()
    figures = solution.figures

    assert (figures["requests"], figures["matched"], figures["thin"]) == (16, 11, 2)
    assert solution.proof["holds"] is True
    assert first.published_at == NOW.replace(hour=9, minute=0) - timedelta(days=24)
    assert models.Proposal.objects.filter(round=first, origin="round").count() == 11


def test_whom_nobody_was_found_for_has_each_another_reason(first):
    rows = models.Unmatched.objects.filter(solution__round=first).values_list("request__person__username", "codes")

    assert {name: codes[0]["code"] for name, codes in rows} == {
        "oleg-obrazets": "language",
        "sari-contoh": "skill",
        "yui-mihon": "hours",
        "aigul-ulgi": "away",
        "reviewer": "full",
    }


def test_the_learner_is_in_a_pair_with_goals_meetings_and_a_co_mentor(sample):
    pairing = models.Pairing.objects.active().get(mentee=person("learner"))

    assert pairing.mentor.person == person("mentor")
    assert pairing.co_mentor.person == person("juma-sampuli")
    assert (pairing.goals.count(), pairing.goals.filter(reached_at=None).count()) == (3, 2)
    assert pairing.meetings.minutes() == 210
    assert timedelta(0) < pairing.meets_at - NOW < timedelta(days=8)
    assert pairing.check_ins.get(person=pairing.mentee).answered_at is None
    assert models.MentoringRequest.objects.open().get(person=person("learner")).area.slug == "glam"


def test_the_mentor_has_two_pairs_and_two_proposals_to_answer(sample):
    waiting = models.Proposal.objects.open_at(NOW).filter(mentor__person=person("mentor"))

    assert set(waiting.values_list("request__person__username", "origin")) == {
        ("layla-mithal", "round"),
        ("zawadi-sampuli", "asked"),
    }
    assert waiting.get(origin="round").expires_at - NOW > timedelta(days=30)
    assert models.Pairing.objects.active().of(person("mentor")).count() == 2


def test_one_pair_ended_well_and_one_mentor_is_silent(sample):
    ended = models.Pairing.objects.ended().get()
    silent = models.Pairing.objects.active().get(nudged_at__isnull=False)

    assert (ended.ending, ended.feedback.filter(is_shared=True).count()) == ("finished", 2)
    assert ended.request.closed_at is not None
    assert silent.mentor.person == person("otieno-mfano")
    assert NOW - silent.nudged_at > timedelta(days=7)  # so that the mentee may look for somebody else
    assert list(models.CheckIn.objects.wanting_help().values_list("person__username", flat=True)) == ["meena-udaharan"]


def test_the_round_to_come_can_be_solved_by_its_organizer(sample):
    coming = models.Round.objects.led_by(person("organizer")).get(slug="second-pairs")

    assert set(coming.choices.values_list("kind", flat=True)) == {"lock", "forbid", "prefer"}
    assert set(coming.reserves.values_list("places", "is_backup")) == {(1, False), (0, True)}
    assert coming.published_at is None
    solution = solve(round=coming, actor=person("organizer"), now=NOW)
    assert (solution.figures["requests"], solution.figures["waited"]) == (11, 1)
    pairs = models.Proposal.objects.drafts().filter(round=coming)
    assert pairs.filter(request__person=person("joana-exemplo"), mentor__person=person("lucia-ejemplo")).exists()
    assert not pairs.filter(mentor__person=person("rachid-mithal")).exists()  # the backup


def test_a_cohort_has_a_round_of_those_who_took_their_seats(sample):
    coming = models.Round.objects.get(slug="talleres-parejas")
    asking = models.MentoringRequest.objects.open().filter(cohort=coming.cohort)

    assert set(asking.values_list("person__username", flat=True)) == {
        "quetzal-ejemplo",
        "joana-exemplo",
        "moussa-exemple",
    }


def test_nobody_gets_mail_of_invented_days(sample):
    of_mentoring = Notice.objects.filter(subject_type__app_label="mentoring", state=Notice.State.PLANNED)

    assert list(of_mentoring.values_list("kind", "recipient__username")) == [("proposal_asked", "mentor")]


def test_whoever_was_erased_stays_away(sample):
    erase_participant(person=person("oleg-obrazets"), now=NOW)
    before = contents(LOADED)

    load_mentoring(now=LATER)

    assert contents(LOADED) == before
    assert not models.MentoringRequest.objects.open().filter(person__username="oleg-obrazets").exists()


def test_a_deployed_site_has_no_sample(db, settings):
    settings.LOCAL = False

    with pytest.raises(ValidationError, match="local machines only"):
        load_mentoring(now=NOW)
