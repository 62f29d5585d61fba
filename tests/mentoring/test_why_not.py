"""Why a round did not propose one mentor, for who asked."""

import pytest
from django.urls import reverse
from django.utils import timezone

from mentoring import models
from mentoring.actions.proposals import accept
from mentoring.actions.publishing import publish
from mentoring.actions.solving import solve
from tests.academy.factories import AreaFactory, SkillFactory
from tests.factories import PersonFactory

from .factories import RoundFactory, mentor_with, request_for

pytestmark = pytest.mark.django_db
TUESDAY, FRIDAY = ((1, 1140, 1260),), ((4, 1140, 1260),)


@pytest.fixture
def matching():
    return RoundFactory(announced_at=timezone.now())


def published(matching):
    now = timezone.now()
    solve(round=matching, actor=None, now=now)
    publish(round=matching, actor=None, now=now)


def page(client, request, mentor):
    client.force_login(request.person)
    answer = client.get(reverse("mentoring:why_not", args=[request.pk, mentor.person.username]))
    return answer.status_code, answer.content.decode()


def test_the_rule_that_speaks_against_a_pair_is_said(client, matching):
    wanted, other = SkillFactory.create_batch(2)
    request = request_for(area=matching.area, skills=[wanted], blocks=TUESDAY)
    mentor_with(skills=[wanted], blocks=TUESDAY)
    strange = mentor_with(skills=[other], blocks=FRIDAY)
    published(matching)

    _status, said = page(client, request, strange)

    assert "teaches none of the skills that you want to learn" in said
    assert "You are never free at the same time, and this round asks for 1 hour a week." in said


def test_a_pair_that_would_leave_somebody_alone_says_how_many(client, matching):
    common, rare = SkillFactory.create_batch(2)
    choosy = request_for(area=matching.area, skills=[rare])
    flexible = request_for(area=matching.area, skills=[common, rare])
    only, other = mentor_with(skills=[rare, common]), mentor_with(skills=[common])
    published(matching)

    assert "1 person fewer would have a mentor" in page(client, flexible, only)[1]
    assert "did propose this mentor" in page(client, flexible, other)[1]
    assert only.person.display_name not in page(client, choosy, other)[1]


def test_a_pair_that_fits_less_well_says_so(client, matching):
    first, second = SkillFactory.create_batch(2)
    request = request_for(area=matching.area, skills=[first, second])
    mentor_with(skills=[first, second])
    weaker = mentor_with(skills=[second])
    models.Round.objects.filter(pk=matching.pk).update(thin_below=0)
    published(matching)

    assert "all pairs together would fit less well" in page(client, request, weaker)[1]


def test_a_locked_pair_that_works_together_by_now_changes_no_reason(client, matching):
    first, second = SkillFactory.create_batch(2)
    request = request_for(area=matching.area, skills=[first, second])
    mentor_with(skills=[first, second])
    weaker, friend = mentor_with(skills=[second]), mentor_with(skills=[first])
    known = request_for(area=matching.area, skills=[first])
    models.Choice.objects.create(round=matching, request=known, mentor=friend, kind="lock", reason="They are friends.")
    models.Round.objects.filter(pk=matching.pk).update(thin_below=0)
    published(matching)
    for side in ("mentee", "mentor"):
        accept(proposal=known.proposals.get(), side=side, now=timezone.now())

    assert "all pairs together would fit less well" in page(client, request, weaker)[1]


def test_who_took_no_part_is_not_said_to_be_full(client, matching):
    skill = SkillFactory()
    request = request_for(area=matching.area, skills=[skill])
    mentor_with(skills=[skill])
    elsewhere = mentor_with(skills=[skill])
    elsewhere.areas.add(AreaFactory())
    published(matching)
    later = mentor_with(skills=[skill])

    for mentor in (elsewhere, later):
        assert "This mentor did not take part in this round." in page(client, request, mentor)[1]


def test_nothing_is_told_of_who_avoids_the_reader(client, matching):
    skill = SkillFactory()
    request, mentor = request_for(area=matching.area, skills=[skill]), mentor_with(skills=[skill])
    mentor_with(skills=[skill])
    models.Exclusion.objects.create(person=mentor.person, other=request.person)
    published(matching)

    assert page(client, request, mentor)[0] == 404


def test_only_who_asked_may_ask_why(client, matching):
    skill = SkillFactory()
    request, mentor = request_for(area=matching.area, skills=[skill]), mentor_with(skills=[skill])
    published(matching)
    client.force_login(PersonFactory())

    assert client.get(reverse("mentoring:why_not", args=[request.pk, mentor.person.username])).status_code == 404


def test_before_a_round_there_is_nothing_to_tell(client, matching):
    request, mentor = request_for(area=matching.area), mentor_with()

    assert page(client, request, mentor)[0] == 404


def test_who_was_left_alone_reads_why_on_the_page_of_the_request(client, matching):
    skill, other = SkillFactory(), SkillFactory(title="Knitting")
    left = request_for(area=matching.area, skills=[other])
    request_for(area=matching.area, skills=[skill])
    mentor_with(skills=[skill])
    published(matching)
    client.force_login(left.person)

    said = client.get(left.get_absolute_url()).content.decode()

    assert "teaches Knitting." in said
    assert "Why the last round found nobody" in said


def test_the_page_of_a_mentor_leads_there_after_a_round(client, matching):
    skill = SkillFactory()
    request = request_for(area=matching.area, skills=[skill])
    mentor_with(skills=[skill])
    other = mentor_with(skills=[skill])
    client.force_login(request.person)
    address = reverse("mentoring:why_not", args=[request.pk, other.person.username])

    assert address not in client.get(other.get_absolute_url()).content.decode()
    published(matching)

    assert address in client.get(other.get_absolute_url()).content.decode()
