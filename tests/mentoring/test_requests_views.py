"""Pages on which people seek a mentor and read how it stands."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from mentoring import models
from tests.academy.factories import AreaFactory, SkillFactory
from tests.factories import LanguageFactory, PersonFactory

from .factories import (
    MentorFactory,
    MentoringRequestFactory,
    PairingFactory,
    ProposalFactory,
    RoundFactory,
    request_for,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(client):
    person = PersonFactory(time_zone="Africa/Nairobi")
    client.force_login(person)
    return person


def page(client, request):
    return client.get(request.get_absolute_url())


def typed(area, skills, **more):
    names = dict(zip(("first", "second", "third"), [skill.pk for skill in skills], strict=False))
    return {"place": f"area-{area.pk}", "about": "", "language": LanguageFactory().pk, **names, **more}


def test_a_request_is_made_with_three_selects(client, person):
    area, skills = AreaFactory(), SkillFactory.create_batch(2)

    answer = client.post(reverse("mentoring:new_request"), typed(area, skills))

    request = models.MentoringRequest.objects.get()
    assertRedirects(answer, request.get_absolute_url())
    assert (request.person, request.area) == (person, area)
    assert [row.skill for row in request.wanted_skills.order_by("rank")] == skills


def test_who_came_to_ask_a_mentor_goes_on_to_ask(client, person):
    MentorFactory(person__username="amina")

    answer = client.post(reverse("mentoring:new_request") + "?ask=amina", typed(AreaFactory(), [SkillFactory()]))

    assertRedirects(answer, reverse("mentoring:ask", args=["amina"]))


def test_what_the_profile_wants_to_learn_is_chosen_already(client, person):
    skill = SkillFactory()
    person.skill_levels.create(skill=skill, level="learn")

    form = client.get(reverse("mentoring:new_request")).context["form"]

    assert (form["first"].value(), form["second"].value()) == (skill.pk, None)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"place": "cohort-1"}, "Select a valid choice"),
        ({"first": ""}, "Choose at least one skill that you want to learn."),
        ({"second": "same"}, "Choose each skill once."),
        ({"first": "abc"}, "Select a valid choice"),
    ],
)
def test_a_form_that_cannot_be_comes_back_with_what_was_typed(client, person, wrong, sentence):
    area, skill = AreaFactory(), SkillFactory()
    wrong = {name: skill.pk if value == "same" else value for name, value in wrong.items()}

    answer = client.post(reverse("mentoring:new_request"), typed(area, [skill], about="Kept words.") | wrong)

    assertContains(answer, sentence, status_code=422)
    assertContains(answer, "Kept words.", status_code=422)
    assert not models.MentoringRequest.objects.exists()


def test_a_second_request_in_the_same_place_is_refused_in_words(client, person):
    request = MentoringRequestFactory(person=person)

    answer = client.post(reverse("mentoring:new_request"), typed(request.area, [SkillFactory()]))

    assertContains(answer, "You have an open request here already.", status_code=422)


def test_what_is_missing_is_said_with_the_way_to_mend_it(client, person):
    answer = page(client, MentoringRequestFactory(person=person))

    assertContains(answer, "Your profile names no language that you can talk in")
    assertContains(answer, "You did not say when you have time")
    assertContains(answer, "Your request names no skill")
    assertContains(answer, reverse("mentoring:hours"))


def test_a_zone_that_does_not_exist_any_more_is_said(client, person):
    request = request_for(person=person, skills=[SkillFactory()], zone="Mars/Olympus")

    assertContains(page(client, request), "The time zone of your usual week does not exist any more")


def test_who_told_everything_lacks_nothing(client, person):
    assertNotContains(page(client, request_for(person=person, skills=[SkillFactory()])), "What is missing")


def test_the_state_stands_in_one_line(client, person):
    request = MentoringRequestFactory(person=person)
    assertContains(page(client, request), "No round is announced here yet: ask a mentor yourself.")

    yesterday = timezone.now() - timedelta(days=1)
    RoundFactory(area=request.area, title="Spring", announced_at=yesterday)
    assertContains(page(client, request), 'In the next round: <bdi lang="en">Spring</bdi>.')

    proposal = ProposalFactory(request=request, mentor__person__display_name="Amina")
    assertContains(page(client, request), "Waiting for the answer of <bdi>Amina</bdi> until")
    assertContains(page(client, request), "your time")

    models.Proposal.objects.filter(pk=proposal.pk).update(mentee_accepted_at=None, origin="round", points=70)
    assertContains(page(client, request), "<bdi>Amina</bdi> is proposed to you. Answer until")


def test_a_pair_and_the_end_stand_in_one_line(client, person):
    pairing = PairingFactory(
        proposal__request=MentoringRequestFactory(person=person), mentor__person__display_name="Amina"
    )
    assertContains(page(client, pairing.request), "You are paired with <bdi>Amina</bdi>.")
    assertContains(page(client, pairing.request), pairing.get_absolute_url())

    withdrawn = MentoringRequestFactory(person=person, withdrawn_at=timezone.now())
    assertContains(page(client, withdrawn), "Withdrawn on")
    closed = MentoringRequestFactory(person=person, closed_at=timezone.now())
    assertContains(page(client, closed), "its pair came to its end")


def test_what_organizers_prepare_is_not_told(client, person):
    request = MentoringRequestFactory(person=person)
    ProposalFactory(
        request=request,
        origin="round",
        points=70,
        offered_at=None,
        round=RoundFactory(),
        mentor__person__display_name="Zo",
    )

    assertNotContains(page(client, request), "Zo")


def test_the_wait_is_told_once_five_were_paired(client, person):
    request = MentoringRequestFactory(person=person)
    assertContains(page(client, request), "Too few people were paired here so far")
    assertContains(page(client, request), "There was no round here yet.")

    now = timezone.now()
    for days in (1, 2, 3, 4, 10):
        asked = MentoringRequestFactory(area=request.area, created_at=now - timedelta(days=days))
        PairingFactory(proposal__request=asked, proposal__offered_at=now)
    assertContains(page(client, request), "Half of those who were paired here waited 3 days or less.")
    assertContains(page(client, request), "Counted over 5 people.")


@pytest.mark.parametrize(("matched", "shown"), [(40, True), (52, True), (49, False), (3, False)])
def test_the_last_round_is_told_unless_somebody_could_be_guessed(client, person, matched, shown):
    request, now = MentoringRequestFactory(person=person), timezone.now()
    last = RoundFactory(area=request.area, announced_at=now)
    models.Solution.objects.create(round=last, version=1, figures={"requests": 52, "matched": matched}, sha256="0" * 64)
    models.Round.objects.filter(pk=last.pk).update(published_at=now)

    sentence = f"The last round found a mentor for {matched} of 52 people."
    assertContains(page(client, request), sentence if shown else "The figures of the last round are not shown")


def test_a_request_is_its_person_s_alone(client, person):
    request = MentoringRequestFactory()

    for name in ("request", "edit_request", "withdraw_request"):
        assert client.get(reverse(f"mentoring:{name}", args=[request.pk])).status_code == 404


def test_a_request_is_changed_and_withdrawn(client, person):
    request, skill = request_for(person=person, skills=[SkillFactory()]), SkillFactory()
    address = reverse("mentoring:edit_request", args=[request.pk])

    client.post(address, {"first": skill.pk, "about": "Anew.", "language": request.language_id})
    assert [row.skill for row in request.wanted_skills.all()] == [skill]

    away = reverse("mentoring:withdraw_request", args=[request.pk])
    assertContains(client.get(away), "Withdraw your request?")
    assertRedirects(client.post(away), request.get_absolute_url())
    assertRedirects(client.get(address), request.get_absolute_url())
    assertRedirects(client.get(away), request.get_absolute_url())


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_for_any_number_of_proposals(client, person, rows, django_assert_num_queries):
    request = MentoringRequestFactory(person=person)
    for _ in range(rows):
        ProposalFactory(request=request, answer="declined", declined_by="mentor", answered_at=timezone.now())

    with django_assert_num_queries(15):
        answer = page(client, request)

    assertContains(answer, "declined by the mentor", count=rows)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_form_costs_the_same_for_any_number_of_skills_and_areas(client, person, rows, django_assert_num_queries):
    AreaFactory.create_batch(rows), SkillFactory.create_batch(rows)

    with django_assert_num_queries(13):
        client.get(reverse("mentoring:new_request"))
