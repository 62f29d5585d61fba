"""Fifty people ask for the last places of two mentors at once, through the real addresses, and the mentors accept all.

The same race without what guards it stands in test_proposals_races.py.
"""

import pytest
from django.urls import reverse

from mentoring import models
from tests.academy.test_enrolments_races import browser
from tests.races import at_once

from .factories import MentorFactory, MentoringRequestFactory

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_last_two_places_are_given_once_and_everybody_reads_what_holds():
    mentors = MentorFactory.create_batch(2, capacity=1)
    doors = [browser(mentor.person) for mentor in mentors]
    people = []
    for number in range(50):
        request = MentoringRequestFactory()
        people.append((request, browser(request.person), mentors[number % 2], browser(mentors[number % 2].person)))

    said = at_once([lambda mine=mine: ask_and_be_accepted(*mine) for mine in people])

    assert [models.Pairing.objects.active().filter(mentor=mentor).count() for mentor in mentors] == [1, 1]
    assert {type(answer) for answer in said} == {tuple}
    codes = {code for codes, _sentence in said for code in codes}
    assert codes <= {200, 302, 422}
    assert sum(sentence == "a pair" for _codes, sentence in said) == 2
    assert {sentence for _codes, sentence in said} <= {"a pair", "refused when asking", "refused when accepting"}
    waiting = models.Proposal.objects.unanswered().count()
    asked = sum(sentence == "refused when accepting" for _codes, sentence in said)
    assert waiting == asked
    assert all(door.get(reverse("mentoring:dashboard")).status_code == 200 for door in doors)


def ask_and_be_accepted(request, client, mentor, door):
    """(the status of every answer, what came of it)"""
    address = reverse("mentoring:ask", args=[mentor.person.username])
    asked = client.post(address, {"request": request.pk, "message": "Hello."})
    if asked.status_code != 302:
        refusal = asked.content.decode()
        assert "All places of this mentor are taken." in refusal
        return (asked.status_code,), "refused when asking"
    proposal = request.proposals.get()
    answered = door.post(reverse("mentoring:answer_proposal", args=[proposal.pk]), {"answer": "accept"})
    page = client.get(proposal.get_absolute_url())
    codes = (asked.status_code, answered.status_code, page.status_code)
    if answered.url == proposal.get_absolute_url():
        assert "All places of this mentor are taken at the moment." in page.content.decode()
        return codes, "refused when accepting"
    assert "You both accepted on" in page.content.decode()
    return codes, "a pair"
