"""The thread of one thing up and down: each step, nothing that the reader may not see, and bounded."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from consultations.models import Evidence, Merge
from learning_days.actions.releases import release
from learning_days.loop.things import MOST
from learning_days.loop.walk import Reader, above, below, thing_of
from learning_days.models import Edition
from learning_days.querysets import chains
from tests.academy.factories import CourseFactory
from tests.factories import CommentFactory, FindingFactory, IdeaFactory, PersonFactory

from .factories import DayFactory, PledgeFactory, SharingFactory, placed

pytestmark = pytest.mark.django_db
HIDDEN = {"hidden_at": timezone.now(), "hidden_because": "It is not from home."}


def stages(found):
    """{kind: titles}"""
    return {stage["kind"]: [thing.title for thing in stage["things"]] for stage in found}


def reader(person=None):
    return Reader(person or AnonymousUser(), timezone.now())


def up(kind, row, person=None):
    return stages(above(thing_of(kind, row.pk, reader(person)), reader(person)))


def down(kind, row, person=None):
    return stages(below(thing_of(kind, row.pk, reader(person)), reader(person)))


def released(edition):
    return release(edition=edition, actor=None, note="", now=timezone.now())


@pytest.fixture
def loop():
    """One of each, from an idea to two reports of which the second goes on from the first."""
    idea = IdeaFactory(title="The idea")
    finding = FindingFactory(title="The finding", consultation=idea.consultation)
    Evidence.objects.create(finding=finding, idea=idea)
    course = CourseFactory(title="The course", finding=finding)
    day = DayFactory(edition__title="The edition", edition__finding=finding)
    workshop = placed(day, 10, title="The workshop", course=course)
    released(day.edition)
    pledge = PledgeFactory(edition=day.edition, workshop=workshop, text="The pledge", is_public=True)
    report = SharingFactory(title="The report", pledge=pledge, workshop=workshop, person=pledge.person)
    later = SharingFactory(title="A later report", before=report)
    return {
        "idea": idea,
        "finding": finding,
        "course": course,
        "edition": day.edition,
        "workshop": workshop,
        "pledge": pledge,
        "report": report,
        "later": later,
    }


WHOLE = {
    "idea": ["The idea"],
    "finding": ["The finding"],
    "course": ["The course"],
    "edition": ["The edition"],
    "workshop": ["The workshop"],
    "pledge": ["The pledge"],
    "report": ["The report", "A later report"],
}


def test_from_an_idea_down_to_the_last_report(loop):
    assert down("idea", loop["idea"]) == {kind: titles for kind, titles in WHOLE.items() if kind != "idea"}


def test_from_the_last_report_up_to_the_idea(loop):
    whole = {**WHOLE, "report": ["The report"]}
    del whole["edition"]  # the pledge names its workshop, which is nearer

    assert up("report", loop["later"]) == whole


@pytest.mark.parametrize("kind", ["finding", "course", "workshop", "pledge"])
def test_what_stands_in_the_middle_is_found_both_ways(loop, kind):
    before, after = up(kind, loop[kind]), down(kind, loop[kind])

    assert before["idea"] == ["The idea"]
    assert after["report"] == ["The report", "A later report"]
    assert kind not in before
    assert kind not in after


def test_an_edition_leads_from_its_finding_to_all_that_it_held(loop):
    edition = loop["edition"]
    PledgeFactory(edition=edition, text="Of the edition", is_public=True)
    SharingFactory(edition=edition, title="Told of the edition")

    assert up("edition", edition) == {"idea": ["The idea"], "finding": ["The finding"]}
    found = down("edition", edition)
    assert found["workshop"] == ["The workshop"]
    assert set(found["pledge"]) == {"The pledge", "Of the edition"}
    assert set(found["report"]) == {"The report", "A later report", "Told of the edition"}


def test_a_cited_comment_leads_to_the_idea_it_was_made_on_until_it_is_hidden(loop):
    comment = CommentFactory(idea=IdeaFactory(title="Another idea", topic=loop["idea"].topic))
    Evidence.objects.create(finding=loop["finding"], comment=comment)

    assert set(up("finding", loop["finding"])["idea"]) == {"The idea", "Another idea"}
    assert down("idea", comment.idea)["finding"] == ["The finding"]
    comment.hidden_at, comment.hidden_reason = timezone.now(), "It names a private person."
    comment.save()
    assert up("finding", loop["finding"])["idea"] == ["The idea"]
    assert down("idea", comment.idea) == {}


def test_a_merged_idea_goes_on_in_the_other_one(loop):
    merged = IdeaFactory(title="Merged into it", topic=loop["idea"].topic)
    now = timezone.now()
    Merge.objects.create(
        source=merged, target=loop["idea"], reason="One.", source_agrees=True, target_agrees=True, decided_at=now
    )

    assert up("idea", loop["idea"]) == {"idea": ["Merged into it"]}
    assert down("idea", merged) == WHOLE


def test_two_ideas_that_were_merged_into_each_other_end_the_walk(loop):
    other, now = IdeaFactory(title="Another idea", topic=loop["idea"].topic), timezone.now()
    agreed = {"reason": "One.", "source_agrees": True, "target_agrees": True, "decided_at": now}
    Merge.objects.create(source=other, target=loop["idea"], **agreed)
    Merge.objects.create(source=loop["idea"], target=other, **agreed)

    assert up("idea", loop["idea"]) == {"idea": ["Another idea"]}
    assert down("idea", loop["idea"])["idea"] == ["Another idea"]


def test_what_the_reader_may_not_see_is_not_there_nor_what_only_it_leads_to(loop):
    report = loop["report"]
    type(report).objects.filter(pk=report.pk).update(**HIDDEN)

    assert "report" not in down("workshop", loop["workshop"])
    assert up("report", loop["later"]) == {}
    assert thing_of("report", report.pk, reader()) is None
    assert thing_of("report", report.pk, reader(report.person)).title == "The report"
    assert down("workshop", loop["workshop"], report.person)["report"] == ["The report", "A later report"]


def test_a_private_pledge_stands_in_the_thread_of_its_person_alone(loop):
    pledge = loop["pledge"]
    type(pledge).objects.filter(pk=pledge.pk).update(is_public=False)

    assert "pledge" not in down("workshop", loop["workshop"])
    assert "pledge" not in down("workshop", loop["workshop"], PersonFactory())
    assert down("workshop", loop["workshop"], pledge.person)["pledge"] == ["The pledge"]


def test_a_workshop_is_there_as_it_was_released(loop):
    workshop = loop["workshop"]
    draft = placed(workshop.day, 13, title="Not released yet", course=loop["course"])
    type(workshop).objects.filter(pk=workshop.pk).update(title="A new title", state="cancelled", state_reason="Ill.")

    assert thing_of("workshop", draft.pk, reader()) is None
    assert down("course", loop["course"])["workshop"] == ["The workshop"]
    released(workshop.edition)
    assert set(down("course", loop["course"])["workshop"]) == {"The workshop", "Not released yet"}
    assert thing_of("workshop", workshop.pk, reader()).note == "cancelled"


def test_an_edition_that_is_not_published_shows_nothing_of_it(loop):
    Edition.objects.update(published_at=None)

    assert [kind for kind in ("edition", "workshop", "pledge") if thing_of(kind, loop[kind].pk, reader())] == []
    assert down("finding", loop["finding"]) == {"course": ["The course"]}


@pytest.mark.parametrize("kind", ["idea", "finding", "course", "edition", "workshop", "pledge", "report"])
def test_a_key_that_no_column_holds_is_nothing(kind):
    assert thing_of(kind, 10**30, reader()) is None


def test_a_fan_is_cut_at_the_newest_ones(loop):
    today = timezone.localdate()
    for number in range(MOST + 3):
        SharingFactory(before=loop["later"], title=f"Told {number}", held_on=today - timedelta(days=number))
    start = thing_of("report", loop["later"].pk, reader())

    (stage,) = below(start, reader())

    assert stage["is_cut"]
    assert [thing.title for thing in stage["things"]] == [f"Told {number}" for number in reversed(range(MOST))]


def test_a_chain_is_followed_so_far_and_no_farther():
    first = last = SharingFactory(title="Told 0")
    for number in range(1, chains.BOUNDS["deepest"] + 4):
        last = SharingFactory(before=last, title=f"Told {number}")

    assert len(down("report", first)["report"]) == chains.BOUNDS["deepest"]
    assert len(up("report", last)["report"]) == 1 + chains.BOUNDS["deepest"]
