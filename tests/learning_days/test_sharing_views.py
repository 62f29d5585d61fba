"""Pages of reports from home: the minute's form, one report with its thread, its teachers."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from learning_days.models import Sharing, SharingTeacher
from people.models import LanguageLevel
from tests.academy.factories import RegionFactory, SkillFactory
from tests.factories import LanguageFactory, PersonFactory

from .factories import EditionFactory, PledgeFactory, SharingFactory
from .spreading import HIDDEN, edition_held, released, typed

pytestmark = pytest.mark.django_db
NEW = "learning_days:new_sharing"


@pytest.fixture
def wolof():
    return LanguageFactory(code="wo", autonym="Wolof")


@pytest.fixture
def amina(client, wolof):
    person = PersonFactory(display_name="Amina", region=RegionFactory())
    LanguageLevel.objects.create(person=person, language=wolof, level="N")
    client.force_login(person)
    return person


def said(**fields):
    return typed(lang=LanguageFactory(code="en").pk, **fields)


def long_ago(**fields):
    return SharingFactory(held_on=timezone.localdate() - timedelta(days=30), **fields)


def test_the_form_knows_what_the_profile_says(client, amina):
    page = client.get(reverse(NEW))

    assertContains(page, 'value="Wolof (wo)"')
    assertContains(page, f'<option value="{amina.region.pk}" selected>', html=False)
    assertContains(page, f'value="{timezone.localdate().isoformat()}"')


def test_a_report_takes_seven_answers(client, amina):
    answer = client.post(reverse(NEW), said())

    kept = Sharing.objects.get()
    assertRedirects(answer, kept.get_absolute_url())
    assert (kept.person, kept.language.code, kept.people, kept.people_known, kept.lang) == (amina, "wo", 12, 0, "en")
    assert (kept.pledge, kept.edition, kept.workshop, kept.before) == (None, None, None, None)


def test_a_form_that_was_sent_twice_is_one_report(client, amina):
    key = client.get(reverse(NEW)).context["form"]["form_key"].value()

    answers = [client.post(reverse(NEW), said(form_key=key)) for _ in range(2)]

    assert answers[0].url == answers[1].url
    assert Sharing.objects.count() == 1


def test_what_was_typed_comes_back_with_a_sentence(client, amina):
    answer = client.post(reverse(NEW), said(people="3", people_known="4", text="It went **well**."))

    assertContains(answer, "no more than those can be counted", status_code=422)
    assertContains(answer, "It went **well**.", status_code=422)
    assert not Sharing.objects.exists()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"people": "0"}, "greater than or equal to 1"),
        ({"people": "99999999999999999999"}, "less than or equal to"),
        ({"held_on": "2999-01-01"}, "still to come"),
        ({"held_on": "0001-01-01"}, "Enter a valid date"),
        ({"language": "Klingonese"}, "We do not know a language"),
        ({"title": "a\u202eb"}, "invisible control character"),
        ({"teachers": "@nobody.here"}, "Nobody here has the user name"),
        ({"teachers": "\n".join(f"Name {number}" for number in range(21))}, "at most 20 people"),
        ({"teachers": "x" * 101}, "one short name on each line"),
        ({"source": "workshop:1"}, "Select a valid choice"),
        ({"source": "pledge:99999999999999999999"}, "Select a valid choice"),
    ],
)
def test_bad_input_gets_a_sentence(client, amina, fields, sentence):
    assertContains(client.post(reverse(NEW), said(**fields)), sentence, status_code=422)


@pytest.mark.parametrize("query", ["?pledge=9", "?from=x", "?workshop=" + "9" * 40, "?edition=-1", "?from="])
def test_an_address_that_names_nothing_gives_an_empty_choice(client, amina, query):
    assert client.get(reverse(NEW) + query).context["form"]["source"].value() == ""


def test_a_pledge_is_reported_with_its_edition_and_workshop(client, amina):
    edition = edition_held()
    pledge = PledgeFactory(edition=edition, person=amina, workshop=released(edition))
    address = f"{reverse(NEW)}?pledge={pledge.pk}"

    assertContains(client.get(address), pledge.text)
    client.post(address, said(source=f"pledge:{pledge.pk}"))

    kept = Sharing.objects.get()
    assert (kept.pledge, kept.edition, kept.workshop) == (pledge, edition, pledge.workshop)


def test_the_pledge_of_somebody_else_cannot_be_reported(client, amina):
    pledge = PledgeFactory(is_public=True)

    assertContains(client.post(reverse(NEW), said(source=f"pledge:{pledge.pk}")), "Select a valid", status_code=422)


def test_a_workshop_that_was_released_can_be_named(client, amina):
    workshop = released(edition_held())

    client.post(reverse(NEW), said(source=f"workshop:{workshop.pk}"))

    assert (Sharing.objects.get().workshop, Sharing.objects.get().edition) == (workshop, workshop.edition)


@pytest.mark.parametrize("edition", [{"published_at": None}, {}])
def test_an_edition_that_is_not_there_yet_cannot_be_named(client, amina, edition):
    row = EditionFactory(**edition)
    if row.published_at:
        edition_held(slug="over")
        row.days.create(
            date=timezone.localdate() + timedelta(days=9),
            starts_at=timezone.now() + timedelta(days=9),
            ends_at=timezone.now() + timedelta(days=9, hours=8),
            title="Day",
        )

    assert f"edition:{row.pk}" not in client.get(reverse(NEW)).context["form"].sources


def test_a_report_starts_another_one(client, amina):
    first = long_ago(title="The first evening")
    assertContains(client.get(first.get_absolute_url()), f"?from={first.pk}")

    client.post(f"{reverse(NEW)}?from={first.pk}", said(source=f"report:{first.pk}"))

    assert Sharing.objects.latest("pk").before == first
    assertContains(client.get(first.get_absolute_url()), "An afternoon on asking")
    assertContains(client.get(Sharing.objects.latest("pk").get_absolute_url()), "The first evening")


def test_a_hidden_report_starts_nothing(client, amina):
    first = long_ago(**HIDDEN)

    answer = client.post(f"{reverse(NEW)}?from={first.pk}", said(source=f"report:{first.pk}"))

    assertContains(answer, "Select a valid choice", status_code=422)


def test_teachers_are_named_only_once_they_agree(client, amina):
    bola = PersonFactory(username="bola", display_name="Bola Example")
    client.post(reverse(NEW), said(teachers="@Bola\nAwa Without Account\n@bola\n"))
    kept = Sharing.objects.get()
    assertContains(client.get(kept.get_absolute_url()), "Awa Without Account")

    client.force_login(bola)
    assertContains(client.get(kept.get_absolute_url()), "You can teach this now?")
    client.logout()
    page = client.get(kept.get_absolute_url())
    assertContains(page, "2 more people")
    assertNotContains(page, "Awa")
    assertNotContains(page, "Bola Example")

    client.force_login(bola)
    client.post(reverse("learning_days:answer_teaching", args=[kept.pk]), {"answer": "yes"})
    client.logout()
    assertContains(client.get(kept.get_absolute_url()), "Bola Example")

    client.force_login(bola)
    client.post(reverse("learning_days:answer_teaching", args=[kept.pk]), {"answer": "no"})
    client.logout()
    page = client.get(kept.get_absolute_url())
    assertContains(page, "1 more person")
    assertNotContains(page, "Bola Example")


def test_only_who_is_named_answers(client, amina):
    row = SharingTeacher.objects.create(sharing=SharingFactory(), person=PersonFactory())

    answer = client.post(reverse("learning_days:answer_teaching", args=[row.sharing_id]), {"answer": "yes"})

    assert answer.status_code == 404


def test_an_empty_answer_changes_nothing(client, amina):
    row = SharingTeacher.objects.create(sharing=SharingFactory(), person=amina)

    client.post(reverse("learning_days:answer_teaching", args=[row.sharing_id]))

    row.refresh_from_db()
    assert (row.agreed_at, row.declined_at) == (None, None)


def test_a_report_is_changed_by_its_author(client, amina, wolof):
    edition = edition_held(published_at=None)
    LanguageFactory(code="fr")  # which Amina did not declare: the text stays in it
    kept = SharingFactory(person=amina, edition=edition, language=wolof, people=9, people_known=2, lang="fr")
    kept.skills.add(SkillFactory())
    SharingTeacher.objects.create(sharing=kept, name="Awa")
    address = reverse("learning_days:edit_sharing", args=[kept.pk])
    form = client.get(address).context["form"]
    now = {field.name: field.value() for field in form if field.value() is not None}
    now |= {"lang": form["lang"].value(), "skills": form["skills"].value(), "title": "Another name"}

    assertRedirects(client.post(address, now), kept.get_absolute_url())

    kept.refresh_from_db()
    assert (kept.title, kept.edition, kept.people, kept.people_known) == ("Another name", edition, 9, 2)
    assert (kept.skills.count(), kept.teachers.get().name, kept.lang) == (1, "Awa", "fr")


def test_nobody_else_changes_a_report(client, amina):
    assert client.get(reverse("learning_days:edit_sharing", args=[SharingFactory().pk])).status_code == 404


def test_a_hidden_report_is_its_author_s_alone(client, amina):
    own, other = SharingFactory(person=amina, **HIDDEN), SharingFactory(**HIDDEN)

    assertContains(client.get(own.get_absolute_url()), "Not from home.")
    assert client.get(other.get_absolute_url()).status_code == 404
    client.logout()
    assert client.get(own.get_absolute_url()).status_code == 404


def test_a_hidden_report_of_the_thread_says_no_more_than_that_it_is_there(client):
    hidden = long_ago(title="Not for readers", before=long_ago(title="Where it began"), **HIDDEN)
    last = SharingFactory(before=hidden)

    page = client.get(last.get_absolute_url())

    assertContains(page, "A report that the organizers hid")
    assertContains(page, "Where it began")
    assertContains(page, "third hand")
    assertNotContains(page, "Not for readers")


def test_the_thread_tells_how_many_it_reached(client):
    first = long_ago(people=10)
    second = SharingFactory(before=first, people=8, people_known=3)
    SharingFactory(before=second, people=4)
    SharingFactory(before=second, people=100, **HIDDEN)

    assertContains(client.get(first.get_absolute_url()), "19 people")


def test_a_report_of_somebody_who_was_erased_stays(client):
    assertContains(client.get(SharingFactory(person=None).get_absolute_url()), "Somebody")


def test_a_pledge_that_is_not_public_is_not_told_to_others(client, amina):
    edition = edition_held()
    pledge = PledgeFactory(edition=edition, person=amina, text="Between me and myself")
    kept = SharingFactory(person=amina, pledge=pledge, edition=edition)

    assertContains(client.get(kept.get_absolute_url()), "Between me and myself")
    client.logout()
    assertNotContains(client.get(kept.get_absolute_url()), "Between me and myself")


@pytest.mark.parametrize("rows", [1, 3])
def test_a_report_asks_once_however_long_its_thread(client, django_assert_num_queries, rows):
    edition = edition_held()
    first = before = SharingFactory(edition=edition, workshop=released(edition))
    for _ in range(rows):
        before = SharingFactory(before=before)
        SharingTeacher.objects.create(sharing=first, person=PersonFactory(), agreed_at=timezone.now())
        first.skills.add(SkillFactory())

    with django_assert_num_queries(9):
        client.get(first.get_absolute_url())
    with django_assert_num_queries(9):
        client.get(before.get_absolute_url())
