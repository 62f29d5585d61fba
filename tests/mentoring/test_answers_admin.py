"""After a round went out organizers follow the answers, and place those whose pairing broke."""

import pytest
from django.utils import timezone

from mentoring.actions.proposals import accept
from mentoring.models import OfferedSkill, Pairing, Proposal
from tests.factories import PersonFactory

from .factories import mentor_with
from .test_rounds_admin import matching, page  # noqa: F401 - fixtures

pytestmark = pytest.mark.django_db


@pytest.fixture
def published(desk, matching):  # noqa: F811
    desk.post(page(matching, "solve"))
    desk.post(page(matching, "publish"))
    return matching


def paired(proposal):
    for side in Proposal.Side:
        accept(proposal=proposal, side=side, now=timezone.now())
    return Pairing.objects.get(proposal=proposal)


def shown(answer):
    return {name: number for name, _words, number, _share in answer.context["answers"] if number}


def test_answers_are_counted_as_they_come(desk, published):
    first, second = Proposal.objects.unanswered().order_by("pk")
    before = shown(desk.get(page(published, "answers")))
    paired(first)
    accept(proposal=second, side=Proposal.Side.MENTOR, now=timezone.now())

    assert before == {"open": 2}
    assert shown(desk.get(page(published, "answers"))) == {"accepted": 1, "half": 1}


def test_those_whose_pairing_broke_get_free_places_alone(desk, published):
    pairing = paired(Proposal.objects.unanswered().order_by("pk").first())
    Pairing.objects.update(ended_at=timezone.now(), ending="stopped")
    new = mentor_with(skills=[OfferedSkill.objects.first().skill], person=PersonFactory(display_name="New Mentor"))
    listed = desk.get(page(published, "answers"))
    asked = desk.get(page(published, "place_orphans")).text
    answer = desk.post(page(published, "place_orphans"), follow=True)
    orphan = Proposal.objects.get(origin="orphan")

    assert list(listed.context["orphans"]) == [pairing.request]
    assert "1 person lost a mentor and seeks one again." in asked
    assert (orphan.request, orphan.mentor) == (pairing.request, new)
    assert "New Mentor" in answer.text
    assert list(answer.context["orphans"]) == []


def test_a_round_that_did_not_go_out_has_no_answers_and_no_orphans(desk, matching):  # noqa: F811
    assert "Answers will stand here" in desk.get(page(matching, "answers")).text
    assert desk.post(page(matching, "place_orphans")).status_code == 422
