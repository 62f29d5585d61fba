"""The organizers' desk: who may enter, what may be changed there, and the trace of it."""

from datetime import timedelta

import pytest
from django.contrib import admin
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from consultations.actions import moderation
from consultations.models import Ballot, Endorsement, Follow, Idea, Report
from tests.consultations.desk import address, rows_of
from tests.desk import FRAME
from tests.factories import (
    BallotFactory,
    CommentFactory,
    ConceptFactory,
    ConsultationFactory,
    IdeaFactory,
    PersonFactory,
    QuestionFactory,
    TermFactory,
    TopicFactory,
)

DAY = timedelta(days=1)


def addresses(one_of_each):
    pages = [reverse("admin:index")]
    for kind, row in one_of_each.items():
        pages += [rows_of(kind), address(row), address(row, "history")]
    pages += [address(one_of_each["consultation"], "extend"), address(one_of_each["question"], "answer")]
    return pages + [address(one_of_each[kind], "hide") for kind in ("idea", "comment", "question", "term")]


# Who may enter


def test_an_organizer_reaches_every_page(desk, one_of_each):
    assert {page: desk.get(page).status_code for page in addresses(one_of_each)} == dict.fromkeys(
        addresses(one_of_each), 200
    )


def test_a_participant_and_a_stranger_reach_none(client, amina, one_of_each):
    pages = addresses(one_of_each)
    assert {client.get(page).status_code for page in pages} == {302}

    client.force_login(amina)
    for page in pages:
        assert client.get(page).status_code in (302, 403)
        assert client.post(page, {"reason": "Because.", "decision": "hidden"}).status_code in (302, 403)
    assert Idea.objects.shared().count() == 1
    assert Report.objects.get().decided_at is None


def test_staff_who_are_no_organizers_find_nothing_to_do(client, one_of_each):
    client.force_login(PersonFactory(is_staff=True))

    assertContains(client.get(reverse("admin:index")), "Nothing here is yours to do.")
    assert client.get(rows_of("report")).status_code == 403
    assert client.post(address(one_of_each["idea"], "hide"), {"reason": "Because."}).status_code == 403
    assert client.post(address(one_of_each["consultation"], "extend"), {"reason": "Because."}).status_code == 403
    assert Idea.objects.shared().count() == 1


def test_what_belongs_to_participants_has_no_page():
    assert not {Ballot, Endorsement, Follow} & set(admin.site._registry)


def test_organizers_delete_nothing_that_others_built_upon(desk, one_of_each):
    for kind in ("consultation", "topic", "concept", "idea", "comment", "question", "term", "report"):
        assert desk.post(address(one_of_each[kind], "delete"), {"post": "yes"}).status_code == 403


def test_sidebar_counts_what_waits_and_says_nothing_where_nothing_does(desk, dialogue):
    assertNotContains(desk.get(reverse("admin:index")), "text-[11px]")

    QuestionFactory.create_batch(2, consultation=dialogue)

    assertContains(desk.get(reverse("admin:index")), "text-[11px]", count=1)


def test_drafts_are_their_authors_own(desk, topic, amina):
    draft = IdeaFactory(topic=topic, author=amina, title="Not ready yet", shared_at=None)
    comment = CommentFactory(idea=draft, body="A note to myself")

    assertNotContains(desk.get(rows_of("idea")), "Not ready yet")
    assertNotContains(desk.get(rows_of("comment")), "A note to myself")
    for page in (address(draft), address(comment)):
        assertRedirects(desk.get(page), reverse("admin:index"))
    assert desk.get(address(draft, "history")).status_code == 404
    first = draft.history.get().history_id
    shown = reverse("admin:consultations_idea_simple_history", args=[draft.pk, first])
    assert desk.get(shown).status_code == 404


