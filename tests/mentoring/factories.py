"""Rows of mentoring for tests."""

from datetime import date, timedelta

import factory
from django.utils import timezone

from mentoring import models
from people.models import SkillLevel
from tests.academy.factories import AreaFactory, SkillFactory
from tests.factories import LanguageFactory, PersonFactory, declare

EVENINGS = ((1, 19 * 60, 21 * 60), (5, 10 * 60, 11 * 60))  # Tuesday 19-21, Saturday 10-11


def free_at(person, *, zone="UTC", blocks=EVENINGS):
    """The person's usual week: (weekday, first minute, last minute) on the clocks of a zone."""
    week = models.Availability.objects.create(person=person, zone=zone)
    models.Block.objects.bulk_create(
        models.Block(availability=week, weekday=day, begins=begins, ends=ends) for day, begins, ends in blocks
    )
    return week


class MentorFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Mentor

    person = factory.SubFactory(PersonFactory)
    capacity = 1
    language = factory.SubFactory(LanguageFactory)


class OfferedSkillFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.OfferedSkill

    mentor = factory.SubFactory(MentorFactory)
    skill = factory.SubFactory(SkillFactory)


class MentoringRequestFactory(factory.django.DjangoModelFactory):
    """In an activity area; `area=None, cohort=…` for one in a cohort."""

    class Meta:
        model = models.MentoringRequest

    person = factory.SubFactory(PersonFactory)
    area = factory.SubFactory(AreaFactory)
    language = factory.SubFactory(LanguageFactory)


class WantedSkillFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.WantedSkill

    request = factory.SubFactory(MentoringRequestFactory)
    skill = factory.SubFactory(SkillFactory)
    rank = 1


class RoundFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Round

    slug = factory.Sequence(lambda n: f"round-{n}")
    title = factory.Sequence(lambda n: f"Round {n}")
    area = factory.SubFactory(AreaFactory)
    language = factory.SubFactory(LanguageFactory)
    starts_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=14))
    ends_on = factory.LazyAttribute(lambda row: row.starts_on + timedelta(days=180))
    seed = "a seed"


class ProposalFactory(factory.django.DjangoModelFactory):
    """An open one that the person asked for; `origin="round", points=70` holds a place of the mentor."""

    class Meta:
        model = models.Proposal

    request = factory.SubFactory(MentoringRequestFactory)
    mentor = factory.SubFactory(MentorFactory)
    origin = "asked"
    offered_at = factory.LazyFunction(timezone.now)
    expires_at = factory.LazyAttribute(lambda row: row.offered_at and row.offered_at + timedelta(days=7))
    mentee_accepted_at = factory.LazyAttribute(lambda row: row.offered_at if row.origin == "asked" else None)


class AcceptedProposalFactory(ProposalFactory):
    answer = "accepted"
    answered_at = factory.SelfAttribute("offered_at")
    mentee_accepted_at = factory.SelfAttribute("offered_at")
    mentor_accepted_at = factory.SelfAttribute("offered_at")


class PairingFactory(factory.django.DjangoModelFactory):
    """An active pairing, with the request and the accepted proposal that led to it."""

    class Meta:
        model = models.Pairing

    mentor = factory.SubFactory(MentorFactory)
    proposal = factory.SubFactory(AcceptedProposalFactory, mentor=factory.SelfAttribute("..mentor"))
    request = factory.SelfAttribute("proposal.request")
    mentee = factory.SelfAttribute("proposal.request.person")
    starts_on = date(2026, 11, 2)
    ends_on = date(2027, 4, 30)


class MeetingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Meeting

    pairing = factory.SubFactory(PairingFactory)
    held_on = date(2026, 11, 10)
    minutes = 60
    logged_by = factory.SelfAttribute("pairing.mentee")


def mentor_with(*, skills=(), languages=("en",), blocks=EVENINGS, zone="UTC", **fields):
    """A mentor who offers skills, speaks languages as a native and is free in some hours."""
    mentor = MentorFactory(**fields)
    for skill in skills:
        OfferedSkillFactory(mentor=mentor, skill=skill)
    _speak_and_be_free(mentor.person, languages, zone, blocks)
    return mentor


def request_for(*, skills=(), languages=("en",), blocks=EVENINGS, zone="UTC", **fields):
    """An open request: the skills are wanted in this order; languages and hours as of `mentor_with`."""
    request = MentoringRequestFactory(**fields)
    for rank, skill in enumerate(skills, start=1):
        WantedSkillFactory(request=request, skill=skill, rank=rank)
        SkillLevel.objects.get_or_create(person=request.person, skill=skill, defaults={"level": "learn"})
    _speak_and_be_free(request.person, languages, zone, blocks)
    return request


def _speak_and_be_free(person, languages, zone, blocks):
    for code in languages:
        declare(person, LanguageFactory(code=code))
    if blocks:
        free_at(person, zone=zone, blocks=blocks)
