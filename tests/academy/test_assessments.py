"""How people see their own skills before and after a track."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from academy.actions.assessments import assess
from academy.models import SelfAssessment
from tests.factories import PersonFactory

from .factories import EnrolmentFactory, SkillGroupFactory, TrackCourseFactory, TrackFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def track():
    return TrackFactory(slug="leading")


@pytest.fixture
def groups():
    return [SkillGroupFactory(title=title, position=place) for place, title in enumerate(("Welcome", "Mentoring"))]


@pytest.fixture
def amina():
    return PersonFactory(username="amina")


@pytest.fixture
def address(track):
    return reverse("academy:assessment", args=[track.slug])


@pytest.fixture
def signed_in(client, amina):
    client.force_login(amina)
    return client


def complete_a_course(person, track):
    course = TrackCourseFactory(track=track).course
    EnrolmentFactory(person=person, course=course, completed_at=timezone.now())


def sent(groups, *levels):
    return {f"group-{group.pk}": level for group, level in zip(groups, levels, strict=True)}


def kept(moment):
    return list(
        SelfAssessment.objects.filter(moment=moment).order_by("group__position").values_list("level", flat=True)
    )


def text(response):
    return " ".join(response.content.decode().split())


def test_what_one_says_before_is_kept_and_can_be_changed(signed_in, address, groups):
    signed_in.post(address, sent(groups, 0, 2))
    response = signed_in.post(address, sent(groups, 1, 2), follow=True)

    assert kept("before") == [1, 2]
    assert "Only you read it." in text(response)
    assert "1 – I have seen it done" in text(response)


def test_a_missing_level_comes_back_with_what_was_chosen(signed_in, address, groups):
    response = signed_in.post(address, {f"group-{groups[1].pk}": 3})

    assert response.status_code == 422
    assert "Please choose the level that fits you best." in text(response)
    assert not SelfAssessment.objects.exists()


def test_a_level_that_there_is_not_is_refused(signed_in, address, groups):
    assert signed_in.post(address, sent(groups, 5, 1)).status_code == 422


def test_after_a_course_one_looks_back_and_sees_both(signed_in, amina, track, address, groups):
    signed_in.post(address, sent(groups, 0, 2))
    complete_a_course(amina, track)
    assert "After what you learnt" in text(signed_in.get(address))
    shown = text(signed_in.post(address, sent(groups, 2, 3), follow=True))

    assert (kept("before"), kept("after")) == ([0, 2], [2, 3])
    assert "0 – new to me" in shown
    assert 'd="M12 12H50"' in shown  # from 0 to 2


def test_who_said_nothing_before_is_asked_that_first(signed_in, amina, track, address, groups):
    complete_a_course(amina, track)

    assert "Before the track" in text(signed_in.get(address))


def test_looking_back_before_anything_is_completed_is_refused(amina, track, groups):
    with pytest.raises(ValidationError) as refused:
        assess(person=amina, track=track, moment="after", levels={groups[0]: 1})

    assert refused.value.code == "not_yet"


def test_after_looking_back_what_was_said_before_stays(amina, track, groups):
    complete_a_course(amina, track)
    assess(person=amina, track=track, moment="before", levels={groups[0]: 0})
    assess(person=amina, track=track, moment="after", levels={groups[0]: 3})

    with pytest.raises(ValidationError) as refused:
        assess(person=amina, track=track, moment="before", levels={groups[0]: 2})

    assert refused.value.code == "given"
    assert kept("before") == [0]


def test_nobody_reads_what_another_person_said(client, signed_in, address, groups):
    signed_in.post(address, sent(groups, 4, 4))
    client.force_login(PersonFactory())
    shown = client.get(address)

    assert "Before and after" not in text(shown)
    assert "no-store" in shown["Cache-Control"]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_for_any_number_of_groups(signed_in, address, rows, django_assert_num_queries):
    SkillGroupFactory.create_batch(rows)

    with django_assert_num_queries(5):
        signed_in.get(address)


def test_a_group_is_described_in_words_not_in_mark_up(signed_in, address):
    SkillGroupFactory(title="<i>Welcome</i>", description="Those who <b>bold</b>ly come.")

    page = text(signed_in.get(address))

    assert "Those who &lt;b&gt;bold&lt;/b&gt;ly come." in page
    assert "<b>" not in page
    assert "<i>" not in page