def test_a_shared_idea_shows_no_version_from_before_it_was_shared(desk, topic):
    idea = IdeaFactory(topic=topic, title="Only for me", shared_at=None)
    idea.title, idea.shared_at = "For everybody", timezone.now()
    idea.save()
    draft, shared = idea.history.order_by("history_id")

    page = desk.get(address(idea, "history"))
    assertContains(page, "For everybody")
    assertNotContains(page, "Only for me")
    for entry, status in ((draft, 404), (shared, 200)):
        version = reverse("admin:consultations_idea_simple_history", args=[idea.pk, entry.history_id])
        assert desk.get(version).status_code == status


def test_votes_are_not_shown(desk, one_of_each, amina):
    ballot = BallotFactory(term=one_of_each["term"], person=amina, grade="against", reasons=["hierarchy"])

    for page in (rows_of("term"), address(ballot.term), reverse("admin:people_person_change", args=[amina.pk])):
        response = desk.get(page)
        assert response.status_code == 200
        assertNotContains(response, "against")
        assertNotContains(response, "hierarchy")


@pytest.mark.parametrize("pointing", ["ballots", "ballots__isnull", "endorsements", "follows", "reports", "session"])
def test_no_address_of_the_desk_tells_who_did_what(desk, one_of_each, pointing):
    ballot = BallotFactory(term=one_of_each["term"])

    for page in (reverse("admin:people_person_changelist"), rows_of("term"), rows_of("idea")):
        response = desk.get(page, {pointing: ballot.pk}, follow=True)
        assert response.status_code == 400 or response.redirect_chain == [(f"{page}?e=1", 302)]


@pytest.mark.parametrize("key", ["abc", "0", "9" * 20, "9" * 5000])
def test_an_address_of_nothing_is_no_fault(desk, one_of_each, key):
    pages = [f"{rows_of('consultation')}{key}/extend/", f"{rows_of('question')}{key}/answer/"]
    pages += [f"{rows_of(kind)}{key}/{page}/" for kind in ("idea", "term") for page in ("hide", "show", "history")]
    pages += [f"{address(one_of_each['idea'], 'history')}{key}/"]

    assert {desk.get(page).status_code for page in pages} <= {403, 404}


# The first page, and what lists cost


def test_the_first_page_says_what_waits(desk, one_of_each):
    closing = ConsultationFactory(title="Nearly over", closes_at=timezone.now() + 2 * DAY)
    ConsultationFactory(title="Long to go", closes_at=timezone.now() + 20 * DAY)

    page = desk.get(reverse("admin:index"))

    assert [(part["count"], [row[0] for row in part["rows"]]) for part in page.context["waiting"][:4]] == [
        (1, [one_of_each["report"].pk]),
        (0, []),
        (1, [one_of_each["question"].pk]),
        (2, [closing.pk, one_of_each["consultation"].pk]),
    ]


LISTS = {
    "consultation": (ConsultationFactory, FRAME + 3),
    "topic": (TopicFactory, FRAME + 4),
    "concept": (ConceptFactory, FRAME + 4),
    "idea": (IdeaFactory, FRAME + 6),
    "comment": (CommentFactory, FRAME + 4),
    "question": (QuestionFactory, FRAME + 5),
    "term": (TermFactory, FRAME + 6),
}


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("kind", LISTS)
def test_lists_cost_the_same_for_any_number_of_rows(desk, django_assert_num_queries, kind, rows):
    factory, queries = LISTS[kind]
    factory.create_batch(rows)

    with django_assert_num_queries(queries):
        page = desk.get(rows_of(kind))

    assert len(page.context["cl"].result_list) == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_the_queue_costs_the_same_for_any_number_of_reports(desk, amina, bola, django_assert_num_queries, rows):
    for factory in (IdeaFactory, CommentFactory, QuestionFactory, TermFactory):
        for text in factory.create_batch(rows):
            moderation.report(text=text, reporter=bola, reason="spam")

    with django_assert_num_queries(FRAME + 3):
        desk.get(rows_of("report"))
    with django_assert_num_queries(FRAME + 20):
        desk.get(reverse("admin:index"))
