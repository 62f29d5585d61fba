"""Making, changing and withdrawing a request."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from mentoring import models
from mentoring.actions import requests as actions
from notices.models import Notice
from tests.academy.factories import AreaFactory, SkillFactory
from tests.academy.rounds import closed_cohort, offered
from tests.factories import LanguageFactory, PersonFactory
from tests.races import at_once

from .factories import MentoringRequestFactory, PairingFactory, ProposalFactory, RoundFactory, WantedSkillFactory

pytestmark = pytest.mark.django_db


def seek(person, *, cohort=None, area=None, skills=None, about="I run a user group."):
    language = LanguageFactory()
    skills = [SkillFactory()] if skills is None else skills
    return actions.seek(
        person=person, cohort=cohort, area=area, skills=skills, about=about, language=language, now=timezone.now()
    )


def refused(call):
    with pytest.raises(ValidationError) as refusal:
        call()
    return refusal.value.code


def test_a_request_keeps_its_skills_in_order_and_its_text():
    skills = SkillFactory.create_batch(3)

    request = seek(PersonFactory(), area=AreaFactory(), skills=skills[::-1], about="To **lead** a group.")

    assert [row.skill for row in request.wanted_skills.order_by("rank")] == skills[::-1]
    assert request.about_html.strip() == "<p>To <strong>lead</strong> a group.</p>"


def test_the_same_form_sent_twice_is_one_request():
    person, area, skills = PersonFactory(), AreaFactory(), [SkillFactory()]

    assert seek(person, area=area, skills=skills) == seek(person, area=area, skills=skills)
    assert refused(lambda: seek(person, area=area, skills=[SkillFactory()])) == "open_once"


def test_a_cohort_is_for_those_with_a_seat():
    cohort, applications = closed_cohort(capacity=1)
    (offer,) = offered(cohort)

    assert refused(lambda: seek(applications[0].person, cohort=cohort)) == "no_member"
    type(offer).objects.update(answer="accepted", answered_at=timezone.now())
    assert seek(applications[0].person, cohort=cohort).cohort == cohort
    assert refused(lambda: seek(applications[1].person, cohort=cohort)) == "no_member"


def test_one_to_three_different_skills_are_wanted():
    person, area, skill = PersonFactory(), AreaFactory(), SkillFactory()

    assert refused(lambda: seek(person, area=area, skills=[])) == "no_skill"
    assert refused(lambda: seek(person, area=area, skills=[skill, skill])) == "twice"


def test_an_open_request_is_changed():
    row = WantedSkillFactory()
    skills = SkillFactory.create_batch(2)

    actions.change(
        request=row.request, skills=skills, about="Anew.", language=LanguageFactory(code="es"), now=timezone.now()
    )

    row.request.refresh_from_db()
    assert [wish.skill for wish in row.request.wanted_skills.order_by("rank")] == skills
    assert (row.request.about, row.request.language.code) == ("Anew.", "es")


@pytest.mark.parametrize("act", ["change", "withdraw"])
def test_a_request_that_has_a_mentor_stays(act):
    request, now = PairingFactory().request, timezone.now()
    wanted = {"skills": [SkillFactory()], "about": "", "language": LanguageFactory()} if act == "change" else {}

    assert refused(lambda: getattr(actions, act)(request=request, now=now, **wanted)) == "not_open"


def test_withdrawing_ends_what_is_open_and_leaves_the_rounds_that_are_prepared():
    proposal = ProposalFactory()
    draft = ProposalFactory(request=proposal.request, origin="round", points=70, round=RoundFactory(), offered_at=None)

    actions.withdraw(request=proposal.request, now=timezone.now())
    actions.withdraw(request=proposal.request, now=timezone.now())

    proposal.refresh_from_db()
    assert (proposal.answer, proposal.request.withdrawn_at is not None) == ("withdrawn", True)
    assert not models.Proposal.objects.filter(pk=draft.pk).exists()
    assert list(Notice.objects.values_list("kind", "recipient")) == [("proposal_withdrawn", proposal.mentor.person_id)]


def test_who_withdrew_may_ask_anew():
    request = MentoringRequestFactory()
    actions.withdraw(request=request, now=timezone.now())

    assert seek(request.person, area=request.area) != request


@pytest.mark.django_db(transaction=True)
def test_six_windows_that_ask_at_once_make_one_request():
    person, area, skills = PersonFactory(), AreaFactory(), [SkillFactory()]
    LanguageFactory()

    answers = at_once([lambda: seek(person, area=area, skills=skills)] * 6)

    assert answers == [models.MentoringRequest.objects.get()] * 6
