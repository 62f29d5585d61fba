"""The organizers' desk: who comes to which day, seats that are given, and the file of it."""

from datetime import timedelta

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from learning_days.models import Need, Registration
from notices.models import Notice
from tests.desk import FRAME
from tests.factories import PersonFactory

from .factories import DayFactory, RegistrationFactory
from .registering import offered

pytestmark = pytest.mark.django_db
LIST = "admin:learning_days_registration_changelist"


@pytest.fixture
def day(organizer):
    day = DayFactory(capacity=2)
    day.edition.organizers.add(organizer)
    return day


def named(day, name, **fields):
    return RegistrationFactory(day=day, person=PersonFactory(display_name=name), **fields)


def send(desk, action, rows, **form):
    """Choose rows, type what is asked for, look, and do it; the last answer."""
    chosen = {"action": action, ACTION_CHECKBOX_NAME: [row.pk for row in rows]}
    address = reverse(LIST)
    answer = desk.post(address, chosen)
    bulk = {**chosen, "bulk_token": answer.context["bulk"].token, **form}
    if form:
        answer = desk.post(address, {**bulk, "bulk_step": "preview"})
    return answer, desk.post(address, {**bulk, "bulk_step": "run"})


def test_the_list_tells_who_sits_waits_and_left(desk, day):
    named(day, "Ada Seated")
    offered(day, PersonFactory(display_name="Ben Offered"))
    named(day, "Cleo Waiting", seated_at=None)
    named(day, "Dan Gone", left_at=timezone.now())
    named(day, "Eve Staff", is_staff=True)

    page = desk.get(reverse(LIST))

    for name in ("Ada Seated", "Ben Offered", "Cleo Waiting", "Dan Gone", "Eve Staff"):
        assertContains(page, name)
    assertContains(page, "number 1 waiting")


@pytest.mark.parametrize(
    ("state", "name"), [("seated", "Ada"), ("offered", "Ben"), ("waiting", "Cleo"), ("left", "Dan"), ("staff", "Eve")]
)
def test_the_list_is_filtered_by_state(desk, day, state, name):
    named(day, "Ada")
    offered(day, PersonFactory(display_name="Ben"))
    named(day, "Cleo", seated_at=None)
    named(day, "Dan", left_at=timezone.now())
    named(day, "Eve", is_staff=True)

    rows = desk.get(reverse(LIST), {"state": state}).context["cl"].result_list

    assert [row.person.display_name for row in rows] == [name]


def test_an_offer_that_lapsed_stands_with_those_who_left(desk, day):
    row = offered(day, PersonFactory())
    now = timezone.now()
    Registration.objects.filter(pk=row.pk).update(
        offered_at=now - timedelta(hours=2), offer_expires_at=now - timedelta(hours=1)
    )

    assert list(desk.get(reverse(LIST), {"state": "left"}).context["cl"].result_list) == [row]
    assert not desk.get(reverse(LIST), {"state": "offered"}).context["cl"].result_list


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_as_often_however_many_people(desk, day, django_assert_num_queries, rows):
    RegistrationFactory.create_batch(rows, day=day, seated_at=None)

    with django_assert_num_queries(FRAME + 5):
        desk.get(reverse(LIST))


def test_seats_are_given_as_far_as_they_go_and_the_log_says_why(desk, day):
    rows = [named(day, f"Person {number}", seated_at=None) for number in range(3)]

    look, done = send(desk, "give_seats", rows, reason="They came first by letter.")

    assertContains(look, "All seats of this day are taken or held")
    assertContains(done, "Has a seat now. They came first by letter.")
    assert list(Registration.objects.seated().order_by("pk")) == rows[:2]
    assert Notice.objects.filter(kind="day_seat").count() == 2


def test_a_held_seat_is_given_to_whom_it_is_held_for(desk, day):
    rows = [offered(day, PersonFactory()), named(day, "Ada")]

    send(desk, "give_seats", rows[:1], reason="By telephone.")

    rows[0].refresh_from_db()
    assert rows[0].seated_at
    assert rows[0].offered_at is None


