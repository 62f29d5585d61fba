"""Applying on the pages: drafts, the preview, refusals that lose nothing, one's own application."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from academy.models import Application, Cohort, Reviewer, Selection
from tests.factories import PersonFactory

from .applying import ANSWERS, typed
from .factories import ApplicationFactory, RegionFactory, published_cohort

pytestmark = pytest.mark.django_db


@pytest.fixture
def amina(client):
    person = PersonFactory(username="amina", display_name="Amina Okafor", region=RegionFactory(slug="south-asia"))
    client.force_login(person)
    return person


@pytest.fixture
def cohort():
    return published_cohort()


def form_of(cohort):
    return reverse("academy:apply", args=[cohort.slug])


def send(client, cohort, button="send", **changes):
    return client.post(form_of(cohort), {**typed(**changes), button: "yes"})


def test_the_form_knows_the_region_of_the_profile_and_shows_the_anchors(client, cohort, amina):
    answer = client.get(form_of(cohort))

    assert answer.context["form"]["region"].value() == amina.region_id
    assert answer.text.count("Taught to others.") == 2


def test_a_draft_is_kept_and_goes_on(client, cohort, amina):
    answer = send(client, cohort, "draft", region=None, experience="", answers={"sharing": "Half a"})
    page = client.get(answer.url)

    assert answer.url == form_of(cohort)
    assert "Your draft is kept. Nobody else can read it, and it is not sent yet." in page.text
    assert page.context["form"]["answer_sharing"].value() == "Half a"
    assert Application.objects.get().submitted_at is None


def test_an_application_is_sent_and_stands_on_its_page(client, cohort, amina):
    answer = send(client, cohort)
    application = Application.objects.get()
    page = client.get(answer.url).text

    assert answer.url == application.get_absolute_url()
    assert "Your application is sent. You can change it until the deadline." in page
    assert "<strong>ten</strong>" in page
    assert application.code in page


def test_what_lacks_is_said_beside_each_field(client, cohort, amina):
    answer = send(client, cohort, region=None, experience="", answers={"experience": "Mine", "sharing": ""})

    assert answer.status_code == 422
    for said in ("Please choose your region.", "Please say how long", "Please answer this question."):
        assert said in answer.text
    assert answer.context["form"]["answer_experience"].value() == "Mine"
    assert not Application.objects.exists()


def test_the_preview_shows_what_reviewers_see_and_saves_nothing(client, cohort, amina):
    texts = ANSWERS | {"sharing": "I am Amina, of the Lake Club. A**mi**na!"}
    answer = send(client, cohort, "preview", answers=texts, identifying="Lake Club")

    assert "I am […], of the […]" in answer.text
    assert [row["is_blanked"] for row in answer.context["preview"]] == [False, True]
    assert "mina" not in answer.context["preview"][1]["blind_html"]
    assert not Application.objects.exists()


def test_an_older_tab_gets_both_texts_and_may_replace(client, cohort, amina):
    kept = ApplicationFactory(cohort=cohort, person=amina, answers={"sharing": "What is kept."})
    stale = send(client, cohort, changed_at=kept.changed_at - timedelta(minutes=1), answers=ANSWERS)

    assert stale.status_code == 422
    assert "You changed this application in another place" in stale.text
    assert "What is kept now" in stale.text
    assert "What is kept." in stale.text
    assert ANSWERS["sharing"] in stale.text
    token = stale.context["form"]["changed_at"].value()
    assert client.post(form_of(cohort), {**typed(), "changed_at": token, "send": "yes"}).status_code == 302
    assert kept.answers.get(criterion__slug="sharing").body == ANSWERS["sharing"]


def test_a_long_text_that_comes_after_the_deadline_comes_back(client, cohort, amina):
    Cohort.objects.filter(pk=cohort.pk).update(closes_at=timezone.now() - timedelta(seconds=1))
    long_text = "I taught them. " * 250
    answer = send(client, cohort, answers=ANSWERS | {"sharing": long_text})

    assert answer.status_code == 422
    assert "so this was not saved. What you typed still stands below" in answer.text
    assert long_text.strip() in answer.text
    assert not Application.objects.exists()


def test_a_text_that_is_too_long_comes_back(client, cohort, amina):
    answer = send(client, cohort, "draft", answers=ANSWERS | {"sharing": "x" * 4001})

    assert answer.status_code == 422
    assert "x" * 4001 in answer.text


@pytest.mark.parametrize("token", ["", "yesterday", "2020-01-01T00:00:00", "9" * 400])
def test_a_changed_token_overwrites_nothing(client, cohort, amina, token):
    kept = ApplicationFactory(cohort=cohort, person=amina)
    answer = client.post(form_of(cohort), {**typed(), "changed_at": token, "send": "yes"})

    assert answer.status_code == 422
    assert set(kept.answers.values_list("body", flat=True)) == {"I taught ten people."}


def test_a_reviewer_is_told_before_anything_is_typed_and_loses_nothing(client, cohort, amina):
    Reviewer.objects.create(cohort=cohort, person=amina)
    sentence = "You review the applications of this cohort, so you cannot apply to it."

    assert sentence in client.get(form_of(cohort)).text
    answer = send(client, cohort)
    assert (answer.status_code, sentence in answer.text, ANSWERS["sharing"] in answer.text) == (422, True, True)


def test_the_form_says_when_it_opens_and_that_it_closed(client, amina):
    coming = published_cohort(opens_at=timezone.now() + timedelta(days=1))
    closed = published_cohort(closed=True)

    assert "Applications open on" in client.get(form_of(coming)).text
    assert "this cohort takes no more applications" in client.get(form_of(closed)).text
    assert "<textarea" not in client.get(form_of(closed)).text


def test_withdrawing_asks_first_and_is_done_once(client, cohort, amina):
    application = ApplicationFactory(cohort=cohort, person=amina)
    address = reverse("academy:withdraw", args=[application.code])

    assert "Withdraw your application?" in client.get(address).text
    assert "Your application is withdrawn." in client.post(address, follow=True).text
    assert "You withdrew this application already." in client.post(address, follow=True).text
    assert "Withdrawn" in client.get(application.get_absolute_url()).text
    assert send(client, cohort, changed_at=Application.objects.get().changed_at).url == application.get_absolute_url()
    assert list(Application.objects.standing()) == [application]


def test_others_find_no_application(client, cohort):
    application = ApplicationFactory(cohort=cohort)
    sample = ApplicationFactory(cohort=cohort, person=None, is_sample=True)
    client.force_login(PersonFactory(is_staff=True, is_superuser=True))

    for row in (application, sample):
        assert client.get(row.get_absolute_url()).status_code == 404
        assert client.post(reverse("academy:withdraw", args=[row.code])).status_code == 404


@pytest.mark.parametrize(
    ("fields", "closed", "said"),
    [
        ({"submitted_at": None}, False, "It is not sent yet, and only you can read it."),
        ({"submitted_at": None}, True, "It was not sent before the deadline, so it takes no part."),
        ({}, False, "You can change it until the deadline."),
        ({}, True, "You will be told when it is decided."),
        ({"withdrawn_at": timezone.now()}, True, "It takes no part."),
    ],
)
def test_where_an_application_stands_is_said_in_words(client, amina, fields, closed, said):
    cohort = published_cohort()
    application = ApplicationFactory(cohort=cohort, person=amina, **fields)
    if closed:
        Cohort.objects.filter(pk=cohort.pk).update(closes_at=timezone.now() - timedelta(minutes=1))

    assert said in " ".join(client.get(application.get_absolute_url()).text.split())


@pytest.mark.parametrize("rows", [1, 3])
def test_the_form_costs_the_same_for_any_number_of_criteria(client, amina, rows, django_assert_num_queries):
    weights = {f"criterion-{number}": 1000 // rows + (1000 % rows if not number else 0) for number in range(rows)}
    cohort = published_cohort(weights=weights)
    ApplicationFactory(cohort=cohort, person=amina)

    with django_assert_num_queries(11):
        client.get(form_of(cohort))


@pytest.mark.parametrize("rows", [1, 3])
def test_an_application_costs_the_same_for_any_number_of_criteria(client, amina, rows, django_assert_num_queries):
    weights = {f"criterion-{number}": 1000 // rows + (1000 % rows if not number else 0) for number in range(rows)}
    application = ApplicationFactory(cohort=published_cohort(weights=weights), person=amina)

    with django_assert_num_queries(7):
        client.get(application.get_absolute_url())


@pytest.mark.parametrize(
    ("fields", "closed", "said"),
    [
        ({"submitted_at": None}, False, "A draft, not sent yet. The deadline is"),
        ({"submitted_at": None}, True, "A draft that was not sent before the deadline."),
        ({}, False, "Sent. You can change it until"),
        ({}, True, "Being reviewed."),
        ({"withdrawn_at": timezone.now()}, False, "Withdrawn."),
    ],
)
def test_ones_own_page_says_where_each_application_stands(client, amina, fields, closed, said):
    cohort = published_cohort(title="Spring cohort")
    ApplicationFactory(cohort=cohort, person=amina, **fields)
    if closed:
        Cohort.objects.filter(pk=cohort.pk).update(closes_at=timezone.now() - timedelta(minutes=1))
    page = client.get("/me/").text

    assert "Spring cohort" in page
    assert said in page


def test_a_decision_that_was_told_leads_to_its_reasons(client, amina):
    cohort = published_cohort(closed=True)
    ApplicationFactory(cohort=cohort, person=amina)
    about = {"cohort": cohort, "rubric": cohort.rubrics.get(), "bundle": "{}", "sha256": "0" * 64}
    selection = Selection.objects.create(**about)

    assert "Being reviewed." in client.get("/me/").text
    selection.told_at = timezone.now()
    selection.save(update_fields=["told_at"])
    assert "Decided: read the decision and why." in client.get("/me/").text
