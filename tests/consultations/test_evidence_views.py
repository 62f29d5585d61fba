"""Findings with what they rest on, focus groups, resources: what readers see, and what leads where."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from consultations.actions.outcomes import decide
from consultations.models import Quote
from tests.factories import (
    CommentFactory,
    EvidenceFactory,
    FindingFactory,
    FocusGroupFactory,
    IdeaFactory,
    ResourceFactory,
    TermFactory,
    TopicFactory,
)

HIDDEN = {"hidden_reason": "It names a private person."}


def at(name, consultation, *more):
    return reverse(f"consultations:{name}", args=[consultation.slug, *more])


@pytest.fixture
def finding(dialogue):
    return FindingFactory(consultation=dialogue, title="Mentoring is everywhere")


def one_of_each(topic):
    """An idea, a comment, a word and a focus group, as evidence may cite them."""
    return [
        {"idea": IdeaFactory(topic=topic, title="Letters instead of forms")},
        {"comment": CommentFactory(idea__topic=topic, body="A community can **vouch** for it.")},
        {"term": TermFactory(concept__consultation=topic.consultation, text="compass")},
        {"focus_group": FocusGroupFactory(consultation=topic.consultation)},
    ]


# Findings


@pytest.mark.parametrize("rows", [1, 3])
def test_findings_cost_the_same_for_any_number(client, dialogue, topic, rows, django_assert_num_queries):
    for finding in FindingFactory.create_batch(rows, consultation=dialogue):
        for thing in one_of_each(topic):
            EvidenceFactory(finding=finding, **thing)

    with django_assert_num_queries(3):
        page = client.get(at("findings", dialogue))

    assertContains(page, "It happens in small steps.", count=rows)
    for said in ("1 focus group", "1 idea", "1 comment", "1 word"):
        assertContains(page, f"<span>{said}</span>", count=rows)


@pytest.mark.parametrize("rows", [1, 3])
def test_a_finding_costs_the_same_for_any_number_of_pieces(client, topic, finding, rows, django_assert_num_queries):
    for place in range(rows):
        for thing in [*one_of_each(topic), {"comment": CommentFactory(idea=None, topic=topic)}]:
            EvidenceFactory(finding=finding, position=place, **thing)

    with django_assert_num_queries(9):
        page = client.get(finding.get_absolute_url())

    assertContains(page, "Letters instead of forms", count=rows)


def test_each_piece_leads_to_its_place_and_back(client, topic, finding):
    idea, comment, term, group = (next(iter(thing.values())) for thing in one_of_each(topic))
    for kind, thing in (("idea", idea), ("comment", comment), ("term", term), ("focus_group", group)):
        EvidenceFactory(finding=finding, note=f"It shows {kind}.", **{kind: thing})

    page = client.get(finding.get_absolute_url())

    ballot = f"{term.get_absolute_url()}#term-{term.pk}"
    for address in (idea.get_absolute_url(), comment.get_absolute_url(), ballot, group.get_absolute_url()):
        assertContains(page, f'href="{address}"')
        there = client.get(address.partition("#")[0])
        assertContains(there, "Cited by the finding", count=1)
        assertContains(there, f'href="{finding.get_absolute_url()}"')
        assertContains(there, f'id="{address.partition("#")[2]}"' if "#" in address else idea.title)
    assertContains(page, "A community can vouch for it.")
    assertContains(page, "It shows term.")


def test_a_focus_group_says_where_and_when(client, dialogue, finding):
    group = FocusGroupFactory(consultation=dialogue, place="Esino Lario", held_on=date(2016, 6, 25), when_note="14:45")
    EvidenceFactory(finding=finding, focus_group=group)

    page = client.get(finding.get_absolute_url())

    assertContains(page, "<span><bdi>Esino Lario</bdi></span> <span><bdi>25 June 2016</bdi></span> <span><bdi>14:45")


def test_a_comment_on_a_topic_leads_to_its_talk_page(client, topic, finding):
    comment = CommentFactory(idea=None, topic=topic)
    EvidenceFactory(finding=finding, comment=comment)

    assertContains(client.get(finding.get_absolute_url()), f'href="{comment.get_absolute_url()}"')
    assertContains(client.get(topic.get_absolute_url()), "Cited by the finding", count=1)


def test_hidden_and_unshared_evidence_has_no_words(client, topic, finding):
    HIDDEN["hidden_at"] = timezone.now()
    things = [
        {"idea": IdeaFactory(topic=topic, title="Secret one", **HIDDEN)},
        {"idea": IdeaFactory(topic=topic, title="Secret two", shared_at=None)},
        {"comment": CommentFactory(idea__topic=topic, body="Secret three", **HIDDEN)},
        {"comment": CommentFactory(idea=IdeaFactory(topic=topic, title="Secret four", **HIDDEN), body="Secret five")},
        {"comment": CommentFactory(idea=IdeaFactory(topic=topic, title="Secret six", shared_at=None))},
        {"term": TermFactory(concept__consultation=topic.consultation, text="Secret seven", **HIDDEN)},
    ]
    for thing in things:
        EvidenceFactory(finding=finding, note="Secret note", **thing)

    page = client.get(finding.get_absolute_url())

    assertNotContains(page, "Secret")
    assertContains(page, "The finding rests on a text that readers do not see at present.", count=len(things))


def test_the_outcome_of_a_cited_idea_stands_beside_it(client, topic, finding, organizer):
    idea = IdeaFactory(topic=topic)
    EvidenceFactory(finding=finding, idea=idea)
    decide(idea=idea, kind="partly", because="Half of it.", seen=0, actor=organizer)

    assertContains(client.get(finding.get_absolute_url()), "Outcome: partly became real")


def test_drafts_and_findings_of_later_are_not_seen(client, dialogue, topic):
    idea = IdeaFactory(topic=topic)
    later = timezone.now() + timedelta(days=1)
    unseen = [FindingFactory(consultation=dialogue, published_at=moment) for moment in (None, later)]
    for finding in unseen:
        EvidenceFactory(finding=finding, idea=idea)

    for finding in unseen:
        assert client.get(finding.get_absolute_url()).status_code == 404
    for address in (at("findings", dialogue), idea.get_absolute_url(), dialogue.get_absolute_url(), "/"):
        assertNotContains(client.get(address), "mentoring is everywhere")
    assertContains(client.get(at("findings", dialogue)), "The first finding will stand here")


def test_a_finding_of_another_consultation_is_not_here(client, dialogue):
    elsewhere = FindingFactory()

    assert client.get(at("finding", dialogue, elsewhere.pk)).status_code == 404


def test_a_corrected_finding_says_so(client, finding):
    assertNotContains(client.get(finding.get_absolute_url()), "corrected since")
    type(finding).objects.update(revision=2)

    assertContains(client.get(finding.get_absolute_url()), "corrected since: version 2")


# What leads back, at a constant cost


@pytest.mark.parametrize("rows", [1, 3])
def test_a_thread_costs_the_same_for_any_number_of_cited_comments(client, topic, rows, django_assert_num_queries):
    for comment in CommentFactory.create_batch(rows, idea=None, topic=topic):
        EvidenceFactory(finding__consultation=topic.consultation, comment=comment)

    with django_assert_num_queries(7):
        page = client.get(topic.get_absolute_url())

    assertContains(page, "Cited by the finding", count=rows)


# Focus groups


@pytest.mark.parametrize("rows", [1, 3])
def test_focus_groups_cost_the_same_for_any_number(client, dialogue, english, rows, django_assert_num_queries):
    for group in FocusGroupFactory.create_batch(rows, consultation=dialogue):
        Quote.objects.create(focus_group=group, language=english, text="I only helped.")
        EvidenceFactory(finding__consultation=dialogue, focus_group=group)

    with django_assert_num_queries(4):
        page = client.get(at("focus_groups", dialogue))

    assertContains(page, "I only helped.", count=rows)
    assertContains(page, "Cited by the finding", count=rows)
    assertContains(page, "It is never counted among the votes.")


def test_what_was_not_recorded_is_said_to_be_so(client, dialogue):
    FocusGroupFactory(consultation=dialogue)

    page = client.get(at("focus_groups", dialogue))

    assertContains(page, "not recorded", count=6)  # date, place, language, method, staff, community
    assertContains(page, "No words were taken down as they were said.")


def test_what_was_recorded_is_shown(client, dialogue, english):
    FocusGroupFactory(
        consultation=dialogue,
        held_on="2016-06-25",
        when_note="14:45",
        place="Esino Lario",
        language=english,
        method="Fishbowl",
        staff_count=7,
        community_count=0,
        notes="They **agreed**.",
    )

    page = client.get(at("focus_groups", dialogue))

    for said in ("2016-06-25", "14:45", "Esino Lario", "English", "Fishbowl", "7 people", "0 people"):
        assertContains(page, said)
    assertContains(page, "<strong>agreed</strong>")
    assertNotContains(page, "not recorded")


def test_so_few_people_that_they_could_be_named_are_not_counted(client, dialogue):
    FocusGroupFactory(consultation=dialogue, staff_count=3, community_count=12)

    page = client.get(at("focus_groups", dialogue))

    assertContains(page, "<dd>fewer than 5 people</dd>", count=1)
    assertContains(page, "12 people")
    assertNotContains(page, "3 people")


# Resources


@pytest.mark.parametrize("rows", [1, 3])
def test_resources_cost_the_same_for_any_number(client, dialogue, rows, django_assert_num_queries):
    ResourceFactory.create_batch(rows, consultation=dialogue)

    with django_assert_num_queries(2):
        page = client.get(at("resources", dialogue))

    assertContains(page, "A blog post", count=rows)
    assertContains(page, "without a date", count=rows)


def test_resources_stand_newest_first_and_those_without_a_date_last(client, dialogue):
    for title, day in (("Old", "2016-01-01"), ("Undated", None), ("New", "2017-01-01")):
        ResourceFactory(consultation=dialogue, title=title, published_on=day)

    page = client.get(at("resources", dialogue))

    assert [row.title for row in page.context["resources"]] == ["New", "Old", "Undated"]


# The way there


def test_the_consultation_and_the_home_page_lead_to_what_was_found(client, dialogue, finding, organizer):
    decide(
        idea=IdeaFactory(topic=TopicFactory(consultation=dialogue)),
        kind="became",
        because="So.",
        seen=0,
        actor=organizer,
    )

    page = client.get(dialogue.get_absolute_url())
    assertContains(page, f'href="{finding.get_absolute_url()}"')
    for name in ("findings", "focus_groups", "resources"):
        assertContains(page, f'href="{at(name, dialogue)}"')
    assertContains(page, "1 idea has an outcome")
    home = client.get("/")
    assertContains(home, "1 finding<")
    assertContains(home, "1 idea has an outcome")


@pytest.mark.parametrize("name", ["findings", "focus_groups", "resources"])
def test_an_empty_page_invites(client, dialogue, name):
    assertContains(client.get(at(name, dialogue)), 'class="empty"')
