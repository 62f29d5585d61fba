"""People are invited to a cohort by their names: shown first, told once, and nothing is told of who applied."""

from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from academy.actions.invitations import invite
from academy.models import Cohort, Reviewer
from notices.kinds import kind_of
from notices.models import Notice
from tests.factories import PersonFactory
from tests.races import at_once

from .factories import ApplicationFactory, CohortFactory, published_cohort

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort(organizer):
    cohort = published_cohort(title="My Alpha")
    cohort.organizers.add(organizer)
    return cohort


def page_of(desk, cohort, step="", names="", before=None):
    address = reverse("admin:academy_cohort_invite", args=[cohort.pk])
    if before is None:
        return desk.get(address)
    return desk.post(address, {"bulk_token": before.context["bulk"].token, "bulk_step": step, "people": names})


def test_each_name_is_answered_and_each_person_told_once(desk, cohort):
    for name in ("amina", "bola"):
        PersonFactory(username=name)
    PersonFactory(username="gone", is_active=False)
    names = "Amina\n\n bola \nnobody\ngone\namina"

    page = page_of(desk, cohort, "preview", names, page_of(desk, cohort))
    assertContains(page, "Would change: 2 · would stay as they are: 2")
    assertContains(page, "Nobody has this user name.")
    assertContains(page, "This account is closed.")
    assert not Notice.objects.exists()
    done = page_of(desk, cohort, "run", names, page)

    assertContains(done, "Done: 2 · not done: 2")
    assert set(Notice.objects.values_list("recipient__username", "kind")) == {
        ("amina", "cohort_invitation"),
        ("bola", "cohort_invitation"),
    }
    again = page_of(desk, cohort, "preview", "amina", page_of(desk, cohort))
    assertContains(again, "Invited already: nobody is asked twice.")
    assertNotContains(again, 'value="run"')


def test_the_desk_does_not_tell_who_applied(desk, cohort):
    applicant = ApplicationFactory(cohort=cohort, person__username="applicant").person

    page = page_of(desk, cohort, "preview", "applicant", page_of(desk, cohort))
    page_of(desk, cohort, "run", "applicant", page)

    notice = Notice.objects.get(recipient=applicant)
    assert kind_of(notice).check(notice, cohort) == ""


def test_an_invitation_is_not_sent_after_the_deadline(cohort):
    invite(cohort=cohort, person=PersonFactory(), now=timezone.now())
    notice = Notice.objects.get()
    cohort.closes_at = timezone.now()

    assert kind_of(notice).check(notice, cohort) == Notice.Reason.WITHDRAWN


def test_nobody_is_invited_to_what_is_closed_or_a_draft_or_foreign(desk, organizer, cohort):
    PersonFactory(username="amina")
    page = page_of(desk, cohort, "preview", "amina", page_of(desk, cohort))
    Cohort.objects.filter(pk=cohort.pk).update(closes_at=timezone.now())
    assertContains(page_of(desk, cohort, "run", "amina", page), "The deadline is over.")

    draft = CohortFactory()
    draft.organizers.add(organizer)
    assert page_of(desk, draft).status_code in (302, 403)
    assert page_of(desk, published_cohort()).status_code in (302, 403, 404)
    assert not Notice.objects.exists()


def test_too_many_names_come_back(desk, cohort):
    names = "\n".join(f"name{n}" for n in range(301))

    page = page_of(desk, cohort, "preview", names, page_of(desk, cohort))

    assertContains(page, "more than 300 names", status_code=422)
    assertContains(page, "name300", status_code=422)


@pytest.mark.django_db(transaction=True)
def test_of_many_organizers_who_invite_somebody_at_once_one_does(cohort):
    person = PersonFactory()

    answers = at_once([lambda: invite(cohort=cohort, person=person, now=timezone.now())] * 4)

    assert sorted(getattr(answer, "code", "") for answer in answers) == ["", "invited", "invited", "invited"]
    assert Notice.objects.count() == 1


def upload(desk, text):
    file = BytesIO(text.encode())
    file.name = "reviewers.csv"
    return desk.post(reverse("admin:academy_reviewer_import"), {"file": file})


def test_reviewers_come_in_by_their_names_to_own_cohorts_alone(desk, cohort):
    for name in ("amina", "bola"):
        PersonFactory(username=name)
    foreign = published_cohort()
    Reviewer.objects.create(cohort=foreign, person=PersonFactory(username="chidi"))
    applicant = ApplicationFactory(cohort=cohort, person__username="applicant")
    head, slug = "cohort,username\n", cohort.slug

    wrong = upload(desk, f"{head}{foreign.slug},chidi\n{slug},nobody\n{slug},{applicant.person.username}\n{slug},amina")
    for sentence in (
        f"Row 2, column “cohort”: “{foreign.slug}” is not known here.",
        "Row 3, column “username”: “nobody” is not known here.",
        "Row 4:",
    ):
        assertContains(wrong, sentence, status_code=422)
    assert not cohort.reviewers.exists()

    page = upload(desk, f"{head}{slug},amina\n{slug},bola")
    desk.post(reverse("admin:academy_reviewer_import"), {"token": page.context["token"]})
    assert set(cohort.reviewers.values_list("person__username", flat=True)) == {"amina", "bola"}
    assertContains(upload(desk, f"{head}{slug},amina"), "as they are: 1")
