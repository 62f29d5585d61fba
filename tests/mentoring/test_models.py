"""What the database refuses, whoever asks."""

from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone

from mentoring import models
from tests.factories import PersonFactory
from tests.races import at_once
from tests.refusals import refused

from .factories import (
    EVENINGS,
    AcceptedProposalFactory,
    MentorFactory,
    MentoringRequestFactory,
    PairingFactory,
    ProposalFactory,
    RoundFactory,
    free_at,
    mentor_with,
)

pytestmark = pytest.mark.django_db


def held_place(mentor, **fields):
    return ProposalFactory(mentor=mentor, origin="round", points=70, **fields)


def exclude(person, other):
    return models.Exclusion.objects.create(person=person, other=other)


def test_one_pairing_more_than_places_is_refused():
    mentor = MentorFactory(capacity=1)
    PairingFactory(mentor=mentor)

    assert refused(lambda: PairingFactory(mentor=mentor)) == "pairing_within_capacity"


def test_a_pairing_that_ended_gives_its_place_back():
    mentor = MentorFactory(capacity=1)
    ended = PairingFactory(mentor=mentor)
    ended.ended_at, ended.ending = timezone.now(), "finished"
    ended.save()

    assert PairingFactory(mentor=mentor).pk
    assert refused(lambda: models.Pairing.objects.filter(pk=ended.pk).update(ended_at=None, ending="")) == (
        "pairing_within_capacity"
    )


def test_an_open_proposal_of_a_round_holds_a_place():
    mentor = MentorFactory(capacity=2)
    held_place(mentor)
    PairingFactory(mentor=mentor)

    assert refused(lambda: held_place(mentor)) == "proposal_within_capacity"
    assert refused(lambda: PairingFactory(mentor=mentor)) == "pairing_within_capacity"


def test_asking_and_drafting_hold_no_place():
    mentor = MentorFactory(capacity=1)
    ProposalFactory.create_batch(3, mentor=mentor)
    drafts = [held_place(mentor, offered_at=None, round=RoundFactory()) for _ in range(2)]

    assert PairingFactory(mentor=mentor).pk
    assert refused(lambda: offer(drafts[0])) == "proposal_within_capacity"


def offer(draft):
    now = timezone.now()
    models.Proposal.objects.filter(pk=draft.pk).update(offered_at=now, expires_at=now + timedelta(days=7))


def test_two_rows_of_one_statement_are_counted_one_after_the_other():
    mentor = MentorFactory(capacity=1)
    proposals = AcceptedProposalFactory.create_batch(2, mentor=mentor)
    pairs = [
        models.Pairing(
            mentor=mentor,
            proposal=row,
            request=row.request,
            mentee=row.request.person,
            starts_on="2026-11-02",
            ends_on="2027-04-30",
        )
        for row in proposals
    ]

    assert refused(lambda: models.Pairing.objects.bulk_create(pairs)) == "pairing_within_capacity"


def test_a_co_mentor_gives_a_place_too():
    helper = MentorFactory(capacity=1)
    PairingFactory(co_mentor=helper)

    assert refused(lambda: PairingFactory(co_mentor=helper)) == "pairing_within_capacity"
    assert refused(lambda: PairingFactory(mentor=helper)) == "pairing_within_capacity"


def test_a_capacity_below_the_people_paired_is_refused():
    mentor = MentorFactory(capacity=2)
    PairingFactory(mentor=mentor)
    held_place(mentor)

    assert refused(lambda: models.Mentor.objects.filter(pk=mentor.pk).update(capacity=1)) == (
        "mentor_capacity_holds_the_paired"
    )


@pytest.mark.parametrize("capacity", [0, 6])
def test_a_capacity_outside_one_to_five_is_refused(capacity):
    assert refused(lambda: MentorFactory(capacity=capacity)) == "mentor_capacity_one_to_five"


def test_nobody_mentors_themselves():
    mentor = MentorFactory()
    own = MentoringRequestFactory(person=mentor.person)

    assert refused(lambda: ProposalFactory(mentor=mentor, request=own)) == "pair_excludes_nobody"


def test_people_who_exclude_each_other_are_never_offered_or_paired():
    mentor, request = MentorFactory(), MentoringRequestFactory()
    accepted = AcceptedProposalFactory(mentor=mentor, request=request)
    exclude(mentor.person, request.person)

    assert refused(lambda: ProposalFactory(mentor=mentor, request=request)) == "pair_excludes_nobody"
    assert refused(lambda: PairingFactory(mentor=mentor, proposal=accepted)) == "pair_excludes_nobody"


