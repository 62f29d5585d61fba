"""What is kept about a person: everything is read, nothing of others, and all of it can go."""

import json

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertRedirects

from config import wiring
from consultations.models import Follow, Idea
from notices.models import Notice
from people.actions import ERASED_NAME, erase
from people.models import Person
from people.own_data import everything, tables
from people.validators import username_validators, validate_not_erased
from tests.academy.factories import CourseFactory, EnrolmentFactory
from tests.factories import IdeaFactory, LanguageFactory, PersonFactory, declare
from tests.refusals import refused

pytestmark = pytest.mark.django_db
DATA, DOWNLOAD, ERASE = "/me/data/", "/me/data/download/", "/me/data/erase/"

# Who did something for the site: that is a fact about the other row. And whom others avoid is theirs alone.
OF_OTHERS = {
    *["Course.teachers", "Cohort.organizers", "Round.organizers", "Edition.organizers", "Extension.actor"],
    *["Exclusion.other", "Question.answered_by", "Report.decided_by", "Appeal.decided_by", "Outcome.decided_by"],
    *["Finding.published_by", "Rubric.frozen_by", "Review.assigned_by", "Certificate.revoked_by", "Offer.made_by"],
    *["Selection.decided_by", "Selection.told_by", "Decision.decided_by", "SessionAttendance.recorded_by"],
    *["Round.published_by", "Solution.solved_by", "Choice.chosen_by", "Pairing.ended_by", "CheckIn.settled_by"],
    *["Concern.settled_by", "Release.released_by", "Attendance.noted_by", "ReminderRule.armed_by"],
}


@pytest.fixture
def ana(client):
    person = PersonFactory(username="ana", display_name="Ana Demo", email="ana@example.org", bio="I mend *lamps*.")
    client.force_login(person)
    return person


def pointing_at_people():
    """Each column of our own tables that names a person."""
    kinds = [kind for kind in apps.get_models() if kind._meta.app_label in wiring.APPS]
    for kind in kinds:
        for field in [*kind._meta.fields, *kind._meta.many_to_many]:
            is_ours = field.is_relation and field.related_model is Person and not kind.__name__.startswith("Historical")
            if is_ours and not kind._meta.auto_created:
                yield f"{kind.__name__}.{field.name}"


def test_every_column_that_names_a_person_is_read_or_is_of_others():
    told = {f"{table.kind.__name__}.{table.path}" for table in tables()}

    assert set(pointing_at_people()) - told - OF_OTHERS == set()


def test_the_file_holds_what_is_kept_and_nothing_of_others(client, ana):
    declare(ana, LanguageFactory(code="sw"), "N")
    mine, theirs = IdeaFactory(author=ana, title="Lamps for all"), IdeaFactory(title="Not hers")
    file = json.loads(client.get(DOWNLOAD).content)

    assert (file["person"]["email"], file["person"]["bio"]) == ("ana@example.org", "I mend *lamps*.")
    assert [row["title"] for row in file["consultations.Idea"]] == [mine.title]
    assert [row["level"] for row in file["people.LanguageLevel"]] == ["N"]
    assert theirs.title not in json.dumps(file)


def test_the_file_is_kept_by_no_cache_and_has_a_name(client, ana):
    headers = client.get(DOWNLOAD).headers

    assert headers["Cache-Control"] == "private, no-store"
    assert headers["Content-Disposition"].startswith('attachment; filename="peer-academy-')


def test_the_page_counts_what_is_kept(client, ana):
    for _ in range(3):
        IdeaFactory(author=ana)

    assertContains(client.get(DATA), '<th scope="row">Ideas</th><td class="number">3</td>')


def test_another_name_erases_nothing_and_comes_back(client, ana):
    answer = client.post(ERASE, {"username": "anna"})

    assert (answer.status_code, Person.objects.filter(username="ana").exists()) == (422, True)
    assertContains(answer, 'value="anna"', status_code=422)


def test_an_erased_person_leaves_no_name_and_gives_the_seat_on(client, ana):
    course = CourseFactory(capacity=1)
    EnrolmentFactory(person=ana, course=course)
    following = EnrolmentFactory(course=course, seated_at=None)
    shared, draft = IdeaFactory(author=ana), IdeaFactory(author=ana, shared_at=None)
    Follow.objects.create(person=ana, idea=shared)
    assertRedirects(client.post(ERASE, {"username": "ana"}), reverse("home"))

    ana.refresh_from_db()
    following.refresh_from_db()
    assert (ana.username, ana.display_name, ana.email, ana.is_active) == (f"erased-{ana.pk}", ERASED_NAME, "", False)
    assert list(Idea.objects.values_list("pk", flat=True)) == [shared.pk] != [draft.pk]
    assert (following.seated_at is not None, Follow.objects.exists()) == (True, False)
    assert "ana" not in json.dumps(everything(ana)["person"]).replace("Africa", "")


def test_nobody_is_signed_in_afterwards(client, ana):
    client.post(ERASE, {"username": "ana"})

    assert client.get(DATA).status_code == 302


def test_erasing_twice_changes_nothing(ana):
    for _ in range(2):
        erase(person=Person.objects.get(pk=ana.pk), now=timezone.now())

    assert Person.objects.get(pk=ana.pk).username == f"erased-{ana.pk}"


def test_organizers_hand_over_first(client, ana):
    Person.objects.filter(pk=ana.pk).update(is_staff=True)
    answer = client.post(ERASE, {"username": "ana"})

    assertContains(answer, "Ask another organizer to take this over first", status_code=422)
    assert Person.objects.filter(username="ana").exists()


def test_operators_erase_an_account_by_its_name(ana, capsys):
    call_command("erase_account", "ana")
    ana.refresh_from_db()
    assert (ana.display_name, capsys.readouterr().out) == (ERASED_NAME, "Erased.\n")


@pytest.mark.parametrize(
    ("name", "sentence"), [("nobody", "Nobody has the user name nobody"), ("olu", "is an organizer")]
)
def test_operators_are_told_why_an_account_is_not_erased(name, sentence):
    PersonFactory(username="olu", is_staff=True)
    with pytest.raises(CommandError, match=sentence):
        call_command("erase_account", name)
    assert Person.objects.get(username="olu").is_active


def test_notices_that_were_told_go_and_planned_ones_are_not_sent(ana):
    Notice.objects.create(recipient=ana, kind="welcome", dedupe_key="a", state="sent", done_at=timezone.now())
    Notice.objects.create(recipient=ana, kind="welcome", dedupe_key="b")
    erase(person=ana, now=timezone.now())

    assert list(Notice.objects.values_list("dedupe_key", flat=True)) == ["b"]


def test_the_database_lets_a_user_name_go_only_with_its_person(ana):
    people = Person.objects.filter(pk=ana.pk)

    assert refused(lambda: people.update(username=f"erased-{ana.pk}")) == "person_username_stays"
    assert refused(lambda: people.update(username="other", is_active=False)) == "person_username_stays"


def test_nobody_can_choose_the_name_of_an_erased_person():
    with pytest.raises(ValidationError, match="taken"):
        validate_not_erased("Erased-7")

    assert validate_not_erased in username_validators
