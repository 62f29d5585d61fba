"""The list of a day at the desk: ticks, the search without JavaScript, two people at once, paper, and figures."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from learning_days.attendance_rows import with_figures
from learning_days.models import Attendance, Day, Registration
from tests.factories import PersonFactory

from .factories import DayFactory, EditionFactory, RegistrationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def today(organizer):
    """A day that goes on now, of an edition that the organizer leads."""
    now = timezone.now()
    edition = EditionFactory()
    edition.organizers.add(organizer)
    return DayFactory(
        edition=edition, date=now.date(), starts_at=now - timedelta(hours=1), ends_at=now + timedelta(hours=8)
    )


def address(day, name="attendance"):
    return reverse(f"learning_days:{name}", args=[day.pk])


def coming(day, *names, **fields):
    rows = [RegistrationFactory(day=day, person__display_name=name, **fields) for name in names]
    return rows[0] if len(rows) == 1 else rows


def keys(*rows):
    return [str(row.pk) for row in rows]


def noted():
    return set(Attendance.objects.values_list("registration__person__display_name", flat=True))


def note(*rows, how="list"):
    for row in rows:
        Attendance.objects.create(registration=row, how=how)


def names(page):
    """The names of the page, part by part."""
    return {part: [row.person.display_name for row in rows] for part, rows in page.context["parts"].items()}


def test_ticks_are_kept_with_who_noted_them(desk, today):
    amina, bola, chidi = coming(today, "Amina", "Bola", "Chidi")
    note(bola)

    page = desk.post(address(today), {"present": keys(amina), "seen": keys(bola)}, follow=True)

    assertContains(page, "1 person noted. 1 note taken back.")
    assert noted() == {"Amina"}
    row = amina.attendance
    assert (row.how, row.noted_by.username) == ("list", "organizer")
    assertNotContains(page, f'value="{chidi.pk}" checked')


def test_two_people_who_note_at_once_add_to_one_another(desk, today):
    amina, bola = coming(today, "Amina", "Bola")
    note(bola)  # on another page, after this one was opened

    desk.post(address(today), {"present": keys(amina)})

    assert noted() == {"Amina", "Bola"}


def test_a_list_that_is_sent_twice_is_noted_once(desk, today):
    amina = coming(today, "Amina")
    for _time in range(2):
        page = desk.post(address(today), {"present": keys(amina)}, follow=True)

    assertContains(page, "0 people noted.")
    assert Attendance.objects.count() == 1


def test_one_button_ticks_all_who_are_expected(desk, today):
    coming(today, "Amina", "Bola")
    coming(today, "Stafa", is_staff=True, seated_at=None)
    coming(today, "Wanda", seated_at=None)

    desk.post(address(today), {"everybody": "yes"})

    assert noted() == {"Amina", "Bola", "Stafa"}


def test_the_list_has_three_parts_in_the_order_in_which_people_read(desk, today):
    coming(today, "Zoë", "Élodie", "Fatou", "aba")
    coming(today, "Stafa", is_staff=True)
    coming(today, "Wanda", seated_at=None)
    coming(today, "Gone", left_at=timezone.now())

    page = desk.get(address(today))

    assert names(page) == {"seats": ["aba", "Élodie", "Fatou", "Zoë"], "staff": ["Stafa"], "others": ["Wanda"]}


def test_without_javascript_the_search_keeps_what_is_ticked(desk, today):
    amina, bola = coming(today, "Amina", "Bola")

    kept = desk.post(address(today), {"present": keys(amina), "q": " bo ", "find": "yes"})
    assertRedirects(kept, f"{address(today)}?q=bo")
    page = desk.get(f"{address(today)}?q=bo")
    assert names(page)["seats"] == ["Bola"]
    desk.post(f"{address(today)}?q=bo", {"present": keys(bola), "q": "bo"})

    assert noted() == {"Amina", "Bola"}


def test_a_search_that_finds_nobody_says_so(desk, today):
    coming(today, "Amina")

    assertContains(desk.get(f"{address(today)}?q=xyz"), "<p>Nobody here is called that.</p>")


def test_who_gave_the_day_up_meanwhile_is_not_noted_and_that_is_said(desk, today):
    amina, gone = coming(today, "Amina", "Gone")
    Registration.objects.filter(pk=gone.pk).update(left_at=timezone.now())

    page = desk.post(address(today), {"present": keys(amina, gone)}, follow=True)

    assertContains(page, "gave the day up meanwhile")
    assert noted() == {"Amina"}


def test_a_note_of_who_gave_the_day_up_later_stays(desk, today):
    gone = coming(today, "Gone")
    note(gone)
    Registration.objects.update(left_at=timezone.now())

    page = desk.post(address(today), {"seen": keys(gone)}, follow=True)

    assertContains(page, "gave the day up")
    assert noted() == {"Gone"}


def test_keys_of_another_day_or_of_nothing_are_passed_over(desk, today):
    other = RegistrationFactory()

    assert desk.post(address(today), {"present": [str(other.pk), "x", "9" * 30]}).status_code == 302
    assert not noted()


def test_before_the_doors_open_the_ticks_come_back_with_the_reason(desk, organizer):
    day = DayFactory()
    day.edition.organizers.add(organizer)
    amina = coming(day, "Amina")

    assertContains(desk.get(address(day)), "The doors open on")
    page = desk.post(address(day), {"present": keys(amina)})

    assertContains(page, "The doors open on", status_code=422)
    assertContains(page, f'value="{amina.pk}" checked', status_code=422)
    assert not noted()


def test_a_day_without_registrations_says_so(desk, today):
    assertContains(desk.get(address(today)), "Nobody is registered for this day yet.")


@pytest.mark.parametrize("name", ["attendance", "attendance_sheet", "attendance_csv", "attendance_upload"])
def test_the_door_of_another_edition_stays_shut(desk, name):
    assert desk.get(address(DayFactory(), name)).status_code == 404


@pytest.mark.parametrize("name", ["attendance", "attendance_sheet", "attendance_csv", "attendance_upload"])
def test_staff_who_are_no_organizers_see_nobody(client, today, name):
    teacher = PersonFactory(is_staff=True)
    today.edition.organizers.add(teacher)
    client.force_login(teacher)

    assert client.get(address(today, name)).status_code == 403


@pytest.mark.parametrize("name", ["attendance", "attendance_sheet", "attendance_csv"])
@pytest.mark.parametrize("rows", [1, 3])
def test_pages_of_a_day_cost_the_same_however_many_come(desk, today, django_assert_num_queries, name, rows):
    note(*RegistrationFactory.create_batch(rows, day=today))
    queries = {"attendance": 5, "attendance_sheet": 5, "attendance_csv": 5}[name]

    with django_assert_num_queries(queries):
        desk.get(address(today, name))


def test_the_sheet_has_a_line_for_everybody_and_some_for_others(desk, today):
    amina = coming(today, "Amina")
    coming(today, "Stafa", is_staff=True)
    note(amina)

    page = desk.get(address(today, "attendance_sheet"))

    assertContains(page, "Participants with a seat: 1")
    assertContains(page, "Staff of the edition: 1")
    assertContains(page, "☐", count=1 + 5)
    assertContains(page, "☑", count=1)


def test_figures_count_staff_apart(today):
    amina, _bola = coming(today, "Amina", "Bola")
    stafa, _ = coming(today, "Stafa", "Stefa", is_staff=True)
    wanda = coming(today, "Wanda", seated_at=None)
    gone = coming(today, "Gone")
    note(amina, how="code")
    note(stafa, how="list")
    note(wanda, gone, how="file")
    Registration.objects.filter(pk=gone.pk).update(left_at=timezone.now())

    day = with_figures(Day.objects.all()).get()

    assert (day.seats, day.came, day.came_with_seat, day.came_without_seat) == (2, 3, 2, 1)
    assert (day.staff, day.staff_came) == (2, 1)
    assert (day.by_code, day.by_list, day.by_file) == (1, 1, 2)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_of_an_edition_shows_who_came(desk, today, organizer, django_assert_num_queries, rows):
    note(coming(today, "Amina"), coming(today, "Stafa", is_staff=True))
    for more in range(1, rows):
        DayFactory(edition=today.edition, date=today.date + timedelta(days=more))

    with django_assert_num_queries(5):
        page = desk.get(reverse("learning_days:edition_attendance", args=[today.edition_id]))

    assertContains(page, "100%", count=1)
    assertContains(page, "1 of 1", count=1)
    assertContains(page, '<td class="number">2</td>', count=1)  # by the list


def test_the_page_of_an_edition_is_for_its_organizers(desk, client):
    other = reverse("learning_days:edition_attendance", args=[EditionFactory().pk])

    assert desk.get(other).status_code == 404
    client.force_login(PersonFactory(is_staff=True))
    assert client.get(other).status_code == 403


def test_the_desk_leads_from_a_day_and_an_edition_to_the_door(desk, today):
    day = reverse("admin:learning_days_day_change", args=[today.pk])
    edition = reverse("admin:learning_days_edition_change", args=[today.edition_id])
    links = {
        day: ("day_door", address(today)),
        edition: ("edition_who_came", address(today.edition, "edition_attendance")),
    }

    for page, (name, target) in links.items():
        link = reverse(f"admin:learning_days_{name}", args=[page.split("/")[-3]])
        assertContains(desk.get(page), link)
        assertRedirects(desk.get(link), target)


@pytest.mark.parametrize("key", ["x", "٣"])
@pytest.mark.parametrize("name", ["day_door", "edition_who_came"])
def test_an_address_without_a_number_leads_to_the_list(desk, name, key):
    model = name.partition("_")[0]

    assertRedirects(
        desk.get(reverse(f"admin:learning_days_{name}", args=[key])), reverse(f"admin:learning_days_{model}_changelist")
    )
