"""Proposing a workshop in the browser, changing it, and saying whether one leads it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from learning_days import models
from tests.academy.factories import CourseFactory
from tests.factories import FindingFactory, IdeaFactory, LanguageFactory, PersonFactory, declare
from tests.mentoring.factories import MentorFactory

from .factories import DayFactory, WorkshopFactory, placed
from .organizing import led_by, move, proposal_of, released

pytestmark = pytest.mark.django_db


@pytest.fixture
def mentor(client):
    person = declare(MentorFactory(person__display_name="Mina").person, LanguageFactory())
    client.force_login(person)
    return person


@pytest.fixture
def edition():
    return DayFactory().edition


@pytest.fixture
def course():
    return CourseFactory(title="Facilitation", published_at=timezone.now() - timedelta(days=1))


def page(name, edition, workshop=None):
    return reverse(f"learning_days:{name}", args=[edition.slug, *([workshop.pk] if workshop else [])])


def typed(course, **changed):
    written = {"title": "Talks", "summary": "How to begin.", "language": LanguageFactory().pk, "minutes": "60"}
    return {**written, "grew_from": f"course-{course.pk}", "others": "", **changed}


def test_a_mentor_proposes_and_reads_how_it_stands(client, mentor, edition, course):
    answer = client.post(page("propose", edition), typed(course), follow=True)

    made = models.Workshop.objects.get()
    assertRedirects(answer, page("lead", edition, made))
    assertContains(answer, "The organizers read it and answer you.")
    assert (made.course, made.proposed_by, made.leads.get().person) == (course, mentor, mentor)


def test_what_was_typed_comes_back_with_a_sentence(client, mentor, edition, course):
    answer = client.post(page("propose", edition), typed(course, title="", summary="A long text", others="nobody"))

    assert answer.status_code == 422
    assertContains(answer, "A long text", status_code=422)
    assertContains(answer, "Nobody here has the user name", status_code=422)
    assert set(answer.context["form"].errors) == {"title", "others"}


@pytest.mark.parametrize("grew_from", ["", "course-0", "idea-99", "word-1", "course-x"])
def test_it_grew_from_something_that_is_there(client, mentor, edition, course, grew_from):
    answer = client.post(page("propose", edition), typed(course, grew_from=grew_from))

    assert list(answer.context["form"].errors) == ["grew_from"]


def test_the_address_names_what_it_grew_from(client, mentor, edition, course):
    idea = IdeaFactory(title="Small circles")
    address = f"{page('propose', edition)}?from=idea-{idea.pk}"

    assertContains(client.get(address), f'<option value="idea-{idea.pk}" selected>Small circles')
    client.post(address, typed(course, grew_from=f"idea-{idea.pk}"))

    assert models.Workshop.objects.get().idea == idea


@pytest.mark.parametrize("asked", ["idea-0", "idea-", "x", "finding-9999999999999999999", "course-١"])
def test_an_address_that_names_nothing_shows_the_form(client, mentor, edition, asked):
    assert client.get(page("propose", edition), {"from": asked}).status_code == 200


def test_hidden_ideas_and_unpublished_findings_are_not_offered(client, mentor, edition):
    hidden = IdeaFactory(
        author=mentor, title="Hidden one", hidden_at=timezone.now(), hidden_reason="It names somebody."
    )
    draft = FindingFactory(title="A draft finding", published_at=None)

    for asked in (f"idea-{hidden.pk}", f"finding-{draft.pk}"):
        answer = client.get(page("propose", edition), {"from": asked})
        assertNotContains(answer, "Hidden one")
        assertNotContains(answer, "A draft finding")


def test_who_is_no_mentor_is_told_the_way(client, edition, course):
    client.force_login(PersonFactory())

    assertContains(client.get(page("propose", edition)), reverse("mentoring:offer"))
    answer = client.post(page("propose", edition), typed(course))

    assert answer.status_code == 422
    assert not models.Workshop.objects.exists()


def test_an_edition_that_is_over_takes_none(client, mentor, course):
    past = timezone.now() - timedelta(days=9)
    day = DayFactory(date=past.date(), starts_at=past, ends_at=past + timedelta(hours=8))

    assertContains(client.get(page("propose", day.edition)), "This edition is over")
    assert client.post(page("propose", day.edition), typed(course)).status_code == 422


def test_a_proposal_is_changed_and_what_it_grew_from_stays(client, mentor, edition):
    finding = FindingFactory(published_at=None)
    workshop = proposal_of(mentor, edition=edition, course=None, finding=finding)
    form = typed(CourseFactory(), title="A better title", grew_from=f"finding-{finding.pk}")

    client.post(page("edit_proposal", edition, workshop), form)

    workshop.refresh_from_db()
    assert (workshop.title, workshop.finding, workshop.course) == ("A better title", finding, None)


def test_another_source_takes_the_place_of_the_first(client, mentor, edition, course):
    workshop = proposal_of(mentor, edition=edition)

    client.post(page("edit_proposal", edition, workshop), typed(course))

    workshop.refresh_from_db()
    assert workshop.course == course


def test_others_are_asked_by_their_user_names(client, mentor, edition, course):
    first, second = PersonFactory(username="Amina"), PersonFactory(username="ben")

    client.post(page("propose", edition), typed(course, others=f"@amina, {second.username}، {mentor.username}"))

    leads = models.Workshop.objects.get().leads
    assert set(leads.filter(agreed_at=None).values_list("person", flat=True)) == {first.pk, second.pk}


def test_who_is_asked_agrees_on_the_page_and_is_named_with_the_next_release(client, edition):
    person = PersonFactory()
    workshop = placed(edition.days.get(), 10)
    led_by(workshop, person, agreed=False)
    client.force_login(person)

    assertContains(client.get(page("lead", edition, workshop)), "Will you lead it?")
    answer = client.post(page("lead", edition, workshop), {"answer": "agree"}, follow=True)

    assertContains(answer, "You lead this workshop.")
    assert released(edition).content["workshops"][0]["leads"] == [person.pk]


def test_who_says_no_sees_it_no_more(client, edition):
    person = PersonFactory()
    workshop = placed(edition.days.get(), 10)
    led_by(workshop, person, agreed=False)
    client.force_login(person)

    answer = client.post(page("lead", edition, workshop), {"answer": "leave"})

    assertRedirects(answer, edition.get_absolute_url(), fetch_redirect_response=False)
    assert client.get(page("lead", edition, workshop)).status_code == 404


def test_who_is_only_asked_changes_nothing(client, edition):
    person = PersonFactory()
    workshop = proposal_of(PersonFactory(), edition=edition)
    led_by(workshop, person, agreed=False)
    client.force_login(person)

    assert client.get(page("edit_proposal", edition, workshop)).status_code == 404


def test_the_draft_of_a_place_is_not_told_before_the_release(client, mentor, edition):
    workshop = placed(edition.days.get(), 10, proposed_by=mentor)
    led_by(workshop, mentor)

    assertNotContains(client.get(page("lead", edition, workshop)), "10:00")
    released(edition)
    assertContains(client.get(page("lead", edition, workshop)), "10:00–11:00")
    move(workshop, 14)
    assertContains(client.get(page("lead", edition, workshop)), "10:00–11:00")


@pytest.mark.parametrize("state", ["declined", "cancelled"])
def test_a_settled_one_is_read_with_its_reason(client, mentor, edition, state):
    workshop = proposal_of(mentor, edition=edition, state=state, state_reason="We have it already.")

    answer = client.post(page("edit_proposal", edition, workshop), {}, follow=True)

    assertRedirects(answer, page("lead", edition, workshop))
    assertContains(answer, "We have it already.")


def test_a_workshop_of_another_edition_is_not_found(client, mentor, edition):
    workshop = proposal_of(mentor)

    assert client.get(page("lead", edition, workshop)).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_for_any_number_of_proposals(client, mentor, edition, django_assert_num_queries, rows):
    for _ in range(rows):
        proposal_of(mentor, edition=edition)
    WorkshopFactory(edition=edition)

    with django_assert_num_queries(15):
        answer = client.get(page("propose", edition))

    assertContains(answer, "waits for the organizers", count=rows)


def test_the_own_page_names_what_is_to_come_and_asks(client, mentor, edition):
    past = timezone.now() - timedelta(days=9)
    over = DayFactory(date=past.date(), starts_at=past, ends_at=past + timedelta(hours=8)).edition
    proposal_of(mentor, edition=edition, title="To come")
    proposal_of(mentor, edition=over, title="Over and done")
    led_by(WorkshopFactory(edition=edition, title="Asked for"), mentor, agreed=False)

    answer = client.get(reverse("people:me"))

    assertContains(answer, "To come")
    assertContains(answer, "Asked for")
    assertContains(answer, "you are asked to lead it", count=1)
    assertNotContains(answer, "Over and done")


def test_the_edition_leads_to_the_proposals_while_it_is_to_come(client, edition):
    assertContains(client.get(edition.get_absolute_url()), page("propose", edition))
