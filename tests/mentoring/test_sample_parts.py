"""The sample's mentoring where something that it names is not there."""

from consultations.actions.sample.people import load_people
from mentoring.actions.sample import load_mentoring
from mentoring.actions.sample.source import FIRST_ROUND
from mentoring.models import Mentor, Round
from people.actions import load_reference
from people.models import Language, Person
from tests.samples import NOW


def test_it_loads_without_a_person_and_without_the_academy(db):
    load_reference()
    load_people()
    Person.objects.filter(username="mentor").update(is_demonstration=False)

    load_mentoring(now=NOW)

    assert not Mentor.objects.filter(person__username="mentor").exists()
    assert set(Round.objects.values_list("slug", flat=True)) == {FIRST_ROUND, "second-pairs"}
    assert Round.objects.get(slug=FIRST_ROUND).published_at


def test_what_people_said_themselves_stays(db):
    load_reference()
    load_people()
    mentor = Person.objects.get(username="mentor")
    Mentor.objects.create(person=mentor, capacity=5, language=Language.objects.get(code="en"), about="Mine.")

    load_mentoring(now=NOW)

    assert (mentor.mentor.capacity, mentor.mentor.about) == (5, "Mine.")
