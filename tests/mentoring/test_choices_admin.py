"""Organizers lock, forbid and prefer pairs, each seen before it is kept, and override with another mentor."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from mentoring.models import Choice, Exclusion, Proposal, Round
from tests.academy.factories import SkillFactory
from tests.factories import PersonFactory

from .factories import RoundFactory, mentor_with, request_for
from .test_rounds_admin import page

pytestmark = pytest.mark.django_db


@pytest.fixture
def crowd(organizer):
    """A round in which Ada and Ben have a place each, Carol and Dan ask, and Dan can only be with Ada."""
    matching = RoundFactory(title="Autumn")
    matching.organizers.add(organizer)
    talk, write = SkillFactory(title="Mediation"), SkillFactory(title="Writing")
    people = {
        "ada": mentor_with(skills=[talk, write], person=named("Ada")),
        "ben": mentor_with(skills=[talk], person=named("Ben")),
        "zoe": mentor_with(skills=[SkillFactory(title="Cooking")], person=named("Zoe")),
        "carol": request_for(skills=[talk], area=matching.area, person=named("Carol")),
        "dan": request_for(skills=[write], area=matching.area, person=named("Dan")),
    }
    return matching, people


def named(name):
    return PersonFactory(display_name=name)


@pytest.fixture
def solved(desk, crowd):
    desk.post(page(crowd[0], "solve"))
    return crowd


def pair_page(matching, request):
    return reverse("admin:mentoring_round_pair", args=[matching.pk, request.pk])


def typed(mentor, kind="lock", **more):
    return {"step": "look", "mentor": mentor.pk, "kind": kind, "points": "", "reason": "", **more}


def keep(desk, address, **sent):
    """Look at a choice, and keep it as the page that was shown does."""
    seen = desk.post(address, sent)
    return desk.post(address, {**sent, "step": "keep", "looked": seen.context["looked"]}, follow=True)


def pairs():
    return {row.request.person.display_name: row.mentor.person.display_name for row in Proposal.objects.drafts()}


def test_a_lock_is_seen_with_whom_it_leaves_alone_before_it_is_kept(desk, solved):
    matching, people = solved
    said = desk.post(pair_page(matching, people["carol"]), typed(people["ada"]))
    seen = said.context["seen"]

    assert pairs() == {"Carol": "Ben", "Dan": "Ada"}
    assert seen["rows"][0] == ("matched", 2, 1, "-1")
    assert seen["alone"] == (["Dan"], 0)
    assert seen["moved"] == (["Carol"], 0)
    assert "Keep this choice" in said.text
    assert not Choice.objects.exists()


def test_a_kept_lock_is_solved_at_once_and_stands_in_the_list_and_the_history(desk, organizer, solved):
    matching, people = solved
    answer = keep(desk, pair_page(matching, people["carol"]), **typed(people["ada"], reason="They asked for it."))
    choice = Choice.objects.get()

    assert (choice.kind, choice.mentor, choice.chosen_by) == ("lock", people["ada"], organizer)
    assert pairs() == {"Carol": "Ada"}
    assert "Kept. The round is solved again with it." in answer.text
    assert "They asked for it." in answer.text
    assert "this pair in any case: Carol – Ada" in desk.get(page(matching, "history")).text
    assert matching.history.first().history_user == organizer
    assert "They asked for it." in desk.get(page(matching)).text


def test_what_was_not_looked_at_is_shown_first(desk, solved):
    matching, people = solved
    sent = typed(people["ada"], step="keep", reason="Because.", looked=f"{people['ben'].pk}:lock:0")
    answer = desk.post(pair_page(matching, people["carol"]), sent)

    assert answer.context["seen"]["alone"] == (["Dan"], 0)
    assert not Choice.objects.exists()


def test_a_choice_without_a_reason_is_not_kept(desk, solved):
    matching, people = solved
    answer = keep(desk, pair_page(matching, people["carol"]), **typed(people["ada"]))

    assert answer.status_code == 422
    assert not Choice.objects.exists()


def test_a_forbidden_pair_is_not_made_and_can_be_taken_back(desk, solved):
    matching, people = solved
    address = pair_page(matching, people["dan"])
    keep(desk, address, **typed(people["ada"], "forbid", reason="They work together."))
    assert pairs() == {"Carol": "Ben"} or pairs() == {"Carol": "Ada"}

    desk.post(address, {"step": "take_back", "choice": Choice.objects.get().pk})
    assert not Choice.objects.exists()
    assert pairs() == {"Carol": "Ben", "Dan": "Ada"}


def test_points_are_given_to_a_pair_that_can_be(desk, solved):
    matching, people = solved
    address = pair_page(matching, people["carol"])
    nothing = desk.post(address, typed(people["ben"], "prefer"))
    answer = keep(desk, address, **typed(people["ben"], "prefer", points=7, reason="The same project."))

    assert (nothing.status_code, "Give between 1 and 10 points" in nothing.text) == (422, True)
    assert Choice.objects.get().points == 7
    assert "The organizers gave this pair 7 points more." in answer.text


def test_another_mentor_found_by_name_breaks_a_rule_that_is_said(desk, solved):
    matching, people = solved
    address = pair_page(matching, people["carol"])
    offered = desk.get(address).context["form"].fields["mentor"].choices
    seen = desk.post(address, typed(people["zoe"], q="zoe"))

    assert people["zoe"].pk not in dict(offered)
    assert "The mentor offers none of the wanted skills." in seen.text
    assert seen.context["seen"]["alone"] == ([], 0)


def test_who_avoids_whom_stays_untold_when_their_pair_is_tried(desk, solved):
    matching, people = solved
    Exclusion.objects.create(person=people["carol"].person, other=people["ada"].person)
    answer = desk.post(pair_page(matching, people["carol"]), typed(people["ada"]))

    assert (answer.status_code, "has a reason that stays private" in answer.text) == (422, True)
    assert answer.context["seen"] is None
    assert not Choice.objects.exists()


def test_a_mentor_whose_places_are_locked_has_none(desk, solved):
    matching, people = solved
    keep(desk, pair_page(matching, people["carol"]), **typed(people["ada"], reason="Because."))
    answer = desk.post(pair_page(matching, people["dan"]), typed(people["ada"]))

    assert "Ada has no free place beside the pairs that are locked." in answer.text


def test_a_second_lock_of_a_request_stands_in_for_the_first(desk, solved):
    matching, people = solved
    for mentor in ("ada", "ben"):
        keep(desk, pair_page(matching, people["carol"]), **typed(people[mentor], reason="Because."))

    assert Choice.objects.get().mentor == people["ben"]


def test_requests_of_another_place_have_no_page_here(desk, solved):
    matching, _people = solved

    assert desk.get(pair_page(matching, request_for())).status_code == 404


def test_a_published_round_takes_no_choices(desk, solved):
    matching, people = solved
    address = pair_page(matching, people["carol"])
    desk.post(page(matching, "publish"))
    answer = desk.post(address, typed(people["ada"], step="keep", reason="Because.", looked="x"))

    assert Round.objects.published().exists()
    assert "Try a choice" not in answer.text
    assert not Choice.objects.exists()


def test_whoever_is_alone_is_listed_with_why_and_whom_to_look_for(desk, solved):
    matching, people = solved
    keep(desk, pair_page(matching, people["carol"]), **typed(people["ada"], reason="Because."))
    shown = desk.get(page(matching, "alone")).text

    assert "1 person without a mentor" in shown
    assert "Dan" in shown
    assert "teach Writing" in shown
    assert "1 more person" in shown
    assert people["dan"].pk in [row.pk for row, _said in desk.get(page(matching, "alone")).context["rows"]]
    desk.post(page(matching, "publish"))
    cache.clear()
    assert "1 more person" in desk.get(page(matching, "alone")).text