def test_a_pairing_is_of_the_person_who_asked():
    proposal = AcceptedProposalFactory()

    assert refused(lambda: PairingFactory(mentor=proposal.mentor, proposal=proposal, mentee=PersonFactory())) == (
        "pair_excludes_nobody"
    )


def test_a_request_waits_for_one_answer_at_a_time():
    request = MentoringRequestFactory()
    ProposalFactory(request=request)

    assert refused(lambda: ProposalFactory(request=request)) == "proposal_one_open"


def test_a_person_has_one_open_request_in_a_place():
    request = MentoringRequestFactory()

    assert refused(lambda: MentoringRequestFactory(person=request.person, area=request.area)) == "request_open_once"


def test_a_proposal_accepted_too_late_is_refused():
    late = timezone.now() + timedelta(days=8)

    assert refused(
        lambda: ProposalFactory(answer="accepted", answered_at=late, mentee_accepted_at=late, mentor_accepted_at=late)
    ) == ("proposal_accepted_by_both_in_time")


@pytest.mark.parametrize(
    ("blocks", "constraint"),
    [
        (((0, 600, 660), (0, 630, 690)), "blocks_apart"),
        (((0, 610, 660),), "block_in_half_hours"),
        (((0, 660, 600),), "block_ends_later"),
        (((7, 600, 660),), "block_weekday_known"),
        (((0, 1410, 1470),), "block_ends_later"),
    ],
)
def test_hours_that_cannot_be_are_refused(blocks, constraint):
    person = PersonFactory()

    assert refused(lambda: free_at(person, blocks=blocks)) == constraint


def test_hours_that_touch_are_two_blocks():
    assert free_at(PersonFactory(), blocks=((0, 600, 660), (0, 660, 720), (1, 600, 660))).blocks.count() == 3


def test_what_was_published_stays():
    published = RoundFactory()
    solution = models.Solution.objects.create(round=published, version=1, sha256="0" * 64)
    models.Round.objects.filter(pk=published.pk).update(published_at=timezone.now())

    assert refused(lambda: models.Round.objects.filter(pk=published.pk).update(seed="another")) == (
        "round_published_stays"
    )
    assert refused(lambda: models.Round.objects.filter(pk=published.pk).update(published_at=None)) == (
        "round_published_stays"
    )
    assert refused(solution.delete) == "round_published_stays"
    assert refused(lambda: models.Solution.objects.create(round=published, version=2, sha256="1" * 64)) == (
        "round_published_stays"
    )
    models.Round.objects.filter(pk=published.pk).update(title="A better title")


def test_the_load_of_a_mentor_counts_pairs_and_held_places():
    mentor = MentorFactory(capacity=5)
    PairingFactory(mentor=mentor)
    PairingFactory(co_mentor=mentor)
    held_place(mentor)
    ProposalFactory(mentor=mentor)

    row = models.Mentor.objects.with_load().get(pk=mentor.pk)

    assert (row.pairs, row.held, row.free) == (2, 1, 2)


def test_a_request_is_open_until_it_has_a_mentor():
    paired, waiting, gone = PairingFactory().request, MentoringRequestFactory(), MentoringRequestFactory()
    models.MentoringRequest.objects.filter(pk=gone.pk).update(withdrawn_at=timezone.now())

    assert set(models.MentoringRequest.objects.open()) == {waiting}
    assert set(models.MentoringRequest.objects.standing()) == {waiting, paired}


def test_the_factories_make_a_mentor_who_is_free_on_tuesdays():
    mentor = mentor_with(blocks=EVENINGS)

    blocks = mentor.person.availability.blocks.order_by("weekday")

    assert [str(block) for block in blocks] == ["1 1140-1260", "5 600-660"]


@pytest.mark.django_db(transaction=True)
def test_the_last_place_is_given_once_even_to_many_at_the_same_moment():
    mentor = MentorFactory(capacity=2)
    proposals = AcceptedProposalFactory.create_batch(12, mentor=mentor)

    answers = at_once([lambda row=row: PairingFactory(mentor=mentor, proposal=row).pk for row in proposals])

    assert models.Pairing.objects.active().filter(mentor=mentor).count() == 2
    assert sum(isinstance(answer, IntegrityError) for answer in answers) == 10