def test_staff_are_marked_and_their_seat_is_offered_on(desk, day):
    rows = [named(day, "Ada"), named(day, "Ben")]
    line = named(day, "Cleo", seated_at=None)

    _look, done = send(desk, "mark_staff", rows[:1])

    assertContains(done, "Comes as staff now.")
    line.refresh_from_db()
    assert line.offered_at
    _look, refused = send(desk, "unmark_staff", rows[:1])
    assertContains(refused, "All seats of this day are taken or held")


def test_who_is_taken_out_reads_why_and_the_seat_goes_on(desk, day):
    rows = [named(day, "Ada"), named(day, "Ben")]
    Need.objects.create(registration=rows[0], access="A ramp.")
    line = named(day, "Cleo", seated_at=None)

    send(desk, "take_out", rows[:1], reason="You wrote that you cannot come.")

    rows[0].refresh_from_db()
    line.refresh_from_db()
    assert rows[0].left_at
    assert line.offered_at
    assert not Need.objects.exists()
    told = Notice.objects.get(kind="day_taken_out")
    assert (told.recipient, told.payload) == (rows[0].person, {"reason": "You wrote that you cannot come."})


def test_nobody_adds_or_edits_a_registration_in_a_form(desk, day):
    row = named(day, "Ada")

    assert desk.get(reverse("admin:learning_days_registration_add")).status_code == 403
    page = desk.get(reverse("admin:learning_days_registration_change", args=[row.pk]))
    assertNotContains(page, row.token)
    assertNotContains(page, 'name="_save"')
    assert desk.get(reverse(LIST), {"token__startswith": row.token[:2]}).status_code == 400


def test_the_file_has_the_list_and_no_needs(desk, day):
    row = named(day, "=Ada", seated_at=None)
    Need.objects.create(registration=row, access="A ramp.")

    text = desk.get(reverse("admin:learning_days_registration_export")).content.decode("utf-8-sig")

    header, line = text.strip().splitlines()
    assert header.startswith("username,name,edition,day,state,place_in_line,registered_at")
    assert line.startswith(f"{row.person.username},'=Ada,{day.edition.slug},{day.date},waiting,1,")
    assert "ramp" not in text
    assert row.token not in text


def test_organizers_of_another_edition_see_neither_people_nor_needs(desk):
    row = named(DayFactory(), "Foreign Ada")
    need = Need.objects.create(registration=row, access="A ramp.")

    assertNotContains(desk.get(reverse(LIST)), "Foreign Ada")
    assertNotContains(desk.get(reverse("admin:learning_days_need_changelist")), "A ramp.")
    for name, key in (("registration", row.pk), ("need", need.pk)):
        page = desk.get(reverse(f"admin:learning_days_{name}_change", args=[key]), follow=True)
        assertNotContains(page, "Foreign Ada")


def test_the_first_page_tells_who_waits_and_whose_needs_without_the_needs(desk, day):
    Need.objects.create(registration=named(day, "Ada Needs"), access="A ramp.")
    named(day, "Ben Waits", seated_at=None)

    page = desk.get(reverse("admin:index"))

    assertContains(page, "People who wait for a seat at Learning Days")
    assertContains(page, "Ada Needs")
    assertContains(page, "Ben Waits")
    assertNotContains(page, "A ramp.")


def test_staff_are_registered_by_name_with_a_look_before(desk, day):
    known = named(day, "Ada")
    RegistrationFactory(day=day)
    PersonFactory(username="Helper")
    address = reverse("admin:learning_days_day_register_staff", args=[day.pk])
    token = desk.post(address).context["bulk"].token
    form = {"bulk_token": token, "people": f"helper\nnobody-here\n{known.person.username}\nHELPER"}

    look = desk.post(address, {**form, "bulk_step": "preview"})
    assertContains(look, "Nobody has this user name.")
    assert not Registration.objects.filter(is_staff=True).exists()
    for _twice in range(2):
        desk.post(address, {**form, "bulk_step": "run"})

    staff = Registration.objects.seated().filter(is_staff=True)
    assert sorted(staff.values_list("person__username", flat=True)) == sorted(["Helper", known.person.username])
    assert Notice.objects.filter(kind="day_seat").count() == 1


def test_staff_of_a_foreign_day_are_not_registered(desk):
    assert desk.post(reverse("admin:learning_days_day_register_staff", args=[DayFactory().pk])).status_code == 404
