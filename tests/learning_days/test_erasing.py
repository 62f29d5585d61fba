"""Who is erased leaves Learning Days, while an edition is prepared too, and nobody else loses what is theirs."""

from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from learning_days import models
from learning_days.actions.erasing import erase_attendee
from learning_days.actions.releases import release
from learning_days.released import newest, workshops_of
from tests.factories import PersonFactory

from .answering import begun_day, closed_day, said_by
from .factories import (
    DayFactory,
    PledgeFactory,
    RegistrationFactory,
    SharingFactory,
    WorkshopFactory,
    WorkshopSeatFactory,
    placed,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def amina():
    return PersonFactory(username="amina", display_name="Amina")


def erase(person):
    return erase_attendee(person=person, now=timezone.now())


def test_days_to_come_are_left_the_seats_go_on_and_needs_go(amina):
    day = DayFactory(capacity=1)
    mine = RegistrationFactory(day=day, person=amina)
    waiting = RegistrationFactory(day=day, seated_at=None)
    seat = WorkshopSeatFactory(registration=mine, workshop=placed(day, 10))
    past = RegistrationFactory(day=closed_day(), person=amina)
    for registration in (mine, past):
        models.Need.objects.create(registration=registration, travel="A visa for Amina")

    erase(amina)

    for row in (mine, waiting, seat, past):
        row.refresh_from_db()
    assert mine.left_at is not None
    assert seat.left_at is not None
    assert waiting.offered_at is not None
    assert past.left_at is None
    assert not models.Need.objects.exists()


def test_a_day_on_which_the_person_was_noted_stays(amina):
    registration = RegistrationFactory(day=begun_day(), person=amina)
    models.Attendance.objects.create(registration=registration, how="list")

    erase(amina)

    registration.refresh_from_db()
    assert registration.left_at is None


def test_feedback_loses_its_words_and_keeps_its_number(amina):
    words = {"liked_best": "I, Amina", "next_time": "Ask Amina", "next_30_days": "Amina teaches", "may_be_quoted": True}
    rated = said_by(RegistrationFactory(day=closed_day(), person=amina), rating=3, **words)
    said_by(RegistrationFactory(day=closed_day(), person=amina), rating=None, **words)
    other = said_by(RegistrationFactory(day=rated.registration.day), **words)

    erase(amina)

    assert set(models.Feedback.objects.all()) == {rated, other}
    rated.refresh_from_db(), other.refresh_from_db()
    assert (rated.rating, rated.liked_best, rated.next_time, rated.next_30_days, rated.may_be_quoted) == (
        *(3, "", "", ""),
        False,
    )
    assert other.liked_best == "I, Amina"


def test_pledges_go_and_one_that_a_report_goes_on_from_stays_empty(amina):
    PledgeFactory(person=amina)
    pledges = [PledgeFactory(person=amina, text=f"Amina will teach {n}", is_public=True) for n in range(2)]
    reports = [SharingFactory(pledge=pledge) for pledge in pledges]
    theirs = PledgeFactory()

    erase(amina)

    assert set(models.Pledge.objects.all()) == {*pledges, theirs}
    for pledge, report in zip(pledges, reports, strict=True):
        pledge.refresh_from_db(), report.refresh_from_db()
        assert (pledge.person, pledge.text, pledge.is_public) == (None, "", False)
        assert pledge.dropped_at is not None
        assert report.pledge == pledge


def test_reports_keep_what_was_counted_and_lose_name_and_text(amina):
    report = SharingFactory(person=amina, text="I, **Amina**, taught.", people=12, people_known=2)
    after = SharingFactory(before=report)
    models.SharingTeacher.objects.create(sharing=report, name="Bola from next door")
    models.SharingTeacher.objects.create(sharing=report, person=after.person)
    models.SharingTeacher.objects.create(sharing=after, person=amina)
    models.SharingTeacher.objects.create(sharing=after, name="Somebody of another one")

    erase(amina)

    report.refresh_from_db(), after.refresh_from_db()
    assert (report.person, report.text, report.text_html) == (None, "", "")
    assert (report.people, report.people_known, after.before) == (12, 2, report)
    teachers = models.SharingTeacher.objects.values_list("sharing", "person", "name")
    assert set(teachers) == {(report.pk, after.person_id, ""), (after.pk, None, "Somebody of another one")}


def test_the_pages_of_reports_say_somebody(client, amina):
    report = SharingFactory(person=amina)
    erase(amina)

    page = client.get(report.get_absolute_url()).content.decode()
    assert report.title in page
    assert "Amina" not in page


@pytest.mark.parametrize("name", ["sharings", "sharings_csv", "sharings_json", "sharings_feed"])
def test_lists_and_files_count_the_report_without_the_name(client, amina, name):
    SharingFactory(person=amina, title="An afternoon at home")
    erase(amina)
    response = client.get(reverse(f"learning_days:{name}"))
    content = response.getvalue() if response.streaming else response.content

    assert response.status_code == 200
    assert "An afternoon at home" in content.decode()
    assert "amina" not in content.decode().lower()


def test_workshops_have_a_lead_who_is_to_be_named_from_the_next_release_on(amina):
    workshop = placed(DayFactory(), 10, proposed_by=amina)
    now = timezone.now()
    models.WorkshopLead.objects.create(workshop=workshop, person=amina, agreed_at=now)
    unreleased = WorkshopFactory(proposed_by=amina)
    models.WorkshopLead.objects.create(workshop=unreleased, person=amina)
    release(edition=workshop.edition, actor=PersonFactory(), note="", now=now)

    assert erase(amina) == [workshop.edition]

    workshop.refresh_from_db()
    assert workshop.proposed_by is None
    assert list(models.WorkshopLead.objects.values_list("person", flat=True)) == [None, None]
    assert not models.Workshop.history.filter(proposed_by=amina).exists()
    release(edition=workshop.edition, actor=PersonFactory(), note="", now=timezone.now())
    assert [item.leads for item in workshops_of(newest(workshop.edition))] == [()]


def test_the_private_calendar_is_shut(client, amina):
    models.CalendarToken.objects.create(person=amina)

    erase(amina)

    assert not models.CalendarToken.objects.exists()


def test_erasing_twice_changes_nothing_more(amina):
    report = SharingFactory(person=amina, pledge=PledgeFactory(person=amina))
    RegistrationFactory(day=DayFactory(), person=amina)
    erase(amina)
    before = (models.Pledge.objects.values().get(), models.Registration.objects.values().get())

    assert erase(amina) == []
    assert before == (models.Pledge.objects.values().get(), models.Registration.objects.values().get())
    report.refresh_from_db()
    assert report.person is None


def test_erasing_an_account_begins_with_learning_days():
    assert settings.ERASERS[0] == "learning_days.actions.erasing.erase_attendee"


def test_the_command_erases_by_user_name_and_says_what_is_left_to_do(amina):
    workshop, said = placed(DayFactory(edition__slug="dakar"), 10), StringIO()
    models.WorkshopLead.objects.create(workshop=workshop, person=amina, agreed_at=timezone.now())
    release(edition=workshop.edition, actor=PersonFactory(), note="", now=timezone.now())

    call_command("erase_attendee", "amina", stdout=said)

    assert said.getvalue().splitlines() == [
        "Erased from Learning Days.",
        "Release the programme of dakar anew: it names them as a lead until then.",
    ]
    with pytest.raises(CommandError, match="Nobody has the user name nobody"):
        call_command("erase_attendee", "nobody")
